import { DEMO_TODAY } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import { getNamedType, isObjectType } from 'graphql';
import { accountingPlugin } from '../plugin.js';
import { planEntries } from './plan.js';

test('the plan balances, lies in its days and is always the same', () => {
  const plan = planEntries('2025-01-01', DEMO_TODAY);
  expect(plan.length).toBeGreaterThan(400);
  expect(plan.length).toBeLessThan(700);
  for (const { lines, on, memo } of plan) {
    expect([memo, lines.reduce((sum, { cents }) => sum + cents, 0)]).toEqual([memo, 0]);
    expect(on >= '2025-01-01' && on <= DEMO_TODAY).toBe(true);
  }
  expect(planEntries('2025-01-01', DEMO_TODAY)).toEqual(plan);
});

test('the books of the demo company are whole and believable', async () => {
  const app = await createTestApp({ plugins: [accountingPlugin], demo: true });
  try {
    const { income, sheet, check, opening, periods, bankBalances, ...plans } = await app.owner
      .data(`{
      income: incomeStatement(from: "2025-01-01", to: "2025-12-31") { lines { key amounts } }
      sheet: balanceSheet(asOf: "${DEMO_TODAY}") { lines { key amounts } }
      check: ledgerIntegrityCheck { isSound }
      opening: accountBalance(accountCode: "1990", asOf: "2025-01-01") { baseBalance }
      bankBalances(asOf: "2025-01-01") { bankAccount { name openingBalance } }
      periods(where: { state: { eq: CLOSED } }) { totalCount }
      tax: accountBalance(accountCode: "2140", asOf: "${DEMO_TODAY}") { baseBalance }
      output: accountBalance(accountCode: "2100", asOf: "2026-10-31") { baseBalance }
      input: accountBalance(accountCode: "1240", asOf: "2026-10-31") { baseBalance }
      register: assetRegister(asOf: "${DEMO_TODAY}") { cost accumulated }
      written: accountBalance(accountCode: "1590", asOf: "${DEMO_TODAY}") { baseBalance }
      owed: accountBalance(accountCode: "2500", asOf: "${DEMO_TODAY}") { baseBalance }
      loans { nodes { openPrincipal } }
      taxReturns { nodes { status startsOn payable } }
      expenseClaims { nodes { status } } }`);
    const at = ({ lines }: { lines: { key: string; amounts: string[] }[] }, key: string) =>
      Number(lines.find((line) => line.key === key)?.amounts[0]);
    expect(check.isSound).toBe(true);
    expect(opening.baseBalance).toBe('0.00');
    expect(periods.totalCount).toBe(12);
    expect(bankBalances).toMatchObject([
      { bankAccount: { name: 'House bank', openingBalance: '186400.00' } },
      { bankAccount: { name: 'Savings' } },
    ]);
    expect(at(sheet, 'DIFFERENCE')).toBe(0);
    const [revenue, net] = [at(income, 'TOTAL_REVENUE'), at(income, 'NET_INCOME')];
    expect(net / revenue).toBeGreaterThan(0.01);
    expect(net / revenue).toBeLessThan(0.25);
    expect(at(sheet, '1010')).toBeGreaterThan(0);
    // Taxes of the months that ended are declared, to the cent, and paid.
    const { tax, output, input } = plans;
    const taxes = [tax, output, input].map(({ baseBalance }) => baseBalance);
    expect(taxes).toEqual(['0.00', '0.00', '0.00']);
    expect(plans.taxReturns.nodes).toEqual([
      { status: 'FILED', startsOn: '2026-10-01', payable: expect.stringMatching(/^\d{5}\.\d\d$/) },
    ]);
    const claims = plans.expenseClaims.nodes.map(({ status }: { status: string }) => status);
    expect(claims.toSorted()).toEqual(['PAID', 'POSTED']);
    // The registers of assets and loans have the values of their accounts.
    expect(Number(plans.register.cost)).toBe(382_000);
    expect(Number(plans.register.accumulated)).toBe(-Number(plans.written.baseBalance));
    expect(Number(plans.loans.nodes[0].openPrincipal)).toBe(-Number(plans.owed.baseBalance));
    await amountsHaveTwoDecimals(app);
    await openItemsAreTheAccounts(
      app,
      at(sheet, '1200'),
      cents(at(sheet, '2000') + at(sheet, '2010')),
    );
  } finally {
    await app.close();
  }
});

/** Decimal fields that are no amounts of money; a price may have more decimals. */
const NO_AMOUNTS =
  /rate$|percent|quantity|unitPrice|units$|weights|lifeUnits|lastValue|nextValue|days$|Days$/i;

