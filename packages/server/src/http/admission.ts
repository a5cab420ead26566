import type { BaseContext } from '@apollo/server';
import type { Exchange } from './exchange.js';

/** What a request is let in by. */
export interface RequestFacts extends Exchange {
  /** Names in any case. */
  headers: { get(name: string): string | undefined };
  method: string;
  /** Milliseconds since the epoch by which the answer should stand. */
  deadline: number;
}

/** A request that was let in, before its body is read. */
export interface Admission<C extends BaseContext> {
  /** The most that its body may hold. */
  bodyBytes: number;
  /** From the arrival to the answer. */
  deadlineMs: number;
  /** May throw as `admit` does. */
  context(deadline: number): C;
  /** Called once, when the work has ended. */
  leave(): void;
}
