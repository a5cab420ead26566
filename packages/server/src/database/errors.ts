/** The database could not be opened. The message says what is wrong and what to do about it. */
export class DatabaseStartError extends Error {
  constructor(problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem}\n${remedy}`, options);
    this.name = 'DatabaseStartError';
  }
}
