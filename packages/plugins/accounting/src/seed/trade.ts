import type { SeedContext } from '@bureau/core';
import { isDocument, isPaidByHand, type PlannedTrade, tradeOf } from './plan.js';

interface Known {
  /** Ids by code. */
  parties: ReadonlyMap<string, string>;
  centres: ReadonlyMap<string, string>;
}

/** A document of the plan with what the mutations said of it. */
interface Entered extends PlannedTrade {
  id: string;
  openItemId: string;
}

/**
 * The open end of the books as documents: two months of invoices and bills, what customers are late
 * with, and a reminder. What is older was posted by hand and is settled here, pair by pair.
 */
export async function seedTrade(ctx: SeedContext, known: Known): Promise<void> {
  await addSetup(ctx);
  const months = [7, 8, 9, 10, 11].flatMap((month) => tradeOf(2026, month));
  const planned = months
    .filter((trade) => isDocument(trade) && trade.on <= ctx.today)
    .sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
  const entered = await enter(ctx, planned, known);
  await pay(ctx, entered, known);
  await match(ctx);
  await remind(ctx);
}

const SENDER = 'Nordwind Instruments GmbH\nAm Kai 12\n20457 Hamburg';
const FOOTER = 'IBAN DE89 3704 0044 0532 0130 00\nHRB 12345 Hamburg\nVAT DE123456789';

async function addSetup({ run }: SeedContext): Promise<void> {
  const { ledgerAccounts } = (await run(
    '{ ledgerAccounts(where: { code: { in: ["2100", "1240"] } }) { nodes { id code } } }',
  )) as unknown as { ledgerAccounts: { nodes: { id: string; code: string }[] } };
  const idOf = (code: string) => ledgerAccounts.nodes.find((one) => one.code === code)?.id;
  const tax = { rate: '19', salesAccountId: idOf('2100'), purchaseAccountId: idOf('1240') };
  const steps = [
    { afterDays: 5, text: 'Perhaps our invoice escaped your notice.' },
    { afterDays: 20, gapDays: 10, fee: '5', text: 'Please pay within a week.' },
    { afterDays: 45, gapDays: 14, fee: '15', text: 'This is our last reminder.' },
  ];
  await run(
    `mutation ($settings: TradeSettingsSaveInput!, $tax: TaxCodeCreateInput!,
        $term: PaymentTermCreateInput!, $dunning: DunningPolicyCreateInput!) {
      tradeSettingsSave(input: $settings) { userErrors { code message } }
      taxCodeCreate(input: $tax) { userErrors { code message } }
      paymentTermCreate(input: $term) { userErrors { code message } }
      dunningPolicyCreate(input: $dunning) { userErrors { code message } } }`,
    {
      settings: { sender: SENDER, footer: FOOTER },
      tax: { code: 'VAT19', name: 'VAT 19 percent', components: [tax] },
      term: { code: 'N30', name: '30 days net', parts: [{ percent: '100', days: 30 }] },
      dunning: { name: 'Three reminders', steps },
    },
  );
}

async function enter(
  { run }: SeedContext,
  planned: readonly PlannedTrade[],
  { parties, centres }: Known,
): Promise<Entered[]> {
  const { paymentTerm } = (await run('{ paymentTerm(by: { code: "N30" }) { id } }')) as unknown as {
    paymentTerm: { id: string };
  };
  const inputs = planned.map(({ party, on, memo, account, centre, netCents }) => ({
    partyId: parties.get(party),
    issuedOn: on,
    paymentTermId: paymentTerm.id,
    lines: [
      {
        description: memo,
        accountCode: account,
        taxCode: 'VAT19',
        unitPrice: money(netCents),
        dimensionValueIds: [centres.get(centre)],
      },
    ],
  }));
  const drafts = await runAll(run, planned, (trade, at) => ({
    field: `${trade.kind}Create`,
    input: inputs[at],
    select: `${trade.kind} { id }`,
  }));
  const ids = planned.map(({ kind }, at) => recordOf(drafts, at, kind).id);
  const posted = await runAll(run, planned, ({ kind }, at) => ({
    field: `${kind}Post`,
    type: 'DocumentInput',
    input: { id: ids[at] },
    select: `${kind} { openItems { nodes { id } } }`,
  }));
  return planned.map((trade, at) => {
    const { openItems } = recordOf(posted, at, trade.kind);
    return { ...trade, id: ids[at] ?? '', openItemId: openItems?.nodes[0]?.id ?? '' };
  });
}

