/** One reason why the platform does not start: who is concerned, what is wrong, what to do. */
export interface BootFault {
  /** Ids of the plugins concerned, in the order in which the text names them. */
  plugins: readonly string[];
  text: string;
  /** What to do, unless the text says it already. */
  remedy?: string;
}

/**
 * The platform cannot start. Collects every fault that was found, so that a partner repairs them
 * in one round; the message is the list to print.
 */
export class BootError extends Error {
  constructor(readonly faults: readonly BootFault[]) {
    super(listOf(faults));
    this.name = 'BootError';
  }
}

/** Throws a BootError when there are faults. */
export function assertNoFaults(faults: readonly BootFault[]): void {
  if (faults.length > 0) throw new BootError(faults);
}

function listOf(faults: readonly BootFault[]): string {
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const lines = faults.map(
    ({ text, remedy }, index) =>
      `${index + 1}. ${text}${remedy ? `\n   What to do: ${remedy}` : ''}`,
  );
  return [`Bureau cannot start: ${count} in its plugins.`, ...lines].join('\n');
}
