import type { Runtime } from '../context/runtime.js';
import { sealedCell, sealedColumn } from '../vault/vault.js';
import { ACCOUNT_GUESSES, attemptWasRight, beginAttempt } from './attempts.js';
import type { SignInFactor } from './sign-in-factor.js';
import { isOneTimeCode, plainRecoveryCode, stepOf } from './totp.js';

/** Whose code it is. */
export interface Account {
  organizationId: string;
  /** The membership. */
  userId: string;
}

interface FactorRow extends Record<string, unknown> {
  id: string;
  secret: string;
}

const CONFIRMED = `
  select id, secret from core.second_factor where user_id = $1 and confirmed_at is not null`;

// Compared and set in one statement: of two that give one code at once, one is accepted.
const USE_STEP = `
  update core.second_factor
    set last_step = $2, last_used_at = $3, updated_at = $3, version = version + 1
  where id = $1 and (last_step is null or last_step < $2::integer) returning id`;

const USE_RECOVERY_CODE = `
  update core.recovery_code set used_at = $3, updated_at = $3, version = version + 1
  where second_factor_id = $1 and code_hash = $2 and used_at is null returning id`;

/** Whether the user has a second factor that is asked for. */
export async function hasSecondFactor(runtime: Runtime, account: Account): Promise<boolean> {
  return (await confirmed(runtime, account)) !== undefined;
}

/**
 * Whether this is a code of the user's second factor, and of which kind: a one-time code of now or
 * one step beside it, or a recovery code. Each is accepted once; ten wrong ones lock the account's
 * codes for 15 minutes.
 */
export async function useCode(
  runtime: Runtime,
  account: Account,
  code: string,
): Promise<SignInFactor | undefined> {
  const attempt = await beginAttempt(runtime, `code ${account.userId}`, ACCOUNT_GUESSES);
  if (attempt.isLocked) return undefined;
  await runtime.vault.ready(account.organizationId);
  const factor = await confirmed(runtime, account);
  if (!factor) return undefined;
  const trimmed = code.trim();
  const used = isOneTimeCode(trimmed)
    ? await useStep(runtime, { account, factor, code: trimmed })
    : await useRecoveryCode(runtime, { account, factor, code: trimmed });
  if (!used) return undefined;
  await attemptWasRight(runtime, attempt, true);
  return isOneTimeCode(trimmed) ? 'TOTP' : 'RECOVERY_CODE';
}

interface Use {
  account: Account;
  factor: FactorRow;
  code: string;
}

async function useStep(runtime: Runtime, { account, factor, code }: Use): Promise<boolean> {
  const now = runtime.clock();
  const step = stepOf(openSecret(runtime, account, factor), code, now);
  if (step === undefined) return false;
  const values = [factor.id, step, now.toISOString()];
  const statement = { text: USE_STEP, values };
  return (await runtime.reads.sql(account.organizationId, statement)).length === 1;
}

async function useRecoveryCode(runtime: Runtime, { account, factor, code }: Use): Promise<boolean> {
  const hash = recoveryHash(runtime, account.organizationId, { factorId: factor.id, code });
  const values = [factor.id, hash, runtime.clock().toISOString()];
  const statement = { text: USE_RECOVERY_CODE, values };
  return (await runtime.reads.sql(account.organizationId, statement)).length === 1;
}

async function confirmed(runtime: Runtime, account: Account): Promise<FactorRow | undefined> {
  const statement = { text: CONFIRMED, values: [account.userId] };
  const [row] = await runtime.reads.sql<FactorRow>(account.organizationId, statement);
  return row;
}

/** The shared secret in base32. */
export function openSecret(
  runtime: Runtime,
  { organizationId }: Pick<Account, 'organizationId'>,
  factor: { id: string; secret: string },
): string {
  const cell = sealedCell('core.second_factor', 'secret', factor.id);
  return runtime.vault.open(organizationId, cell, factor.secret);
}

/** What is kept of a recovery code: a hash with a key of the organization. */
export function recoveryHash(
  { vault }: Pick<Runtime, 'vault'>,
  organizationId: string,
  { factorId, code }: { factorId: string; code: string },
): string {
  const column = `${sealedColumn('core.recovery_code', 'code_hash')}.${factorId}`;
  return vault.blindIndex(organizationId, column, plainRecoveryCode(code));
}
