import { type Ctx, exact, minorUnits, roundAmount, uuidv7 } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import { taxesFallingDue } from './cash-basis-tax.js';
import { tradeErrors } from './errors.js';
import { DocumentPaid } from './events.js';
import { Allocation, type OpenItem } from './open-item.entity.js';
import { journalOf, tradeSettingsOf } from './trade-accounts.js';
import { documentOf, type TradeDocument, traitsOf } from './trade-document.js';

/** A debit and a credit of one party that settle each other. */
export interface Settlement {
  debit: OpenItem;
  credit: OpenItem;
  /** Above zero. */
  amount: string;
  on: string;
  /** One of them takes the other back: no tax falls due by it. */
  isReversal?: boolean;
  /** Decimals of the base currency, where the caller has asked for them already. */
  baseDigits?: number;
  /** Argument path of the amount. */
  path?: readonly string[];
}

/**
 * Settles items by each other. What they carried in the base currency goes in proportion, the last
 * part takes the rest (S9); the difference of the two is realized, in an entry of its own, with the
 * taxes that fall due with payment. Asks for `lockParty` before the items are read.
 * @throws ACCOUNTING_OVER_ALLOCATION and others of the items; nothing is ever settled beyond open
 */
export async function settle(ctx: Ctx, settlement: Settlement): Promise<Allocation> {
  const { debit, credit, on } = settlement;
  const base = settlement.baseDigits ?? minorUnits((await settingsOf(ctx)).baseCurrency);
  const digits = minorUnits(debit.currency);
  demandPair(settlement);
  const amount = roundAmount(settlement.amount, digits);
  const debitBase = carried(debit, amount, base);
  const creditBase = carried(credit, amount, base);
  return move(ctx, {
    ...{ debit, credit, on, amount, debitBase, creditBase },
    isReversal: settlement.isReversal ?? false,
  });
}

/** Takes an allocation back: both items are open again by what it settled. */
export async function unsettle(ctx: Ctx, allocation: Allocation, on: string): Promise<Allocation> {
  const turned = (text: string) => exact(text).negated().toFixed();
  return move(ctx, {
    debit: allocation.debitItem,
    credit: allocation.creditItem,
    on,
    amount: turned(allocation.amount),
    debitBase: turned(allocation.debitBaseAmount),
    creditBase: turned(allocation.creditBaseAmount),
    isReversal: false,
    reverses: allocation,
  });
}

interface Move {
  debit: OpenItem;
  credit: OpenItem;
  on: string;
  amount: string;
  debitBase: string;
  creditBase: string;
  isReversal: boolean;
  reverses?: Allocation;
}

async function move(ctx: Ctx, change: Move): Promise<Allocation> {
  const { debit, credit, amount, debitBase, creditBase, on, reverses } = change;
  const id = uuidv7();
  const lines = [
    ...(await exchangeLines(ctx, change)),
    ...(change.isReversal ? [] : await taxesFallingDue(ctx, [debit, credit], amount)),
  ];
  reduce(debit, amount, debitBase);
  reduce(credit, exact(amount).negated().toFixed(), exact(creditBase).negated().toFixed());
  for (const item of [debit, credit]) touchDocument(ctx, item, amount);
  const entry = lines.length === 0 ? null : await postSettlement(ctx, { id, on, lines });
  return ctx.em.create(Allocation, {
    id,
    debitItem: debit,
    creditItem: credit,
    allocatedOn: on,
    amount,
    debitBaseAmount: debitBase,
    creditBaseAmount: creditBase,
    entry: entry === null ? null : ctx.em.getReference(JournalEntry, entry),
    reverses: reverses ?? null,
  });
}

