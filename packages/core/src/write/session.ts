import { TIMEOUTS } from '../context/connection.js';
import { deadlineRefusal } from '../context/deadline.js';
import type { OrmTransaction } from '../context/orm.js';
import type { Principal } from '../context/principal.js';
import type { Caller, Runtime, Statement } from '../context/runtime.js';
import type { SignalChannel } from '../context/signals.js';

const SETTINGS = `
  select set_config('app.organization_id', $1, true), set_config('app.principal_id', $2, true),
    set_config('statement_timeout', $3, true), set_config('lock_timeout', $4, true)`;
const SETTINGS_OF_REPEATABLE = `${SETTINGS}, set_config('synchronous_commit', 'off', true)`;

/** Deferred constraints are checked by it; it is the first of the last statements. */
export const CHECK_CONSTRAINTS: Statement = { text: 'set constraints all immediate', values: [] };

/**
 * Makes a transaction one of the caller's organization and time, with its first statement. `lock`
 * is in milliseconds.
 */
export async function applySettings(
  transaction: OrmTransaction,
  caller: Pick<Caller, 'principal' | 'deadline' | 'isRepeatable'>,
  lock: number,
): Promise<void> {
  const rest = Math.max(1, caller.deadline - Date.now());
  const { organizationId = '', id } = caller.principal;
  const values = [organizationId, id, String(rest), String(lock)];
  const text = caller.isRepeatable ? SETTINGS_OF_REPEATABLE : SETTINGS;
  await transaction.first({ text, values });
}

/** Whoever claims a key waits for it as long as the caller does. */
export function lockTimeout(caller: Caller, claims: boolean): number {
  return claims ? Math.max(1, caller.deadline - Date.now()) : TIMEOUTS.lock;
}

/** The database ends statements at the deadline by itself; this is for one that does not answer. */
const GRACE = 500;

/** Cuts the connection of a transaction that is still there after its deadline. */
export function watchdog(
  transaction: OrmTransaction,
  deadline: number,
): { expired: Promise<never>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        transaction.destroy();
        reject(deadlineRefusal());
      },
      Math.max(0, deadline - Date.now()) + GRACE,
    );
  });
  expired.catch(() => undefined);
  return { expired, stop: () => clearTimeout(timer) };
}

/** What holds when a transaction has committed. */
export interface Committed {
  principal: Principal;
  /** Credentials or rights may be others now. */
  isAccessChanged: boolean;
  /** Services to be woken. */
  signals: Iterable<SignalChannel>;
}

/** Whoever gets the answer finds it in force; others hear of it by the database. */
export function announceCommit(
  runtime: Runtime,
  { principal, isAccessChanged, signals }: Committed,
): void {
  if (isAccessChanged) runtime.credentials.changed(principal.organizationId);
  for (const channel of signals) runtime.signals.announce(channel);
}
