import type { SeedContext } from '@bureau/core';

/** Mutations of one field, and what is asked of each. */
export interface SeedStep {
  field: string;
  /** Name of the input's type; default: that of the field. */
  type?: string;
  inputs: readonly object[];
  select: string;
}

/** One mutation for each input, all of them in one request. */
export async function runEach(
  run: SeedContext['run'],
  { field, type, inputs, select }: SeedStep,
): Promise<Record<string, unknown>[]> {
  const name = type ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const heads = inputs.map((_, at) => `$i${at}: ${name}!`);
  const fields = inputs.map(
    (_, at) => `p${at}: ${field}(input: $i${at}) { ${select} userErrors { code message } }`,
  );
  const document = `mutation (${heads.join(', ')}) { ${fields.join('\n')} }`;
  const variables = Object.fromEntries(inputs.map((input, at) => [`i${at}`, input]));
  const data = await run(document, variables);
  return inputs.map((_, at) => data[`p${at}`] as Record<string, unknown>);
}

/** Id of a record in a payload. */
export function idIn(payload: Record<string, unknown> | undefined, record: string): string {
  return (payload?.[record] as { id: string } | undefined)?.id ?? '';
}
