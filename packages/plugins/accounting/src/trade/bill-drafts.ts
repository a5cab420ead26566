import { type Ctx, exact, Party, serviceToken, User } from '@bureau/core';
import { Bill } from './bill.entity.js';
import { demandRole, factsFor, setLines } from './draft-document.js';
import { lineValues } from './line-values.js';

/** A bill as it stands on a paper; days are `YYYY-MM-DD`, amounts decimal texts. */
export interface NewBillDraft {
  /** Uuid of the supplier. */
  partyId: string;
  issuedOn: string;
  /** Default: that of the party, or the base currency. */
  currency?: string | null;
  /** The supplier's own number. */
  partyReference: string;
  memo?: string | null;
  /** With the added taxes in them. */
  lines: readonly {
    description: string;
    accountCode: string;
    taxCode?: string | null;
    amount: string;
  }[];
}

/** A bill that is there already. */
export interface KnownBill {
  /** Uuid. */
  id: string;
  status: string;
  number: string | null;
}

/** Drafts of bills for who reads them off papers: `ctx.service(BillDraftService)`. */
export interface BillDraftService {
  /**
   * Enters a bill, a draft, in the open transaction, with the rights of the caller.
   * @throws Refusal FORBIDDEN, and what `billCreate` refuses
   */
  create(ctx: Ctx, draft: NewBillDraft): Promise<{ id: string }>;
  /**
   * The bill of a supplier with the same number of its own, unless it was taken back. Others who
   * ask for this number wait until the transaction ends, so that two drafts cannot both be first.
   */
  sameBill(
    ctx: Ctx,
    by: { partyId: string; partyReference: string },
  ): Promise<KnownBill | undefined>;
  /** Codes of account and taxes of the largest line of the latest bill of a supplier. */
  usualAccount(
    ctx: Ctx,
    partyId: string,
  ): Promise<{ accountCode: string; taxCode: string | null } | undefined>;
}

export const BillDraftService = serviceToken<BillDraftService>('accounting.billDrafts');

/** The service as this plugin offers it. */
export function createBillDraftService(): BillDraftService {
  return { create, sameBill, usualAccount };
}

async function create(ctx: Ctx, draft: NewBillDraft): Promise<{ id: string }> {
  ctx.demand('accounting.bill.write');
  const { issuedOn, currency = null, partyReference, memo = null } = draft;
  const party = await ctx.em.findOneOrFail(Party, { id: draft.partyId });
  demandRole(party, 'isSupplier');
  const { userId } = ctx.principal;
  const facts = { issuedOn, currency, partyReference, memo, pricesIncludeTax: true };
  const bill = ctx.em.create(Bill, {
    ...(await factsFor(ctx, party, facts)),
    enteredBy: userId === undefined ? null : await ctx.em.findOne(User, { id: userId }),
  });
  const lines = draft.lines.map(({ amount, taxCode = null, ...line }) => ({
    ...line,
    taxCode,
    // A price has eight decimals at most, and no more than it needs.
    unitPrice: exact(amount).toFixed(),
  }));
  await setLines(ctx, bill, await lineValues(ctx, lines, bill.currency));
  return { id: bill.id };
}

const LOCK = `
  select pg_advisory_xact_lock(hashtextextended(
    'accounting bill ' || $1 || ' ' || lower($2), 0))`;
const SAME = `
  select id, status, number from accounting.bill
   where party_id = $1 and lower(party_reference) = lower($2) and status <> 'VOID'
   order by id limit 1`;

async function sameBill(
  ctx: Ctx,
  { partyId, partyReference }: { partyId: string; partyReference: string },
): Promise<KnownBill | undefined> {
  await ctx.sql(LOCK, [partyId, partyReference]);
  type Row = { id: string; status: string; number: string | null };
  const [bill] = await ctx.sql<Row>(SAME, [partyId, partyReference]);
  return bill;
}

const USUAL = `
  select a.code as "accountCode", t.code as "taxCode"
    from accounting.bill b
    join accounting.bill_line l on l.document_id = b.id
    join accounting.account a on a.id = l.account_id
    left join accounting.tax_code t on t.id = l.tax_code_id and t.is_active
   where b.party_id = $1 and b.status <> 'VOID'
   order by b.issued_on desc, b.id desc, l.amount desc limit 1`;

async function usualAccount(ctx: Ctx, partyId: string) {
  type Row = { accountCode: string; taxCode: string | null };
  const [usual] = await ctx.sql<Row>(USUAL, [partyId]);
  return usual;
}
