import { type Ctx, defineLoader, exact, roundMoney } from '@bureau/core';
import { BillDraftService, BillType, CreditNoteType } from '@bureau/plugin-accounting/contract';
import { paymentDays } from './contract-days.js';
import { type ContractBilling, MONTHS_OF } from './contract-kinds.js';
import { ContractDocumentType } from './contract.types.js';

/** A contract (uuid), and the day until which is counted. */
export interface SpendQuestion {
  id: string;
  on: string;
}

/** Posted bills of one currency, credit notes taken off; net amounts as decimal texts. */
export interface SpendIn {
  currency: string;
  /** Bills that were made of papers of the contract. */
  net: string;
  count: number;
  /** All bills of its suppliers while it is in force. */
  supplierNet: string;
  supplierCount: number;
}

/** What was posted against a contract. */
export interface Spend {
  on: string;
  /** Currency of the contract's value; null: it has none. */
  currency: string | null;
  /** What was to be paid until that day. */
  agreed: string | null;
  /** What of it no bill of the contract's papers has taken; below zero: more than was agreed. */
  left: string | null;
  bills: SpendIn[];
}

/** Whether there are books, and the caller may read bills in them. */
export function mayReadBills(ctx: Ctx): boolean {
  if (!ctx.can('accounting.bill.read')) return false;
  try {
    return ctx.service(BillDraftService) !== undefined;
  } catch {
    return false;
  }
}

/** Two statements for the contracts of a page. */
export const spendLoader = defineLoader<SpendQuestion, Spend>({
  name: 'documents.contractSpend',
  key: ({ id, on }) => `${id} ${on}`,
  batch: async (ctx, questions) => {
    const ids = questions.map(({ id }) => id);
    const days = questions.map(({ on }) => on);
    const contracts = await ctx.sql<ContractRow>(CONTRACTS, [ids]);
    const rows = await postedFor(ctx, ids, days);
    return questions.map((question) => {
      const bills = rows.filter(({ id, day }) => id === question.id && day === question.on);
      const contract = contracts.find(({ id }) => id === question.id);
      return spendOf(question.on, contract, bills.map(spendIn));
    });
  },
});

interface ContractRow extends Record<string, unknown> {
  id: string;
  amount: string | null;
  currency: string | null;
  billing: ContractBilling;
  starts_on: string;
  ends_on: string | null;
}

const CONTRACTS = `
  select id, value_amount::text as amount, value_currency as currency, billing,
    starts_on::text as starts_on, ends_on::text as ends_on
  from documents.contract where id = any($1::uuid[])`;

interface PostedRow extends Record<string, unknown> {
  id: string;
  day: string;
  currency: string;
  net: string;
  count: string;
  supplier_net: string;
  supplier_count: string;
}

const POSTED = "('POSTED', 'PARTIALLY_PAID', 'PAID')";

/** Of bills, credit notes and papers those that the caller may see. */
async function postedFor(ctx: Ctx, ids: string[], days: string[]): Promise<PostedRow[]> {
  const values: unknown[] = [ids, days];
  const bills = await ctx.rowsSql(BillType, { alias: 'b', values });
  const notes = ctx.can('accounting.creditNote.read')
    ? await ctx.rowsSql(CreditNoteType, { alias: 'n', values })
    : 'false';
  const papers = await ctx.rowsSql(ContractDocumentType, { alias: 'l', values });
  return ctx.sql<PostedRow>(postedSql({ bills, notes, papers }), values);
}

/** The predicates are those of what the caller may see. */
function postedSql({ bills, notes, papers }: Record<'bills' | 'notes' | 'papers', string>): string {
  return `
    with asked as materialized (
      select k.id, k.day, c.starts_on, least(k.day, coalesce(c.ends_on, k.day)) as until
      from unnest($1::uuid[], $2::date[]) k (id, day) join documents.contract c on c.id = k.id),
    proved as materialized (
      select distinct a.id, a.day, d.bill_id from asked a
      join documents.contract_document l on l.contract_id = a.id
      join documents.document_bill d on d.document_id = l.document_id and d.state = 'POSTED'
      where ${papers}),
    suppliers as materialized (
      select a.id, a.day, a.starts_on, a.until, p.party_id from asked a
      join documents.contract_party p on p.contract_id = a.id and p.role = 'SUPPLIER'),
    posted as (
      select b.id, b.id as bill_id, b.party_id, b.issued_on, b.currency, b.net, 1 as count
      from accounting.bill b where b.status in ${POSTED} and ${bills}
        and (b.id in (select bill_id from proved) or b.party_id in (select party_id from suppliers))
      union all
      select n.id, n.bill_id, n.party_id, n.issued_on, n.currency, -n.net, 0
      from accounting.credit_note n
      where n.side = 'PAYABLE' and n.status in ${POSTED} and ${notes}
        and (n.bill_id in (select bill_id from proved)
          or n.party_id in (select party_id from suppliers))),
    counted as (
      select v.id, v.day, p.currency, p.net, p.count, 0 as supplier_net, 0 as supplier_count
      from proved v join posted p on p.bill_id = v.bill_id and p.issued_on <= v.day
      union all
      select s.id, s.day, p.currency, 0, 0, p.net, p.count
      from suppliers s
      join posted p on p.party_id = s.party_id and p.issued_on between s.starts_on and s.until)
    select id, day::text as day, currency, sum(net)::text as net, sum(count)::text as count,
      sum(supplier_net)::text as supplier_net, sum(supplier_count)::text as supplier_count
    from counted group by id, day, currency order by currency`;
}

function spendIn(row: PostedRow): SpendIn {
  const { currency } = row;
  return {
    currency,
    net: roundMoney(row.net, currency),
    count: Number(row.count),
    supplierNet: roundMoney(row.supplier_net, currency),
    supplierCount: Number(row.supplier_count),
  };
}

function spendOf(on: string, contract: ContractRow | undefined, bills: SpendIn[]): Spend {
  const { amount = null, currency = null } = contract ?? {};
  if (!contract || amount === null || currency === null) {
    return { on, currency: null, agreed: null, left: null, bills };
  }
  const { starts_on: startsOn, ends_on: endsOn, billing } = contract;
  const plan = { startsOn, endsOn, everyMonths: MONTHS_OF[billing] };
  const agreed = exact(amount).times(paymentDays(plan, startsOn, on).length);
  const taken = bills.find((one) => one.currency === currency)?.net ?? '0';
  const of = (value: ReturnType<typeof exact>) => roundMoney(value.toFixed(), currency);
  return { on, currency, agreed: of(agreed), left: of(agreed.minus(taken)), bills };
}
