import { createHash } from 'node:crypto';
import { TIMEOUTS } from '../context/connection.js';
import type { OrmTransaction } from '../context/orm.js';
import type { Caller, Runtime } from '../context/runtime.js';
import { Refusal } from './errors.js';
import { sqlStateOf } from './violations.js';

/** A request to have an effect at most once per organization, principal and key. */
export interface IdempotencyClaim<T> {
  key: string;
  fingerprint: string;
  /** Never forgotten (posting, paying); else it is kept for seven days. */
  forever?: boolean;
  /** What is kept of the outcome: JSON. */
  describe(value: T): unknown;
  /** The value again, from what was kept. */
  revive(outcome: unknown): T;
}

const MAX_KEY = 255;

// The first column runs the insert, and with it the wait for whoever holds the key; the second
// puts the lock time-out back for the work that follows.
const CLAIM = `
  with claimed as (
    insert into core.idempotency_key (principal_id, key, fingerprint, kept_until)
    values ($1, $2, $3, case when $4 then null else now() + interval '7 days' end)
    on conflict do nothing
    returning 1)
  select (select count(*) from claimed) as claimed, set_config('lock_timeout', $5, true)`;

const FIND = `
  select fingerprint, outcome from core.idempotency_key where principal_id = $1 and key = $2`;

const KEEP = `
  update core.idempotency_key set outcome = $3 where principal_id = $1 and key = $2`;

/**
 * Takes the key for this transaction, waiting for another one that holds it, or gives back the
 * outcome of the one that committed. Its row is committed with the effect, or not at all.
 * @throws Refusal IDEMPOTENCY_MISMATCH, IDEMPOTENCY_IN_PROGRESS, BAD_USER_INPUT
 */
export async function claimKey<T>(
  runtime: Runtime,
  scope: { transaction: OrmTransaction; caller: Caller },
  claim: IdempotencyClaim<T>,
): Promise<{ replay: T } | undefined> {
  const { transaction, caller } = scope;
  const { id, organizationId } = caller.principal;
  if (organizationId === undefined) {
    throw new Refusal('BAD_USER_INPUT', 'An idempotency key needs a credential.');
  }
  const taken = await take(transaction, [
    id,
    claim.key,
    claim.fingerprint,
    claim.forever === true,
    String(TIMEOUTS.lock),
  ]);
  if (taken) return undefined;
  const [row] = await transaction.run({ text: FIND, values: [id, claim.key] });
  const [fingerprint, outcome] = row ?? [];
  if (fingerprint !== claim.fingerprint) {
    const message = 'This idempotency key was used for another mutation or other arguments.';
    throw new Refusal('IDEMPOTENCY_MISMATCH', message);
  }
  const kept = runtime.vault.open(organizationId, cellOf(id, claim.key), outcome ?? '');
  return { replay: claim.revive(JSON.parse(kept)) };
}

/** Keeps the outcome beside the key, sealed: it may hold a token that is shown once. */
export async function keepOutcome<T>(
  runtime: Runtime,
  scope: { transaction: OrmTransaction; caller: Caller },
  kept: { claim: IdempotencyClaim<T>; value: T },
): Promise<void> {
  const { id, organizationId } = scope.caller.principal;
  if (organizationId === undefined) return;
  const { claim, value } = kept;
  const outcome = JSON.stringify(claim.describe(value) ?? null);
  const sealed = runtime.vault.seal(organizationId, cellOf(id, claim.key), outcome);
  await scope.transaction.run({ text: KEEP, values: [id, claim.key, sealed] });
}

async function take(transaction: OrmTransaction, values: unknown[]): Promise<boolean> {
  try {
    const [row] = await transaction.run({ text: CLAIM, values });
    return row?.[0] === '1';
  } catch (error) {
    // lock_not_available, query_canceled: the other one is still at it when our time is over.
    const state = sqlStateOf(error);
    if (state !== '55P03' && state !== '57014') throw error;
    throw new Refusal('IDEMPOTENCY_IN_PROGRESS', 'The first request with this key still runs.');
  }
}

function cellOf(principalId: string, key: string): string {
  return `core.idempotency_key.outcome.${principalId}.${key}`;
}

/** @throws Refusal BAD_USER_INPUT for an empty, long or unprintable key. */
export function checkKey(key: string): string {
  if (key.length > 0 && key.length <= MAX_KEY && /^[\x20-\x7e]+$/.test(key)) return key;
  const message = `An idempotency key has 1 to ${MAX_KEY} printable ASCII characters.`;
  throw new Refusal('BAD_USER_INPUT', message);
}

/** SHA-256 of mutation field and arguments, whatever the order of their keys. */
export function fingerprintOf(field: string, args: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(`${field}\n${canonical(args)}`)
    .digest('hex');
}

function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value !== 'object') return JSON.stringify(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonical(value.toJSON());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const members = entries.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
