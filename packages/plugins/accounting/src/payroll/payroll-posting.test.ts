import {
  Arg,
  Context,
  type Ctx,
  definePlugin,
  exact,
  Mutation,
  payloadOf,
  Resolver,
  SIGNED_IN,
  sumAmounts,
  uuidv7,
} from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import fc from 'fast-check';
import { fillBooks } from '../../test/books.js';
import { JournalEntryType } from '../ledger/ledger.types.js';
import { accountingPlugin } from '../plugin.js';
import { PayrollPostingService } from './payroll-posting.js';

const PayrunPostPayload = payloadOf('PayrunPostPayload', { journalEntry: JournalEntryType });
const PayrunRemitPayload = payloadOf('PayrunRemitPayload', { journalEntry: JournalEntryType });
const RUN = { description: 'The run as JSON.' };

/** Calls the service as a payroll plugin would. */
@Resolver()
class PayrunResolver {
  @Mutation(() => PayrunPostPayload, { description: 'Posts a run.' })
  async payrunPost(@Context() ctx: Ctx, @Arg('input', () => String, RUN) input: string) {
    const service = ctx.service(PayrollPostingService);
    return { journalEntry: await service.post(ctx, JSON.parse(input)) };
  }

  @Mutation(() => PayrunRemitPayload, { description: 'Pays off what a run left.' })
  async payrunRemit(@Context() ctx: Ctx, @Arg('input', () => String, RUN) input: string) {
    const service = ctx.service(PayrollPostingService);
    return { journalEntry: await service.remit(ctx, JSON.parse(input)) };
  }
}

const payrunPlugin = definePlugin({
  id: 'payrun',
  version: '0.1.0',
  api: '^1.0',
  description: 'Calls the payroll postings.',
  requires: { accounting: '^0.1' },
  resolvers: [PayrunResolver],
  rules: {
    Mutation: { payrunPost: SIGNED_IN, payrunRemit: SIGNED_IN },
  },
});

let app: TestApp;
const accounts = new Map<string, string>();

beforeAll(async () => {
  app = await createTestApp({ plugins: [accountingPlugin, payrunPlugin] });
  await fillBooks(app);
  const rows = await app.sql<{ id: string; code: string }>(
    'select id, code from accounting.account',
  );
  for (const { id, code } of rows) accounts.set(code, id);
});
afterAll(() => app?.close());

async function call(field: string, input: object): Promise<string[]> {
  const document = `mutation ($input: String!) { ${field}(input: $input) {
    journalEntry { reference } userErrors { code } } }`;
  const { data, errors } = await app.owner.query(document, { input: JSON.stringify(input) });
  expect(errors).toEqual([]);
  return data[field].userErrors.map(({ code }: { code: string }) => code);
}

async function balances(): Promise<Record<string, number>> {
  const rows = await app.sql<{ code: string; sum: string }>(
    `select a.code, sum(l.amount) as sum from accounting.line l
       join accounting.account a on a.id = l.account_id group by a.code`,
  );
  return Object.fromEntries(rows.map(({ code, sum }) => [code, Number(sum)]));
}

const cents = fc
  .integer({ min: 0, max: 500_000 })
  .map((amount) => exact(amount).div(100).toFixed());
const payslips = fc.array(fc.record({ net: cents, tax: cents, social: cents, employer: cents }), {
  minLength: 1,
  maxLength: 5,
});

const account = (code: string) => accounts.get(code);
const PLACES = () => ({
  wagesAccountId: account('6000'),
  employerAccountId: account('6010'),
  payableAccountId: account('2200'),
});

test('I38 gross is net and withholdings; what is payable is 0 when it is remitted', async () => {
  await fc.assert(
    fc.asyncProperty(payslips, async (slips) => {
      const runId = uuidv7();
      const before = await balances();
      const all = slips.map(({ net, tax, social, employer }, at) => ({
        payslip: `P-${at}`,
        gross: sumAmounts([net, tax, social]),
        net,
        withholdings: [
          { accountId: account('2210'), amount: tax },
          { accountId: account('2220'), amount: social },
        ],
        employerShares: [{ accountId: account('2220'), amount: employer }],
      }));
      const run = { runId, postedOn: '2026-03-31', ...PLACES(), payslips: all };
      const total = sumAmounts(all.map(({ gross }) => gross));
      fc.pre(exact(total).greaterThan(0));
      expect(await call('payrunPost', run)).toEqual([]);
      // A second time it is there already.
      expect(await call('payrunPost', run)).toEqual([]);
      for (const code of ['2200', '2210', '2220']) {
        const remittance = { runId, paidOn: '2026-04-05', accountId: account(code) };
        const refused = await call('payrunRemit', {
          ...remittance,
          bankAccountId: account('1010'),
        });
        expect([[], ['ACCOUNTING_PAYROLL_NOTHING']]).toContainEqual(refused);
      }
      const after = await balances();
      for (const code of ['2200', '2210', '2220']) expect(after[code] ?? 0).toBe(0);
      const wages = exact(after['6000'] ?? 0).minus(before['6000'] ?? 0);
      expect(wages.toFixed()).toBe(exact(total).toFixed());
    }),
    { numRuns: 4 },
  );
});

test('I38 a payslip that does not add up is refused, and nothing is written', async () => {
  const before = await balances();
  const slip = { payslip: 'P-7', gross: '100.00', net: '80.00', withholdings: [] };
  const run = { runId: uuidv7(), postedOn: '2026-03-31', ...PLACES(), payslips: [slip] };
  expect(await call('payrunPost', run)).toEqual(['ACCOUNTING_PAYROLL_SUM']);
  expect(await balances()).toEqual(before);
});
