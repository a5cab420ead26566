/** Texts that are remembered; beyond it the one that was not used for longest is forgotten. */
const LIMIT = 1_000;

/**
 * Names for prepared statements, by text, per pool. A text gets a name when it is seen for the
 * second time: what runs once is not worth a plan that every connection keeps. A forgotten name
 * is never given to another text; its plans go with their connections.
 */
export class StatementNames {
  private readonly names = new Map<string, string | undefined>();
  private counter = 0;

  constructor(private readonly limit = LIMIT) {}

  of(text: string): string | undefined {
    const seen = this.names.has(text);
    const name = seen ? (this.names.get(text) ?? `s${++this.counter}`) : undefined;
    this.names.delete(text);
    this.names.set(text, name);
    if (this.names.size > this.limit) {
      const oldest = this.names.keys().next();
      if (!oldest.done) this.names.delete(oldest.value);
    }
    return name;
  }
}
