import { createBooks, inputOf, type TestBooks } from '../../test/books.js';
import { SUBTYPES } from './account-kinds.js';
import { CHARTS } from './charts.js';

let books: TestBooks;
beforeAll(async () => {
  books = await createBooks();
});
afterAll(() => books?.close());

const ACCOUNT = 'ledgerAccount { id version code subtype normalSide isActive }';

async function accountId(code: string): Promise<string> {
  const { ledgerAccount } = await books.app.owner.data(
    'query ($code: String!) { ledgerAccount(by: {code: $code}) { id } }',
    { code },
  );
  return ledgerAccount.id;
}

test.each(Object.entries(CHARTS))('chart %s is a tree whose leaves take lines', (_name, chart) => {
  const codes = new Set(chart.accounts.map(({ code }) => code));
  expect(codes.size).toBe(chart.accounts.length);
  const headings = new Set(chart.accounts.map(({ parent }) => parent));
  for (const { code, parent, isPostable, type, subtype } of chart.accounts) {
    expect(parent === null || codes.has(parent)).toBe(true);
    expect(isPostable).toBe(!headings.has(code));
    expect(SUBTYPES[type]).toContain(subtype);
  }
  expect(codes.has(chart.opening) && codes.has(chart.retainedEarnings)).toBe(true);
});

test('books are set up once', async () => {
  const { accountingSettings, journals, fiscalYears } = await books.app.owner.data(`{
    accountingSettings { baseCurrency openingAccount { code } retainedEarningsAccount { code } }
    journals { nodes { code } }
    fiscalYears { nodes { name periods { totalCount } } } }`);
  expect(accountingSettings).toEqual({
    baseCurrency: 'EUR',
    openingAccount: { code: '1990' },
    retainedEarningsAccount: { code: '3100' },
  });
  expect(journals.nodes).toHaveLength(6);
  expect(fiscalYears.nodes).toEqual([
    { name: '2025', periods: { totalCount: 12 } },
    { name: '2026', periods: { totalCount: 12 } },
  ]);
  const again = { chart: 'SMALL', baseCurrency: 'USD', startsOn: '2026-01-01' };
  const { userErrors } = await books.mutate('accountingSetUp', again);
  expect(userErrors[0].code).toBe('ACCOUNTING_SET_UP_ALREADY');
});

test('accounts are added, changed and taken out of use', async () => {
  const input = {
    code: '6160',
    name: 'Licences',
    type: 'EXPENSE',
    parentId: await accountId('61'),
  };
  const made = await books.mutate('ledgerAccountCreate', input, { select: ACCOUNT });
  const { id, ...shown } = made.ledgerAccount;
  expect(shown).toEqual({
    version: 1,
    code: '6160',
    subtype: 'OPERATING_EXPENSE',
    normalSide: 'DEBIT',
    isActive: true,
  });
  const wrong = await books.mutate('ledgerAccountUpdate', { id, subtype: 'CASH' });
  expect(wrong.userErrors[0].code).toBe('ACCOUNTING_SUBTYPE_TYPE');
  const twin = await books.mutate('ledgerAccountCreate', input);
  expect(twin.userErrors[0]).toMatchObject({ code: 'CORE_DUPLICATE', path: ['input', 'code'] });
  const money = { ...input, code: '6161', currency: 'QQQ' };
  const odd = await books.mutate('ledgerAccountCreate', money);
  expect(odd.userErrors[0].code).toBe('ACCOUNTING_CURRENCY_UNKNOWN');
  await books.post({
    on: '2026-02-01',
    lines: [
      ['6160', '10'],
      ['1010', '-10'],
    ],
  });
  const busy = await books.mutate('ledgerAccountDeactivate', { id });
  expect(busy.userErrors[0].code).toBe('ACCOUNTING_ACCOUNT_HAS_BALANCE');
  await books.post({
    on: '2026-02-02',
    lines: [
      ['6160', '-10'],
      ['1010', '10'],
    ],
  });
  const off = await books.mutate('ledgerAccountDeactivate', { id }, { select: ACCOUNT });
  expect(off.ledgerAccount.isActive).toBe(false);
  const late = {
    on: '2026-02-03',
    lines: [
      ['6160', '1'],
      ['1010', '-1'],
    ] as [string, string][],
  };
  expect(await books.refusals(late)).toEqual(['ACCOUNTING_ACCOUNT_INACTIVE']);
});

test('an account does not stand below itself', async () => {
  const [id, parentId] = [await accountId('6'), await accountId('61')];
  const { userErrors } = await books.mutate('ledgerAccountUpdate', { id, parentId });
  expect(userErrors[0].code).toBe('ACCOUNTING_ACCOUNT_RING');
});

test('what an account must have is checked, and read at the line', async () => {
  const select = 'dimension { id }';
  const made = await books.mutate('dimensionCreate', { code: 'CC', name: 'Centre' }, { select });
  const dimensionId = made.dimension.id;
  const value = async (code: string) => {
    const input = { dimensionId, code, name: code };
    const options = { select: 'dimensionValue { id }' };
    return (await books.mutate('dimensionValueCreate', input, options)).dimensionValue.id;
  };
  const [sales, lab] = [await value('SALES'), await value('LAB')];
  const accountOf = await accountId('6200');
  const rule = { accountId: accountOf, dimensionId, requirement: 'REQUIRED' };
  await books.mutate('accountRuleSet', rule);
  const entry = (dimensionValueIds?: string[]) => ({
    on: '2026-03-01',
    lines: [
      ['6200', '7', dimensionValueIds ? { dimensionValueIds } : {}],
      ['1010', '-7'],
    ] as [string, string, object?][],
  });
  const refused = async (ids?: string[]) => (await books.refusals(entry(ids) as never))[0];
  expect(await refused()).toBe('ACCOUNTING_DIMENSION_REQUIRED');
  expect(await refused([sales, lab])).toBe('ACCOUNTING_DIMENSION_TWICE');
  expect(await refused([dimensionId])).toBe('ACCOUNTING_DIMENSION_UNKNOWN');
  const options = { select: 'journalEntry { lines { nodes { dimensionSet { label } } } }' };
  const input = inputOf(entry([sales]) as never);
  const { journalEntry } = await books.mutate('journalEntryPost', input, options);
  expect(journalEntry.lines.nodes[0].dimensionSet).toEqual({ label: 'CC=SALES' });
  await books.mutate('accountRuleSet', { ...rule, requirement: 'FORBIDDEN' });
  expect(await refused([sales])).toBe('ACCOUNTING_DIMENSION_FORBIDDEN');
  await books.mutate('accountRuleSet', { ...rule, requirement: null });
  expect(await refused()).toBeUndefined();
});
