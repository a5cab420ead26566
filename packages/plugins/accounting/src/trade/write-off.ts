import { type Ctx, exact } from '@bureau/core';
import { postEntry } from '../ledger/posting.js';
import { demandDecimals } from './decimals.js';
import { tradeErrors } from './errors.js';
import { addOpenItem, itemLine } from './open-items.js';
import type { OpenItem } from './open-item.entity.js';
import { rebateLines } from './rebate.js';
import { settle } from './settle.js';
import { journalOf, priced, tradeSettingsOf } from './trade-accounts.js';

/** What is written off. */
export interface WriteOffWish {
  /** Above zero. */
  amount: string;
  on: string;
  accountId: string | undefined;
  includesTax: boolean;
  memo: string | undefined;
}

/**
 * Writes an item off, in part or whole, at the worth that it has in the books. The lock of its
 * party is held.
 * @throws ACCOUNTING_SCALE_EXCEEDED, ACCOUNTING_OVER_ALLOCATION, ACCOUNTING_ALLOCATION_SIGN, and
 * what the ledger refuses
 */
export async function writeOff(ctx: Ctx, item: OpenItem, wish: WriteOffWish): Promise<void> {
  const { amount, on, includesTax, memo } = wish;
  const path = ['input', 'amount'];
  if (!exact(amount).greaterThan(0)) throw tradeErrors.ALLOCATION_SIGN({}, path);
  const open = exact(item.openAmount).abs();
  const { reference, currency } = item;
  demandDecimals(amount, { currency, path });
  if (open.lessThan(amount)) {
    throw tradeErrors.OVER_ALLOCATION({ reference, currency, open: open.toFixed(), amount }, path);
  }
  const settings = await tradeSettingsOf(ctx);
  const isDebit = exact(item.amount).greaterThan(0);
  const turned = isDebit ? exact(amount).negated() : exact(amount);
  const own = itemLine(item.account.id, item.party.id, turned.toFixed());
  const accountId = wish.accountId ?? settings.writeOffAccount.id;
  const text = memo ?? `Write-off ${reference}`;
  const rest = await rebateLines(ctx, { item, amount, accountId, includesTax, memo: text });
  const lines = await priced(ctx, [own, ...rest], { currency, exchangeRate: worthOf(item) });
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: on,
    memo: text.slice(0, 500),
    source: { type: 'OpenItem', id: own.openItemId, event: 'writtenOff' },
    lines,
  });
  const { side, party } = item;
  const facts = { side, kind: 'WRITE_OFF', partyId: party.id, reference, documentOn: on } as const;
  const line = lines[0] ?? own;
  const other = addOpenItem(ctx, { ...facts, dueOn: null }, { line, entryId: entry.id });
  const [debit, credit] = isDebit ? [item, other] : [other, item];
  await settle(ctx, { debit, credit, amount, on, path });
}

/** The rate at which the item stands in the books: writing it off realizes no difference. */
function worthOf(item: OpenItem): string {
  return exact(item.openBaseAmount).dividedBy(item.openAmount).toFixed();
}
