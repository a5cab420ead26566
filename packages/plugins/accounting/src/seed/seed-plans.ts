import type { SeedContext } from '@bureau/core';

/** Fixed assets as the opening balances have them: 1510, 1530 and 1590 are their sums. */
const ASSETS = [
  ['MACH', 'Coating plant', '189000', '2022-07-01', 90],
  ['MACH', 'Climate chamber', '126000', '2023-05-01', 120],
  ['MACH', 'Test bench', '3000', '2020-01-01', 36],
  ['COMP', 'Computers and network', '64000', '2022-03-01', 64],
] as const;

/** What the year 2026 is meant to bring and to cost. */
const BUDGET = [
  ['4000', '1180000'],
  ['4010', '125000'],
  ['5000', '430000'],
  ['6000', '490000'],
  ['6010', '98000'],
  ['6100', '98400'],
  ['6110', '27000'],
  ['6150', '19000'],
  ['6500', '49800'],
  ['7000', '5400'],
] as const;

/**
 * What the demo company plans: fixed assets and a loan with the values that the books have, a
 * budget, and an entry that comes back. Posts nothing.
 */
export async function seedPlans(ctx: SeedContext): Promise<void> {
  const ids = await idsOf(ctx);
  const id = (code: string) => ids.get(code);
  const places = {
    ...{ accumulatedAccountId: id('1590'), expenseAccountId: id('6500') },
    ...{ gainAccountId: id('4510'), lossAccountId: id('6510') },
  };
  const classes = (await ctx.run(
    `mutation ($machines: FixedAssetClassCreateInput!, $computers: FixedAssetClassCreateInput!) {
      MACH: fixedAssetClassCreate(input: $machines) {
        fixedAssetClass { id } userErrors { code message } }
      COMP: fixedAssetClassCreate(input: $computers) {
        fixedAssetClass { id } userErrors { code message } } }`,
    {
      machines: {
        code: 'MACH',
        name: 'Machines',
        assetAccountId: id('1510'),
        months: 96,
        ...places,
      },
      computers: {
        code: 'COMP',
        name: 'Computers',
        assetAccountId: id('1530'),
        months: 36,
        ...places,
      },
    },
  )) as unknown as Record<'MACH' | 'COMP', { fixedAssetClass: { id: string } }>;
  const until = lastMonthEnd(ctx.today);
  for (const [kind, name, cost, acquiredOn, months] of ASSETS) {
    const classId = classes[kind].fixedAssetClass.id;
    const book = { months };
    const input = { classId, name, cost, acquiredOn, depreciatedUntil: until, book };
    await done(ctx, 'fixedAssetCapitalize', { ...input, isPostedAlready: true });
  }
  await done(ctx, 'loanCreate', {
    ...{ name: 'Bank loan', direction: 'TAKEN', principal: '150000', yearlyPercent: '5' },
    ...{ paidOutOn: '2024-12-30', firstPaymentOn: '2025-01-30', everyMonths: 1 },
    ...{ paymentCount: 60, kind: 'LINEAR', paidUntil: until, loanAccountId: id('2500') },
    ...{ interestAccountId: id('7000'), paymentAccountId: id('1010') },
  });
  await done(ctx, 'recurringTemplateCreate', {
    ...{ name: 'Cleaning', journalId: id('GJ'), rule: 'FREQ=MONTHLY;BYMONTHDAY=-1' },
    startsOn: '2026-12-31',
    lines: [
      { accountId: id('6120'), amount: '480' },
      { accountId: id('1010'), amount: '-480' },
    ],
  });
  await addBudget(ctx, ids);
}

/** Ids of accounts and journals by code, and of the fiscal year by name. */
async function idsOf({ run }: SeedContext): Promise<Map<string, string>> {
  const data = (await run(`{
    ledgerAccounts(first: 100, where: { isPostable: { eq: true } }) { nodes { id code } }
    journals { nodes { id code } }
    fiscalYears { nodes { id code: name } } }`)) as unknown as Record<
    string,
    { nodes: { id: string; code: string }[] }
  >;
  const nodes = Object.values(data).flatMap((one) => one.nodes);
  return new Map(nodes.map(({ id, code }) => [code, id]));
}

async function addBudget(ctx: SeedContext, ids: ReadonlyMap<string, string>): Promise<void> {
  const made = await done(ctx, 'budgetCreate', {
    name: 'Budget 2026',
    fiscalYearId: ids.get('2026'),
  });
  const budgetId = made['budget']?.id;
  const accounts = BUDGET.map(([code, year]) => ({ accountId: ids.get(code), year }));
  await done(ctx, 'budgetSet', { budgetId, accounts });
  await done(ctx, 'budgetActivate', { budgetId });
}

const RECORDS: Readonly<Record<string, string>> = {
  fixedAssetCapitalize: 'fixedAsset',
  loanCreate: 'loan',
  recurringTemplateCreate: 'recurringTemplate',
  budgetCreate: 'budget',
  budgetSet: 'budget',
  budgetActivate: 'budget',
};

/** One mutation as the demo company; its payload. */
async function done(
  { run }: SeedContext,
  field: string,
  input: Record<string, unknown>,
): Promise<Record<string, { id: string }>> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const data = await run(
    `mutation ($input: ${type}!) {
      ${field}(input: $input) @idempotent(key: "demo-${field}-${String(input['name'] ?? '')}") {
        ${RECORDS[field]} { id } userErrors { code message } } }`,
    { input },
  );
  return data[field] as Record<string, { id: string }>;
}

/** The last end of a month until this day. */
function lastMonthEnd(today: string): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const ends = new Date(Date.UTC(year, month, 0));
  const last = ends.getUTCDate() === day ? ends : new Date(Date.UTC(year, month - 1, 0));
  return last.toISOString().slice(0, 10);
}
