import {
  type Ctx,
  encodeId,
  exact,
  Party,
  type PartyAccount,
  PartyBankAccountType,
  PartyService,
} from '@bureau/core';
import { isCreditorReference } from '../bank-files/creditor-reference.js';
import { sepaText } from '../bank-files/sepa-text.js';
import { textOf } from '../ledger/entry-input.js';
import { OpenItem } from '../trade/open-item.entity.js';
import { lockParty } from '../trade/trade-accounts.js';
import { documentOf } from '../trade/trade-document.js';
import { paymentRunErrors } from './errors.js';
import type { PaymentRunItemInput } from './payment-run.inputs.js';

/** A transfer before it has its number. */
export interface Transfer {
  party: Party;
  openItem: OpenItem | null;
  account: PartyAccount;
  amount: string;
  discount: string;
  text: string | null;
  reference: string | null;
}

/** The transfers of an order; parties are locked in the order of their keys. */
export async function runTransfers(
  ctx: Ctx,
  inputs: readonly PaymentRunItemInput[],
  currency: string,
): Promise<Transfer[]> {
  const found: { party: Party; openItem: OpenItem | null }[] = [];
  for (const [at, input] of inputs.entries()) found.push(await payeeOf(ctx, input, pathOf(at)));
  const parties = [...new Set(found.map(({ party }) => party.id))].sort();
  for (const id of parties) await lockParty(ctx, id);
  const accounts = await ctx.service(PartyService).bankAccountsOf(ctx, parties);
  const ordered = await orderedAmounts(ctx);
  return inputs.map((input, at) => {
    const { party, openItem } = found[at] ?? {};
    const path = pathOf(at);
    if (!party) throw paymentRunErrors.PAYMENT_RUN_ITEM({}, path);
    const account = accountOf(accounts, party, { input, path });
    const discount = input.discount ?? '0';
    const amount = openItem
      ? amountOf(openItem, { currency, discount, input, ordered, path })
      : (input.amount ?? null);
    if (amount === null) throw paymentRunErrors.PAYMENT_RUN_ITEM({}, path);
    return {
      party,
      openItem: openItem ?? null,
      account,
      amount,
      discount,
      ...words(input, openItem),
    };
  });
}

const pathOf = (at: number) => ['input', 'items', String(at)];

async function payeeOf(ctx: Ctx, input: PaymentRunItemInput, path: readonly string[]) {
  if (input.openItemId != null) {
    const at = { path: [...path, 'openItemId'] };
    const openItem = await ctx.find(OpenItem, input.openItemId, at);
    await ctx.em.populate(openItem, ['party', 'invoice', 'bill', 'creditNote']);
    return { party: openItem.party as Party, openItem };
  }
  if (input.partyId == null) throw paymentRunErrors.PAYMENT_RUN_ITEM({}, path);
  const party = await ctx.find(Party, input.partyId, { path: [...path, 'partyId'] });
  return { party, openItem: null };
}

/** The account that is named, or the default one, or the only one. */
function accountOf(
  accounts: readonly PartyAccount[],
  party: Party,
  { input, path }: { input: PaymentRunItemInput; path: readonly string[] },
): PartyAccount {
  const own = accounts.filter(({ partyId }) => partyId === party.id);
  const { prefix } = PartyBankAccountType.options;
  const { partyBankAccountId: wanted } = input;
  const account =
    wanted == null
      ? (own.find(({ isDefault }) => isDefault) ?? (own.length === 1 ? own[0] : undefined))
      : own.find(({ id }) => encodeId(prefix, id) === wanted);
  if (account) return account;
  throw paymentRunErrors.PAYMENT_RUN_ACCOUNT({ party: party.code }, path);
}

interface AmountWish {
  currency: string;
  discount: string;
  input: PaymentRunItemInput;
  /** Uuid of the item: what orders have that are not executed yet. */
  ordered: Map<string, string>;
  path: readonly string[];
}

/** @throws ACCOUNTING_PAYMENT_RUN_SIDE, ACCOUNTING_PAYMENT_RUN_CURRENCY, ..._OPEN */
function amountOf(item: OpenItem, wish: AmountWish): string {
  const { currency, discount, input, ordered, path } = wish;
  const { reference } = item;
  const owed = exact(item.openAmount).negated();
  if (!owed.greaterThan(0)) throw paymentRunErrors.PAYMENT_RUN_SIDE({ reference }, path);
  if (item.currency !== currency) {
    const data = { reference, currency: item.currency, wanted: currency };
    throw paymentRunErrors.PAYMENT_RUN_CURRENCY(data, path);
  }
  const open = owed.minus(ordered.get(item.id) ?? 0);
  const amount = input.amount ?? open.minus(discount).toFixed();
  const whole = exact(amount).plus(discount);
  if (whole.greaterThan(open) || !exact(amount).greaterThan(0) || exact(discount).isNegative()) {
    const data = { reference, currency, open: open.toFixed() };
    throw paymentRunErrors.PAYMENT_RUN_OPEN(data, [...path, 'amount']);
  }
  ordered.set(item.id, whole.plus(ordered.get(item.id) ?? 0).toFixed());
  return amount;
}

const ORDERED = `
  select i.open_item_id as item, sum(i.amount + i.discount)::text as amount
    from accounting.payment_run o join accounting.payment_run_item i on i.order_id = o.id
   where o.state = 'ORDERED' and i.open_item_id is not null group by 1`;

async function orderedAmounts(ctx: Ctx): Promise<Map<string, string>> {
  const rows = await ctx.sql<{ item: string; amount: string }>(ORDERED);
  return new Map(rows.map(({ item, amount }) => [item, amount]));
}

/** A reference of the creditor goes as such; anything else as words that all banks take. */
function words(input: PaymentRunItemInput, openItem: OpenItem | null | undefined) {
  const document = openItem ? documentOf(openItem) : null;
  const given = textOf(input.text) ?? document?.partyReference ?? openItem?.reference ?? null;
  const bare = given?.replace(/\s/g, '').toUpperCase() ?? '';
  if (isCreditorReference(bare)) return { text: null, reference: bare };
  return { text: given === null ? null : sepaText(given, 140), reference: null };
}
