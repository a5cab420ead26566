import { type Ctx, exact, minorUnits, uuidv7 } from '@bureau/core';
import { type NewLine, type PostedEntry, postEntry } from '../ledger/posting.js';
import { baseCurrencyOf, rateOn } from '../rates/rate-on.js';
import { exchangeAccountsOf } from '../revaluation/exchange-accounts.js';
import { inBase } from '../currency/settlement.js';
import { journalOf } from '../trade/trade-accounts.js';
import type { BankAccount } from './bank-account.entity.js';
import { bankErrors } from './errors.js';

/** Money that goes from one of our bank accounts to another. */
export interface Transfer {
  from: BankAccount;
  to: BankAccount;
  postedOn: string;
  /** What leaves, above zero. */
  amount: string;
  /** What arrives, in the currency of that account; default: the same. */
  received?: string | null | undefined;
  memo?: string | undefined;
}

/**
 * Posts a transfer. Between two currencies it goes through the clearing account, so that it
 * balances in each of them (S8); its worth is the side in the base currency, or else by the rate of
 * the day. @throws ACCOUNTING_TRANSFER_*, ACCOUNTING_RATE_UNKNOWN
 */
export async function postTransfer(ctx: Ctx, transfer: Transfer): Promise<PostedEntry> {
  const { from, to, postedOn, memo } = transfer;
  if (from.id === to.id) throw bankErrors.TRANSFER_SAME({}, ['input', 'toBankAccountId']);
  return postEntry(ctx, {
    journalCode: await journalOf(ctx, 'BANK'),
    postedOn,
    memo: memo ?? `Transfer ${from.name} to ${to.name}`,
    source: { type: 'BankTransfer', id: uuidv7(), event: 'recorded' },
    lines: await transferLines(ctx, transfer),
  });
}

async function transferLines(ctx: Ctx, transfer: Transfer): Promise<NewLine[]> {
  const { from, to, amount } = transfer;
  const isSame = from.currency === to.currency;
  const received = transfer.received ?? (isSame ? amount : null);
  const isSound = exact(amount).greaterThan(0) && received !== null;
  if (!isSound || !exact(received).greaterThan(0) || (isSame && !exact(received).equals(amount))) {
    throw bankErrors.TRANSFER_AMOUNT({}, ['input', 'receivedAmount']);
  }
  const worth = await worthOf(ctx, transfer, received);
  const out = (accountId: string): NewLine => ({
    ...{ accountId, currency: from.currency, amount, baseAmount: worth },
  });
  const into = (accountId: string): NewLine => ({
    ...{ accountId, currency: to.currency, amount: received, baseAmount: worth },
  });
  const ends = [turned(out(from.ledgerAccount.id)), into(to.ledgerAccount.id)];
  if (isSame) return ends;
  const { clearing } = await exchangeAccountsOf(ctx);
  if (clearing === undefined) throw bankErrors.TRANSFER_CLEARING();
  return [...ends, out(clearing), turned(into(clearing))];
}

function turned(line: NewLine): NewLine {
  const minus = (amount: string) => exact(amount).negated().toFixed();
  return { ...line, amount: minus(line.amount), baseAmount: minus(line.baseAmount ?? '0') };
}

async function worthOf(ctx: Ctx, transfer: Transfer, received: string): Promise<string> {
  const { from, to, amount, postedOn: on } = transfer;
  const base = await baseCurrencyOf(ctx);
  if (from.currency === base) return amount;
  if (to.currency === base) return received;
  const path = ['input', 'amount'];
  const rate = await rateOn(ctx, { from: from.currency, to: base, on, path });
  return inBase(amount, rate, { digits: minorUnits(base) });
}
