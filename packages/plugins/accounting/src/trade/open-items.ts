import { type Ctx, exact, uuidv7 } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import type { NewLine } from '../ledger/posting.js';
import { OpenItem } from './open-item.entity.js';
import type { Payment } from './payment.entity.js';
import { settle } from './settle.js';
import { type TradeDocument, traitsOf } from './trade-document.js';
import type { OpenItemKind, TradeSide } from './trade-kinds.js';

/** What an open item is made of, beside the line of the ledger that it belongs to. */
export interface ItemWish {
  side: TradeSide;
  kind: OpenItemKind;
  partyId: string;
  reference: string;
  documentOn: string;
  dueOn: string | null;
  document?: TradeDocument;
  payment?: Payment;
}

/** A line of a control account, with the id of the open item that it makes. */
export interface ItemLine extends NewLine {
  accountId: string;
  openItemId: string;
}

/** A line of a control account that makes an open item; the amount is signed as the ledger's. */
export function itemLine(accountId: string, partyId: string, amount: string): ItemLine {
  return { accountId, partyId, amount, openItemId: uuidv7() };
}

/** The open item of a line that was posted. */
export function addOpenItem(
  ctx: Ctx,
  wish: ItemWish,
  { line, entryId }: { line: NewLine; entryId: string },
): OpenItem {
  const { side, kind, reference, documentOn, dueOn, document, payment } = wish;
  const { amount, baseAmount = amount, currency = '', accountId = '', openItemId } = line;
  const type = document && traitsOf(document).type;
  return ctx.em.create(OpenItem, {
    ...(openItemId === undefined ? {} : { id: openItemId }),
    side,
    kind,
    party: wish.partyId,
    account: ctx.em.getReference(LedgerAccount, accountId),
    entry: ctx.em.getReference(JournalEntry, entryId),
    invoice: type === 'Invoice' ? (document as never) : null,
    bill: type === 'Bill' ? (document as never) : null,
    creditNote: type === 'CreditNote' ? (document as never) : null,
    expenseClaim: type === 'ExpenseClaim' ? (document as never) : null,
    payment: payment ?? null,
    reference,
    documentOn,
    dueOn,
    currency,
    amount,
    baseAmount,
    openAmount: amount,
    openBaseAmount: baseAmount,
    isOpen: true,
  });
}

/** Whether nothing of the items was settled. */
export function isUntouched(items: readonly OpenItem[]): boolean {
  return items.every((item) => exact(item.amount).equals(item.openAmount));
}

/**
 * Closes items whose entry was taken back: each by one of the other sign, on the day of the
 * reversal, so that what was open on the days between stays open on them.
 */
export async function closeReversed(
  ctx: Ctx,
  items: readonly OpenItem[],
  { entryId, on }: { entryId: string; on: string },
): Promise<void> {
  for (const item of items) {
    const back = addOpenItem(
      ctx,
      {
        side: item.side,
        kind: 'REVERSAL',
        partyId: item.party.id,
        reference: item.reference,
        documentOn: on,
        dueOn: null,
      },
      { line: negated(item), entryId },
    );
    const isDebit = exact(item.amount).greaterThan(0);
    const amount = exact(item.amount).abs().toFixed();
    const [debit, credit] = isDebit ? [item, back] : [back, item];
    await settle(ctx, { debit, credit, amount, on, isReversal: true });
  }
}

function negated(item: OpenItem): NewLine {
  const turned = (amount: string) => exact(amount).negated().toFixed();
  return {
    accountId: item.account.id,
    currency: item.currency,
    amount: turned(item.amount),
    baseAmount: turned(item.baseAmount),
  };
}
