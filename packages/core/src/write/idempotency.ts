import { createHash } from 'node:crypto';
import { TIMEOUTS } from '../context/connection.js';
import type { OrmTransaction } from '../context/orm.js';
import type { Caller, Runtime, Statement } from '../context/runtime.js';
import { Refusal } from './errors.js';
import { isViolated, sqlStateOf } from './violations.js';

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

/** A claim and who makes it. */
export interface CallerClaim<T> {
  caller: Caller;
  claim: IdempotencyClaim<T>;
}

/** What became of one claim of many: `undefined` when the key is taken now. */
export type ClaimOutcome<T> = { replay: T } | { refusal: Refusal } | undefined;

// The first column runs the insert, and with it the wait for whoever holds a key; the second
// puts the lock time-out back for the work that follows. Keys are taken in one order by everybody.
const claimed = (onConflict: string) => `
  with claimed as (
    insert into core.idempotency_key (principal_id, key, fingerprint, kept_until)
    select g.principal, g.key, g.fingerprint,
        case when g.forever then null else now() + interval '7 days' end
      from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[])
        as g(principal, key, fingerprint, forever)
     order by g.principal, g.key
    ${onConflict}
    returning principal_id, key)
  select (select jsonb_agg(jsonb_build_array(principal_id, key)) from claimed) as claimed,
    set_config('lock_timeout', $5, true)`;

const CLAIM = claimed('on conflict do nothing');
const CLAIM_UNUSED = claimed('');

const FIND = `
  select k.principal_id, k.key, k.fingerprint, k.outcome
    from unnest($1::uuid[], $2::text[]) as g(principal, key)
    join core.idempotency_key k on k.principal_id = g.principal and k.key = g.key`;

const KEEP = `
  update core.idempotency_key k set outcome = g.outcome
    from unnest($1::uuid[], $2::text[], $3::text[]) as g(principal, key, outcome)
   where k.principal_id = g.principal and k.key = g.key`;

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
  try {
    const [outcome] = await claimKeys(runtime, transaction, [{ caller, claim }]);
    if (outcome && 'refusal' in outcome) throw outcome.refusal;
    return outcome;
  } catch (error) {
    // lock_not_available, query_canceled: the other one is still at it when our time is over.
    const state = sqlStateOf(error);
    if (state !== '55P03' && state !== '57014') throw error;
    throw new Refusal('IDEMPOTENCY_IN_PROGRESS', 'The first request with this key still runs.');
  }
}

/**
 * The same for several callers of one organization who share a transaction; no two of them with
 * one key. One outcome for each claim; what the database throws is thrown.
 */
export async function claimKeys<T>(
  runtime: Runtime,
  transaction: OrmTransaction,
  claims: readonly CallerClaim<T>[],
): Promise<ClaimOutcome<T>[]> {
  const [row] = await transaction.run({ text: CLAIM, values: claimValues(claims) });
  const taken = namesOf(JSON.parse(row?.[0] ?? '[]') as [string, string][]);
  const known = claims.filter((one) => !taken.has(nameOf(one)));
  const earlier = new Map<string, (string | null)[]>();
  if (known.length > 0) {
    const ask = [known.map(({ caller }) => caller.principal.id), known.map((one) => one.claim.key)];
    for (const found of await transaction.run({ text: FIND, values: ask })) {
      earlier.set(`${found[0]} ${found[1]}`, found);
    }
  }
  return claims.map((one) =>
    taken.has(nameOf(one)) ? undefined : earlierOutcome(runtime, one, earlier.get(nameOf(one))),
  );
}

/**
 * Takes keys of which none was used before, and asks nothing: whoever has used one gets an error of
 * the database (`isKeyUsed`) with the statement that comes next.
 */
export function unusedKeysStatement<T>(claims: readonly CallerClaim<T>[]): Statement {
  return { text: CLAIM_UNUSED, values: claimValues(claims) };
}

/** @throws Refusal BAD_USER_INPUT without a credential */
function claimValues<T>(claims: readonly CallerClaim<T>[]): unknown[] {
  if (claims.some(({ caller }) => caller.principal.organizationId === undefined)) {
    throw new Refusal('BAD_USER_INPUT', 'An idempotency key needs a credential.');
  }
  return [
    claims.map(({ caller }) => caller.principal.id),
    claims.map(({ claim }) => claim.key),
    claims.map(({ claim }) => claim.fingerprint),
    claims.map(({ claim }) => claim.forever === true),
    String(TIMEOUTS.lock),
  ];
}

function namesOf(pairs: readonly [string, string][]): Set<string> {
  return new Set(pairs.map(([principal, key]) => `${principal} ${key}`));
}

function nameOf({ caller, claim }: { caller: Caller; claim: { key: string } }): string {
  return `${caller.principal.id} ${claim.key}`;
}

function earlierOutcome<T>(
  runtime: Runtime,
  { caller, claim }: CallerClaim<T>,
  row: (string | null)[] | undefined,
): ClaimOutcome<T> {
  const [, , fingerprint, outcome] = row ?? [];
  if (fingerprint !== claim.fingerprint) {
    const message = 'This idempotency key was used for another mutation or other arguments.';
    return { refusal: new Refusal('IDEMPOTENCY_MISMATCH', message) };
  }
  const { id, organizationId = '' } = caller.principal;
  const kept = runtime.vault.open(organizationId, cellOf(id, claim.key), outcome ?? '');
  return { replay: claim.revive(JSON.parse(kept)) };
}

/** Keeps outcomes beside their keys, sealed: they may hold a token that is shown once. */
export function outcomeStatement<T>(
  runtime: Runtime,
  kept: readonly (CallerClaim<T> & { value: T })[],
): Statement | undefined {
  if (kept.length === 0) return undefined;
  const sealed = kept.map(({ caller, claim, value }) => {
    const { id, organizationId = '' } = caller.principal;
    const outcome = JSON.stringify(claim.describe(value) ?? null);
    return runtime.vault.seal(organizationId, cellOf(id, claim.key), outcome);
  });
  const principals = kept.map(({ caller }) => caller.principal.id);
  return { text: KEEP, values: [principals, kept.map(({ claim }) => claim.key), sealed] };
}

/** Whether the database refused a key because it was used before. */
export function isKeyUsed(error: unknown): boolean {
  return isViolated(error, 'core', 'idempotency_key_pkey');
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
