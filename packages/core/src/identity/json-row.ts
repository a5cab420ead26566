/**
 * A JSON column as a value: some connections of the platform give every column as text, others
 * parse JSON by themselves.
 */
export function jsonOf<T>(column: unknown): T {
  return (typeof column === 'string' ? JSON.parse(column) : column) as T;
}
