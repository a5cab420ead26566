import { decodeId, DomainError, type Exposed, PartyType } from '@bureau/core';
import { LedgerAccountType } from '../chart/chart.types.js';
import { DimensionValueType } from '../dimensions/dimensions.types.js';
import { errors } from '../errors.js';
import type { JournalEntryPostInput, JournalLineInput } from './entry.types.js';
import { JournalType } from './ledger.types.js';
import type { NewEntry, NewLine } from './posting.js';

/** What no record has: a public id of another kind, or of nothing, is found nowhere. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** The uuid of a public id of this type; of anything else one that no record has. */
export function uuidAt(type: Exposed, id: string): string {
  return decodeId(type.options.prefix, id) ?? NOWHERE;
}

/**
 * An entry of the API as the ledger takes it.
 * @throws ACCOUNTING_JOURNAL_MISSING, ACCOUNTING_ACCOUNT_MISSING, ACCOUNTING_AMOUNT_SIDE
 */
export function entryOf(input: JournalEntryPostInput, path: readonly string[]): NewEntry {
  const { journalId, journalCode, number, postedOn, memo } = input;
  if (journalId == null && !journalCode) {
    throw errors.JOURNAL_MISSING({}, [...path, 'journalCode']);
  }
  return {
    ...(journalId == null
      ? { journalCode: journalCode ?? undefined }
      : { journalId: uuidAt(JournalType, journalId), journalCode: journalId }),
    number: number ?? undefined,
    postedOn,
    memo: textOf(memo),
    lines: input.lines.map((line, index) => lineOf(line, [...path, 'lines', String(index)])),
    path,
  };
}

/** The same for one of several, which does not fail the others. */
export function readEntry(
  input: JournalEntryPostInput,
  path: readonly string[],
): NewEntry | DomainError {
  try {
    return entryOf(input, path);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** @throws ACCOUNTING_ACCOUNT_MISSING, ACCOUNTING_AMOUNT_SIDE */
export function lineOf(input: JournalLineInput, path: readonly string[]): NewLine {
  const { accountId, accountCode, currency, memo, dimensionValueIds } = input;
  const line = Number(path.at(-1) ?? 0) + 1;
  if (accountId == null && !accountCode) {
    throw errors.ACCOUNT_MISSING({ line }, [...path, 'accountCode']);
  }
  const isDebit = input.debit != null;
  const amount = input.debit ?? input.credit;
  const wrong = amount == null || (isDebit && input.credit != null) || isNegative(amount);
  if (wrong || isNegative(input.baseAmount)) throw errors.AMOUNT_SIDE({ line }, path);
  const sign = (text: string) => (isDebit ? text : `-${text}`);
  return {
    ...(accountId == null
      ? { accountCode: accountCode ?? undefined }
      : { accountId: uuidAt(LedgerAccountType, accountId), accountCode: accountId }),
    amount: sign(amount),
    currency: currency ?? undefined,
    baseAmount: input.baseAmount == null ? undefined : sign(input.baseAmount),
    memo: textOf(memo),
    dimensionValueIds: dimensionValueIds?.map((id) => uuidAt(DimensionValueType, id)),
    partyId: input.partyId == null ? undefined : uuidAt(PartyType, input.partyId),
  };
}

function isNegative(amount: string | null | undefined): boolean {
  return amount?.startsWith('-') ?? false;
}

/** Blank is nothing. */
export function textOf(text: string | null | undefined): string | undefined {
  return text?.trim() || undefined;
}
