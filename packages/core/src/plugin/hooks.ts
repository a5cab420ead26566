import type { Ctx } from '../context/ctx.js';

/**
 * A place in a plugin's own work where others may have a say, in its transaction. A query may ask
 * too: its hooks read, and add to what they are given.
 */
export interface HookPoint<T> {
  /** `hr.employee.terminate`: begins with the id of the plugin that offers it. */
  readonly name: string;
  readonly description: string;
  /** Type carrier only; never set. */
  readonly _type?: T;
}

/** What a plugin does at a place of another one. */
export interface Hook {
  point: HookPoint<unknown>;
  run(ctx: Ctx, data: unknown): Promise<void>;
}

/**
 * Declares a hook point. Its owner offers it in its contract and calls `ctx.hook(point, data)`.
 *
 * @example
 * export const employeeTerminate = hookPoint<{ employee: Employee; lastDay: string }>(
 *   'hr.employee.terminate',
 *   'Somebody is about to leave.',
 * );
 */
export function hookPoint<T>(name: string, description: string): HookPoint<T> {
  return { name, description };
}

/**
 * Takes a hook point of a plugin that is required or enhanced; list it in the plugin's `hooks`. It
 * runs in the owner's transaction: what it writes is kept or taken back together with everything
 * else, and a DomainError that it throws refuses the whole operation.
 */
export function hook<T>(point: HookPoint<T>, run: (ctx: Ctx, data: T) => Promise<void>): Hook {
  return { point, run: run as Hook['run'] };
}