const REPORTS = `
  trialBalance { totalDebit totalCredit rows { opening debit credit closing } }
  accountBalance(accountCode: "1010") { baseBalance currencies { debit credit balance } }
  generalLedger(accountCode: "1010", from: "2026-01-01", to: "${DEMO_TODAY}") {
    opening closing rows { balance } }
  balanceSheet(columns: QUARTER) { lines { amounts drillDown(first: 2) { nodes { amount } } } }
  incomeStatement(from: "2025-01-01", to: "2026-06-30") { lines { amounts } }
  equityStatement(from: "2025-01-01", to: "2026-06-30") { lines { amounts } }
  cashFlowStatement(from: "2025-01-01", to: "2026-06-30") { lines { amounts } }
  agedReceivables { parties { total credits buckets { amount } } }
  taxSummary(from: "2025-01-01", to: "2026-06-30") { amount }
  assetRegister { cost accumulated bookValue rows { cost accumulated bookValue } }
  cashForecast(to: "2027-01-31") { opening items { amount }
    spans { opening inflow outflow closing } }
  planPreview(until: "2027-01-31") { amount }
  bankBalances { bookBalance statementBalance }
  revaluationPreview(on: "${DEMO_TODAY}") { gain loss }`;

/** All amounts of all records and reports: two decimals, as the euro has. */
async function amountsHaveTwoDecimals(app: TestApp): Promise<void> {
  const wrong: string[] = [];
  let seen = 0;
  const look = (at: string, value: unknown): void => {
    if (Array.isArray(value)) value.forEach((one) => look(at, one));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) look(`${at}.${key}`, one);
    } else if (typeof value === 'string') {
      seen += 1;
      if (!/^-?\d+\.\d\d$/.test(value)) wrong.push(`${at} ${value}`);
    }
  };
  for (const [list, fields] of amountLists(app)) {
    look(list, await app.owner.data(`{ ${list}(first: 50) { nodes { ${fields} } } }`));
  }
  look('', await app.owner.data(`{ ${REPORTS} }`));
  expect(wrong).toEqual([]);
  const { invoices } = await app.owner.data(
    '{ invoices { aggregate { total { sum currency } } } }',
  );
  expect(invoices.aggregate.total).toEqual([
    { sum: expect.stringMatching(/^\d+\.\d\d$/), currency: 'EUR' },
  ]);
  expect(seen).toBeGreaterThan(1_000);
}

/** Lists of accounting's records with their fields of type Decimal that are amounts. */
function amountLists({ composition }: TestApp): [list: string, fields: string][] {
  const queries = composition.schema.getQueryType()?.getFields() ?? {};
  return Object.values(queries).flatMap(({ name, type }): [string, string][] => {
    const page = getNamedType(type);
    if (!isObjectType(page) || !page.name.endsWith('Connection')) return [];
    const node = getNamedType(page.getFields()['nodes']?.type);
    if (!isObjectType(node)) return [];
    const fields = Object.values(node.getFields())
      .filter((field) => getNamedType(field.type).name === 'Decimal')
      .map((field) => field.name)
      .filter((field) => !NO_AMOUNTS.test(field));
    return fields.length === 0 ? [] : [[name, fields.join(' ')]];
  });
}

/** Rounded to cents, as sums of numbers are not by themselves. */
function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** I16 of the demo: what is open is the control account, some of it late, and reminded of. */
async function openItemsAreTheAccounts(app: TestApp, owed: number, owing: number): Promise<void> {
  const { receivables, payables, credits, notices } = await app.owner.data(`{
    receivables: agedReceivables(asOf: "${DEMO_TODAY}") {
      parties { partyCode total buckets { amount } } }
    payables: agedPayables(asOf: "${DEMO_TODAY}") { parties { total } }
    credits: unappliedCredits(side: RECEIVABLE) { reference }
    notices: dunningNotices { nodes { level party { code } } } }`);
  const sum = (parties: { total: string }[]) =>
    parties.reduce((cents, { total }) => cents + Math.round(Number(total) * 100), 0) / 100;
  expect([sum(receivables.parties), sum(payables.parties)]).toEqual([owed, owing]);
  expect(credits).toEqual([]);
  const late = receivables.parties
    .filter(({ buckets }: { buckets: { amount: string }[] }) =>
      buckets.slice(1).some(({ amount }) => Number(amount) > 0),
    )
    .map(({ partyCode }: { partyCode: string }) => partyCode);
  expect(late).toEqual(['C-120', 'C-150']);
  const told = notices.nodes.map(
    ({ level, party }: { level: number; party: { code: string } }) => `${party.code} ${level}`,
  );
  expect(told.toSorted()).toEqual(['C-120 1', 'C-120 2', 'C-150 1']);
}
