import { type Ctx, exact, sumAmounts, uuidv7 } from '@bureau/core';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { JournalLine } from '../ledger/journal-line.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import type { Payment } from '../trade/payment.entity.js';
import { journalOf, priced, rateOf } from '../trade/trade-accounts.js';
import { BankAccount } from './bank-account.entity.js';
import { BankLine } from './bank-line.entity.js';
import { BankMatch, BankMatchItem } from './bank-match.entity.js';
import { freeBookLines } from './book-lines.js';
import { bankErrors } from './errors.js';
import { type BankPayment, recordBankPayment } from './record-bank-payment.js';

/** What lines of the bank are in the books. */
export interface MatchWish {
  lines: readonly BankLine[];
  /** Uuids of lines of the ledger that are there. */
  journalLineIds: readonly string[];
  /** Takes what the others leave, as a payment of or to a party. */
  payment?: BankPayment | undefined;
  /** Accounts that take the rest, with the sign of the bank: above zero, money came in. */
  counterLines: readonly NewLine[];
  exchangeRate?: string | null | undefined;
  rule?: string;
  score?: number;
  memo?: string | undefined;
}

/**
 * Says that lines of the bank are lines of the books, and posts what is not there yet. Everything
 * of one bank account waits for each other. All of it or nothing.
 * @throws ACCOUNTING_BANK_* and those of payments and of the ledger
 */
export async function matchLines(ctx: Ctx, wish: MatchWish): Promise<BankMatch> {
  const bankAccount = await lockedAccount(ctx, wish.lines);
  const { currency } = bankAccount;
  const found = await freeBookLines(ctx, bankAccount, wish.journalLineIds);
  const rest = exact(sumAmounts(wish.lines.map(({ amount }) => amount)))
    .minus(sumAmounts(found.map(({ amount }) => amount)))
    .minus(sumAmounts(wish.counterLines.map(({ amount }) => amount)));
  if (!wish.payment && !rest.isZero()) {
    throw bankErrors.BANK_MATCH_DIFFERENCE({ difference: rest.toFixed(), currency }, ['input']);
  }
  const match = ctx.em.create(BankMatch, {
    ...{ id: uuidv7(), bankAccount, rule: wish.rule ?? null, score: wish.score ?? null },
  });
  const posting = { match, bankAccount, on: lastDay(wish.lines) };
  if (wish.counterLines.length > 0) match.entry = await postCounter(ctx, wish, posting);
  if (wish.payment) match.payment = await payRest(ctx, wish, { ...posting, rest: rest.toFixed() });
  const posted = [match.entry?.id, match.payment?.entry.id].filter((id) => id !== undefined);
  const own = await linesOfEntries(ctx, bankAccount, posted);
  for (const id of [...found.map((line) => line.id), ...own]) {
    ctx.em.create(BankMatchItem, { match, line: ctx.em.getReference(JournalLine, id) });
  }
  for (const line of wish.lines) Object.assign(line, { match, status: 'MATCHED' });
  return match;
}

/** @throws ACCOUNTING_BANK_LINES_MIXED, ACCOUNTING_BANK_LINE_MATCHED */
async function lockedAccount(ctx: Ctx, lines: readonly BankLine[]): Promise<BankAccount> {
  const [first, ...others] = lines;
  if (!first) throw new Error('A match has a line of the bank.');
  const path = ['input', 'bankLineId'];
  const { id } = first.bankAccount;
  if (others.some(({ bankAccount }) => bankAccount.id !== id)) {
    throw bankErrors.BANK_LINES_MIXED({}, path);
  }
  await lockBankAccount(ctx, id);
  // What was read before the lock may be old.
  const ids = lines.map((line) => line.id);
  const fresh = await ctx.em.find(BankLine, { id: { $in: ids } }, { refresh: true });
  const taken = fresh.find(({ status }) => status === 'MATCHED');
  if (taken) throw bankErrors.BANK_LINE_MATCHED({ place: taken.place }, path);
  return ctx.em.findOneOrFail(BankAccount, { id }, { populate: ['ledgerAccount'] });
}

/** Imports and matches of a bank account wait for each other. */
export async function lockBankAccount(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql('select from accounting.bank_account where id = $1 for update', [id]);
}

function lastDay(lines: readonly BankLine[]): string {
  return lines.reduce((last, { bookedOn }) => (bookedOn > last ? bookedOn : last), '');
}

interface Posting {
  match: BankMatch;
  bankAccount: BankAccount;
  on: string;
}

async function postCounter(
  ctx: Ctx,
  { counterLines, memo, exchangeRate }: MatchWish,
  { match, bankAccount, on }: Posting,
): Promise<JournalEntry> {
  const { currency, ledgerAccount } = bankAccount;
  const turned = counterLines.map((line) => ({
    ...line,
    amount: exact(line.amount).negated().toFixed(),
  }));
  const sum = sumAmounts(counterLines.map(({ amount }) => amount));
  const lines = [{ accountId: ledgerAccount.id, amount: sum }, ...turned];
  const rate = await rateOf(ctx, currency, { given: exchangeRate, on });
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'BANK'),
    postedOn: on,
    ...(memo === undefined ? {} : { memo }),
    source: { type: 'BankMatch', id: match.id, event: 'matched' },
    lines: await priced(ctx, lines, { currency, exchangeRate: rate }),
  });
  return ctx.em.getReference(JournalEntry, entry.id);
}

async function payRest(
  ctx: Ctx,
  { payment, exchangeRate }: MatchWish,
  { bankAccount, on, rest }: Posting & { rest: string },
): Promise<Payment> {
  if (!payment) throw new Error('There is no payment.');
  if (exact(rest).isZero()) throw bankErrors.BANK_MATCH_DIRECTION({}, ['input', 'payment']);
  return recordBankPayment(ctx, payment, { bankAccount, on, amount: rest, exchangeRate });
}

const OF_ENTRIES = `
  select id from accounting.line
   where entry_id = any($1) and account_id = $2 and amount <> 0 order by entry_id, number`;

async function linesOfEntries(
  ctx: Ctx,
  { ledgerAccount }: BankAccount,
  entries: readonly string[],
): Promise<string[]> {
  if (entries.length === 0) return [];
  const rows = await ctx.sql<{ id: string }>(OF_ENTRIES, [entries, ledgerAccount.id]);
  return rows.map(({ id }) => id);
}
