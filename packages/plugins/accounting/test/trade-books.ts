import type { PluginDefinition } from '@bureau/core';
import type { Loose } from '@bureau/testing';
import { createBooks, type TestBooks } from './books.js';

/** Books with the accounts of trade, a customer, a supplier and VAT of 19 percent. */
export interface TradeBooks extends TestBooks {
  customer: string;
  supplier: string;
  /** Ids of accounts by code. */
  accounts: Record<string, string>;
  /** Runs a mutation that must succeed; its payload. */
  done(field: string, input: Record<string, unknown>, select: string): Promise<Loose>;
  /** Codes of the user errors of a mutation. */
  refused(field: string, input: Record<string, unknown>): Promise<string[]>;
  /** A posted invoice or bill of the party. */
  posted(kind: 'invoice' | 'bill', input: Record<string, unknown>): Promise<Loose>;
  /** Open items less the control accounts, by party and currency: empty when equal (I16). */
  controlDifference(): Promise<object[]>;
}

/** What is asked of documents. */
export const DOCUMENT = `id version number status net tax withheld total openAmount dueOn
  openItems { nodes { id amount openAmount openBaseAmount dueOn isOpen } }`;

const CONTROL = `
  with items as (
    select party_id, currency, sum(open_amount) as amount, sum(open_base_amount) as base
      from accounting.open_item group by 1, 2),
  books as (
    select l.party_id, l.currency, sum(l.amount) as amount, sum(l.base_amount) as base
      from accounting.line l join accounting.account a on a.id = l.account_id
     where a.control in ('RECEIVABLE', 'PAYABLE') group by 1, 2)
  select * from items full join books using (party_id, currency)
   where items.amount is distinct from books.amount or items.base is distinct from books.base`;

export async function createTradeBooks(
  clock = () => new Date('2026-05-20T10:00:00Z'),
  others: readonly PluginDefinition[] = [],
): Promise<TradeBooks> {
  const books = await createBooks(clock, others);
  const done: TradeBooks['done'] = async (field, input, select) => {
    const payload = await books.mutate(field, input, { select });
    if (payload.userErrors.length > 0) throw new Error(JSON.stringify(payload.userErrors));
    return payload;
  };
  const { ledgerAccounts } = await books.app.owner.data(
    '{ ledgerAccounts(first: 100, where: {isPostable: {eq: true}}) { nodes { id code } } }',
  );
  const accounts = Object.fromEntries(
    ledgerAccounts.nodes.map(({ id, code }: { id: string; code: string }) => [code, id]),
  );
  await done('tradeSettingsSave', {}, '');
  const party = async (name: string, role: string) => {
    const input = { kind: 'COMPANY', name, [role]: true };
    return (await done('partyCreate', input, 'party { id }')).party.id;
  };
  const customer = await party('Nordwind Ltd', 'isCustomer');
  const supplier = await party('Felsen AG', 'isSupplier');
  const tax = { rate: '19', salesAccountId: accounts['2100'], purchaseAccountId: accounts['1240'] };
  await done('taxCodeCreate', { code: 'V19', name: 'VAT 19', components: [tax] }, 'taxCode { id }');
  const posted: TradeBooks['posted'] = async (kind, input) => {
    const name = kind === 'invoice' ? 'Invoice' : 'Bill';
    const own = kind === 'invoice' ? customer : supplier;
    const whole = { partyId: own, issuedOn: '2026-03-10', ...input };
    const made = (await done(`${kind}Create`, whole, `${kind} { id }`))[kind];
    return (await done(`${name.toLowerCase()}Post`, { id: made.id }, `${kind} { ${DOCUMENT} }`))[
      kind
    ];
  };
  return {
    ...books,
    customer,
    supplier,
    accounts,
    done,
    posted,
    refused: async (field, input) =>
      (await books.mutate(field, input)).userErrors.map(({ code }: { code: string }) => code),
    controlDifference: () => books.app.sql(CONTROL),
  };
}
