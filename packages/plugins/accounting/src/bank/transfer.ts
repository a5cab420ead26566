import { type Ctx, exact, uuidv7 } from '@bureau/core';
import { type NewLine, type PostedEntry, postEntry } from '../ledger/posting.js';
import { baseCurrencyOf, rateOn } from '../rates/rate-on.js';
import { exchangeAccountsOf } from '../revaluation/exchange-accounts.js';
import { inBase } from '../currency/settlement.js';
import { journalOf } from '../trade/trade-accounts.js';
import { minorUnits } from '@bureau/core';
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
 * Posts a transfer. Between two currencies it goes through the clearing account, so that it balances
 * in each of them (S8); its worth is the side in the base currency, or else by the rate of the day.
 * @throws ACCOUNTING_TRANSFER_*, ACCOUNTING_RATE_UNKNOWN
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
  const line = (accountId: string, money: string, currency: string, isIn: boolean): NewLine => ({
    ...{ accountId, currency },
    amount: isIn ? money : exact(money).negated().toFixed(),
    baseAmount: isIn ? worth : exact(worth).negated().toFixed(),
  });
  const out = line(from.ledgerAccount.id, amount, from.currency, false);
  const into = line(to.ledgerAccount.id, received, to.currency, true);
  if (isSame) return [out, into];
  const { clearing } = await exchangeAccountsOf(ctx);
  if (clearing === undefined) throw bankErrors.TRANSFER_CLEARING();
  return [
    out,
    line(clearing, amount, from.currency, true),
    line(clearing, received, to.currency, false),
    into,
  ];
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
