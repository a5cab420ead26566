import type { Log } from '@bureau/core';

/** One line that the platform logged. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  message: string;
  data: Record<string, unknown>;
}

/** Keeps what is logged, so that a test may look at it and a failure can show it. */
export class TestLog implements Log {
  readonly entries: LogEntry[] = [];

  info(data: Record<string, unknown>, message: string): void {
    this.entries.push({ level: 'info', message, data });
  }

  warn(data: Record<string, unknown>, message: string): void {
    this.entries.push({ level: 'warn', message, data });
  }

  error(data: Record<string, unknown>, message: string): void {
    this.entries.push({ level: 'error', message, data });
  }

  /** The stack behind the reference of an INTERNAL error. */
  stackOf(reference: unknown): string | undefined {
    const entry = this.entries.find(({ data }) => data['reference'] === reference);
    return entry && String(entry.data['stack']);
  }
}
