import type { BaseContext } from '@apollo/server';
import type { SentDocument } from '@bureau/core';
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
  /**
   * The text to execute for what was sent; undefined leaves the operation as it is. May throw as
   * `admit` does.
   */
  textOf(sent: SentDocument, deadline: number): Promise<string | undefined>;
  /** May throw as `admit` does. */
  context(deadline: number): C;
  /** Called once, when the work has ended. */
  leave(): void;
}