/** @throws ACCOUNTING_* of what cannot settle each other */
function demandPair({ debit, credit, amount, on, path = ['input'] }: Settlement): void {
  if (debit.party.id !== credit.party.id) throw tradeErrors.ITEM_PARTY({}, path);
  if (debit.currency !== credit.currency) throw tradeErrors.ITEM_CURRENCY({}, path);
  const isPair = exact(debit.amount).greaterThan(0) && exact(credit.amount).lessThan(0);
  if (!isPair || debit.account.id !== credit.account.id) throw tradeErrors.ITEM_SIDE({}, path);
  const day = debit.documentOn > credit.documentOn ? debit.documentOn : credit.documentOn;
  if (on < day) throw tradeErrors.ITEM_DAY({ day }, path);
  if (!exact(amount).greaterThan(0)) throw tradeErrors.ALLOCATION_SIGN({}, path);
  for (const item of [debit, credit]) {
    const open = exact(item.openAmount).abs();
    if (open.lessThan(amount)) {
      const { reference, currency } = item;
      throw tradeErrors.OVER_ALLOCATION(
        { reference, currency, open: open.toFixed(), amount: exact(amount).toFixed() },
        path,
      );
    }
  }
}

/** What a part of an item carries in the base currency, above zero; the last takes the rest. */
function carried(item: OpenItem, amount: string, digits: number): string {
  const open = exact(item.openAmount).abs();
  const base = exact(item.openBaseAmount).abs();
  if (open.equals(amount)) return base.toFixed();
  return roundAmount(base.times(amount).dividedBy(open), digits);
}

function reduce(item: OpenItem, amount: string, base: string): void {
  item.openAmount = exact(item.openAmount).minus(amount).toFixed();
  item.isOpen = !exact(item.openAmount).isZero();
  item.openBaseAmount = exact(item.openBaseAmount).minus(base).toFixed();
}

/** Lines of a realized difference: no amount, only a worth (S8). */
async function exchangeLines(ctx: Ctx, change: Move): Promise<NewLine[]> {
  const { debit, debitBase, creditBase } = change;
  const difference = exact(debitBase).minus(creditBase);
  if (difference.isZero()) return [];
  const { exchangeGainAccount, exchangeLossAccount } = await tradeSettingsOf(ctx);
  // What is undone goes back to the account where it was booked.
  const isLoss = difference.greaterThan(0) !== (change.reverses !== undefined);
  const line = { amount: '0', currency: debit.currency };
  return [
    {
      ...line,
      accountId: debit.account.id,
      partyId: debit.party.id,
      baseAmount: difference.negated().toFixed(),
    },
    {
      ...line,
      accountId: (isLoss ? exchangeLossAccount : exchangeGainAccount).id,
      baseAmount: difference.toFixed(),
    },
  ];
}

async function postSettlement(
  ctx: Ctx,
  { id, on, lines }: { id: string; on: string; lines: readonly NewLine[] },
): Promise<string> {
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: on,
    memo: 'Settlement',
    source: { type: 'Allocation', id, event: 'settled' },
    lines,
  });
  return entry.id;
}

/** The document of an item follows what is open of it. */
function touchDocument(ctx: Ctx, item: OpenItem, amount: string): void {
  const document = documentOf(item);
  if (!document) return;
  document.openAmount = exact(document.openAmount).minus(amount).toFixed();
  document.status = statusOf(document);
  if (document.status !== 'PAID') return;
  const { type } = traitsOf(document);
  ctx.emit(DocumentPaid, factsOf(document), { type, id: document.id });
}

function statusOf({ openAmount, total }: TradeDocument): 'PAID' | 'POSTED' | 'PARTIALLY_PAID' {
  if (exact(openAmount).isZero()) return 'PAID';
  return exact(openAmount).equals(total) ? 'POSTED' : 'PARTIALLY_PAID';
}

/** What events tell of a document. */
export function factsOf(document: TradeDocument) {
  const { id, number, party, currency, total } = document;
  return {
    type: traitsOf(document).type,
    documentId: id,
    number: number ?? '',
    partyId: party.id,
    currency,
    total,
  };
}
