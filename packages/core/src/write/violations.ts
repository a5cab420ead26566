import { OptimisticLockError } from '@mikro-orm/core';
import { deadlineRefusal } from '../context/deadline.js';
import type { Caller, Runtime } from '../context/runtime.js';
import { propertyPath } from './constraint-columns.js';
import { DomainError, type ErrorTable, errorsOf, fill, Refusal } from './errors.js';

/** What the database refuses, in words of the business; part of core's error table. */
export const KERNEL_ERRORS: ErrorTable = {
  DUPLICATE: 'There is a record with this value already.',
  REFERENCE: 'It refers to a record that does not exist, or is still referred to by others.',
  CHECK: 'A value breaks the rule "{constraint}".',
  OVERLAP: 'It overlaps with another record.',
  VALUE: 'A value does not fit its field.',
};

const kernel = errorsOf('core', KERNEL_ERRORS);

/** The fields of PostgreSQL's error message, as `pg` names them (protocol section 54.8). */
interface PgError extends Error {
  code: string;
  detail?: string;
  schema?: string;
  constraint?: string;
  routine?: string;
}

/** The SQLSTATE of a PostgreSQL error, whoever wrapped it; `undefined` for anything else. */
export function sqlStateOf(error: unknown): string | undefined {
  return pgErrorOf(error)?.code;
}

/** Whether it is this constraint that the database refuses a row by. */
export function isViolated(error: unknown, schema: string, constraint: string): boolean {
  const raised = pgErrorOf(error);
  return raised?.schema === schema && raised.constraint === constraint;
}

/** Deadlock, serialization failure, or a version that changed between reading and writing. */
export function isLostRace(error: unknown): boolean {
  if (error instanceof OptimisticLockError) return true;
  const state = sqlStateOf(error);
  return state === '40P01' || state === '40001';
}

/**
 * A driver's or database's error as what it means for the caller; anything unknown as it is. No
 * text of the database goes into it.
 */
export async function explain(runtime: Runtime, error: unknown, caller: Caller): Promise<unknown> {
  if (error instanceof DomainError || error instanceof Refusal) return error;
  const raised = pgErrorOf(error);
  if (!raised) return isConnectionLost(error) ? unavailable(caller) : error;
  if (raised.code === 'BU001') return domainErrorOf(runtime, raised);
  const violation = VIOLATIONS[raised.code];
  if (violation) {
    const constraint = raised.constraint ?? '';
    const path = await propertyPath(runtime, { schema: raised.schema ?? '', constraint });
    return kernel[violation]?.({ constraint }, path) ?? error;
  }
  return refusalOf(raised, caller) ?? error;
}

const VIOLATIONS: Readonly<Record<string, keyof typeof KERNEL_ERRORS>> = {
  '23505': 'DUPLICATE',
  '23503': 'REFERENCE',
  '23001': 'REFERENCE',
  '23514': 'CHECK',
  '23P01': 'OVERLAP',
  '22001': 'VALUE',
  '22003': 'VALUE',
  '22007': 'VALUE',
  '22008': 'VALUE',
  '22021': 'VALUE',
  '22P02': 'VALUE',
  '22P05': 'VALUE',
};

function refusalOf(error: PgError, caller: Caller): Refusal | undefined {
  if (error.code === '42501' && error.routine === 'ExecWithCheckOptions') {
    // A row of another organization: cannot be told from one that does not exist.
    return new Refusal('NOT_FOUND', 'There is no such record.');
  }
  if (error.code === '57014') return deadlineRefusal();
  if (error.code === '55P03') {
    return new Refusal('CONFLICT', 'Others change the same records at the same time. Try again.');
  }
  if (/^(08|53|57P)/.test(error.code)) return unavailable(caller);
  return undefined;
}

function unavailable(caller: Caller): Refusal {
  if (caller.deadline <= Date.now()) return deadlineRefusal();
  return new Refusal('UNAVAILABLE', 'The database cannot be reached at present. Try again.');
}

const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
]);
const LOST_TEXT = [
  'Connection terminated',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Client was closed',
  'Query read timeout',
];

/** `pg` has no codes for what it finds out by itself. */
export function isConnectionLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && LOST.has(code)) return true;
  return typeof message === 'string' && LOST_TEXT.some((text) => message.startsWith(text));
}

/** `raise exception using errcode = 'BU001', message = 'HR_MANAGER_RING', detail = '{...}'`. */
function domainErrorOf(runtime: Runtime, raised: PgError): DomainError {
  const data = detailOf(raised.detail);
  // In a flush the ORM writes the detail behind the message.
  const [code = ''] = raised.message.split('\n');
  const text = runtime.composition.errors.get(code)?.message ?? code;
  return new DomainError(code, fill(text, data), { data });
}

function detailOf(detail: string | undefined): Record<string, string | number> {
  try {
    const parsed: unknown = JSON.parse(detail ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    const known = Object.entries(parsed).filter(
      ([, value]) => typeof value === 'string' || typeof value === 'number',
    );
    return Object.fromEntries(known) as Record<string, string | number>;
  } catch {
    return {};
  }
}

function pgErrorOf(error: unknown): PgError | undefined {
  let at = error as { code?: unknown; severity?: unknown; cause?: unknown } | null | undefined;
  for (let depth = 0; typeof at === 'object' && at !== null && depth < 4; depth += 1) {
    const { code, severity } = at;
    const isState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
    if (isState && severity !== undefined) return at as PgError;
    at = at.cause as typeof at;
  }
  return undefined;
}

/** Whether a fault of database or connection may well be gone when the same is tried later. */
export function isPassing(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return isLostRace(error) || /^(08|53|55P03|57P|57014)/.test(state);
  return isConnectionLost(error);
}
