/** Collects the statements on data that run while somebody listens. */
export class StatementRecorder {
  private readonly listeners = new Set<string[]>();

  /** To be given to the runtime as `onStatement`. */
  readonly record = (text: string): void => {
    for (const heard of this.listeners) heard.push(text);
  };

  /** What `work` returned, and the texts of its statements in the order in which they ran. */
  async during<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
    const statements: string[] = [];
    this.listeners.add(statements);
    try {
      return { result: await work(), statements };
    } finally {
      this.listeners.delete(statements);
    }
  }
}

/** Fails with the statements in full when there are more or fewer than expected. */
export function assertCount(expected: number, statements: readonly string[]): void {
  if (statements.length === expected) return;
  const plain = statements.map((text) => text.replace(/\s+/g, ' ').trim());
  const lines = plain.map((text, index) => `${index + 1}. ${text}`);
  const count = statements.length === 1 ? '1 statement' : `${statements.length} statements`;
  throw new Error([`Expected ${expected}, but ${count} ran.`, ...lines].join('\n'));
}