interface DocumentRecord {
  id: string;
  openItems?: { nodes: { id: string }[] };
}

function recordOf(payloads: readonly Record<string, unknown>[], at: number, kind: string) {
  return payloads[at]?.[kind] as DocumentRecord;
}

/** Who is late: paid so many days after the plan, in part, or not at all. */
const LATE: Readonly<Record<string, { days?: number; percent?: number }>> = {
  'C-120 2026-07': { percent: 0 },
  'C-130 2026-08': { days: 38 },
  'C-150 2026-09': { percent: 40 },
};

async function pay(
  { run, today }: SeedContext,
  entered: readonly Entered[],
  { parties }: Known,
): Promise<void> {
  const due = entered.flatMap((document) => {
    if (isPaidByHand(document)) return [];
    const { party, on, paidOn, netCents, taxCents } = document;
    const { days = 0, percent = 100 } = LATE[`${party} ${on.slice(0, 7)}`] ?? {};
    const day = new Date(Date.parse(paidOn) + days * 86_400_000).toISOString().slice(0, 10);
    const cents = Math.round(((netCents + taxCents) * percent) / 100);
    return cents > 0 && day <= today ? [{ ...document, day, cents }] : [];
  });
  due.sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
  await runAll(run, due, ({ kind, party, openItemId, day, cents }) => ({
    field: 'paymentRecord',
    input: {
      direction: kind === 'invoice' ? 'RECEIVED' : 'PAID',
      partyId: parties.get(party),
      bankAccountCode: '1010',
      paidOn: day,
      amount: money(cents),
      allocations: [{ openItemId, amount: money(cents) }],
    },
    select: '',
  }));
}

/** The entries by hand: each payment settles what it was for. */
async function match({ run }: SeedContext): Promise<void> {
  await run(
    `mutation {
      sold: allocationMatch(input: { side: RECEIVABLE }) @idempotent(key: "demo-match") {
        userErrors { code message } }
      bought: allocationMatch(input: { side: PAYABLE }) @idempotent(key: "demo-match-bills") {
        userErrors { code message } } }`,
  );
}

async function remind({ run }: SeedContext): Promise<void> {
  const { dunningPolicies } = (await run('{ dunningPolicies { nodes { id } } }')) as unknown as {
    dunningPolicies: { nodes: { id: string }[] };
  };
  for (const runOn of ['2026-09-01', '2026-11-02']) {
    await run(
      `mutation ($input: DunningRunCreateInput!) {
        dunningRunCreate(input: $input) @idempotent(key: "demo-dunning-${runOn}") {
          userErrors { code message } } }`,
      { input: { policyId: dunningPolicies.nodes[0]?.id, runOn } },
    );
  }
}

interface Call {
  field: string;
  /** Type of the input; default: that of the field. */
  type?: string;
  input: unknown;
  select: string;
}

/** The same operation for all calls of a field: parsed and judged once. */
async function runAll<T>(
  run: SeedContext['run'],
  items: readonly T[],
  callOf: (item: T, at: number) => Call,
): Promise<Record<string, unknown>[]> {
  const answers: Record<string, unknown>[] = [];
  for (const [at, item] of items.entries()) {
    const { field, type, input, select } = callOf(item, at);
    const own = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const data = await run(
      `mutation ($input: ${type ?? own}!, $key: String!) {
        ${field}(input: $input) @idempotent(key: $key) {
          ${select} userErrors { code message } } }`,
      { input, key: `demo-${field}-${at}` },
    );
    answers.push(data[field] as Record<string, unknown>);
  }
  return answers;
}

function money(cents: number): string {
  return (cents / 100).toFixed(2);
}
