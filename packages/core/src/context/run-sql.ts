/** Runs one parameterized statement; rows as objects of texts. */
export type RunSql = <R extends Record<string, unknown>>(
  text: string,
  values: readonly unknown[],
) => Promise<R[]>;
