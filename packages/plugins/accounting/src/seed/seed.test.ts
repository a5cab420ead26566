import { DEMO_TODAY } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
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
      register: assetRegister(asOf: "${DEMO_TODAY}") { cost accumulated }
      written: accountBalance(accountCode: "1590", asOf: "${DEMO_TODAY}") { baseBalance }
      owed: accountBalance(accountCode: "2500", asOf: "${DEMO_TODAY}") { baseBalance }
      loans { nodes { openPrincipal } } }`);
    const at = ({ lines }: { lines: { key: string; amounts: string[] }[] }, key: string) =>
      Number(lines.find((line) => line.key === key)?.amounts[0]);
    expect(check.isSound).toBe(true);
    expect(opening.baseBalance).toBe('0');
    expect(periods.totalCount).toBe(12);
    expect(bankBalances).toMatchObject([
      { bankAccount: { name: 'House bank', openingBalance: '186400.0000' } },
      { bankAccount: { name: 'Savings' } },
    ]);
    expect(at(sheet, 'DIFFERENCE')).toBe(0);
    const [revenue, net] = [at(income, 'TOTAL_REVENUE'), at(income, 'NET_INCOME')];
    expect(net / revenue).toBeGreaterThan(0.01);
    expect(net / revenue).toBeLessThan(0.25);
    expect(at(sheet, '1010')).toBeGreaterThan(0);
    // The registers of assets and loans have the values of their accounts.
    expect(Number(plans.register.cost)).toBe(382_000);
    expect(Number(plans.register.accumulated)).toBe(-Number(plans.written.baseBalance));
    expect(Number(plans.loans.nodes[0].openPrincipal)).toBe(-Number(plans.owed.baseBalance));
    await openItemsAreTheAccounts(app, at(sheet, '1200'), at(sheet, '2000'));
  } finally {
    await app.close();
  }
});

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
