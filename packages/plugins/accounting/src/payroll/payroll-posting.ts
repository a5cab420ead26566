import { type Ctx, exact, serviceToken, sumAmounts } from '@bureau/core';
import { type NewLine, type PostedEntry, postEntry } from '../ledger/posting.js';
import { scheduleErrors } from '../schedules/errors.js';
import { journalOf } from '../trade/trade-accounts.js';

/** What is kept from pay for somebody else, or paid on top of it. */
export interface PayrollShare {
  /** Uuid of the account of who gets it: wage tax, social security. */
  accountId: string;
  /** Above zero. */
  amount: string;
}

/** The pay of one person in a run: `gross = net + withholdings`. Decimal texts, base currency. */
export interface PayslipPosting {
  /** For errors: number of the payslip, never a name. */
  payslip: string;
  gross: string;
  withholdings: readonly PayrollShare[];
  net: string;
  /** What the employer pays on top, each owed to the account of the share. */
  employerShares?: readonly PayrollShare[];
  /** Uuids: cost centre, project. */
  dimensionValueIds?: readonly string[];
}

/** A payroll run that is to be posted; ids are uuids. */
export interface PayrollPosting {
  runId: string;
  postedOn: string;
  memo?: string;
  /** Takes gross pay. */
  wagesAccountId: string;
  /** Takes the shares of the employer. */
  employerAccountId: string;
  /** What is owed to employees: takes net pay. */
  payableAccountId: string;
  payslips: readonly PayslipPosting[];
}

/** Money that goes to employees or an office for a run. */
export interface PayrollRemittance {
  runId: string;
  paidOn: string;
  /** What is paid off: all that the run left on it. */
  accountId: string;
  bankAccountId: string;
}

/** The books of payroll, inside the open transaction. Rights are the caller's business. */
export interface PayrollPostingService {
  /**
   * Posts a run: sums by account and dimensions, so that the ledger tells nobody's pay. Once for
   * each run: the second time gives the entry of the first, `replayed`.
   * @throws ACCOUNTING_PAYROLL_SUM and what posting refuses
   */
  post(ctx: Ctx, run: PayrollPosting): Promise<PostedEntry>;
  /**
   * Pays off what a run left on an account, so that the account is where it was before (I38).
   * @throws ACCOUNTING_PAYROLL_NOTHING and what posting refuses
   */
  remit(ctx: Ctx, remittance: PayrollRemittance): Promise<PostedEntry>;
}

export const PayrollPostingService = serviceToken<PayrollPostingService>('accounting.payroll');

/** The service as this plugin offers it. */
export function createPayrollPostingService(): PayrollPostingService {
  return { post: postRun, remit };
}

const SOURCE = 'PayrollRun';

async function postRun(ctx: Ctx, run: PayrollPosting): Promise<PostedEntry> {
  const { runId, postedOn, memo, payslips } = run;
  payslips.forEach(demandSum);
  return postEntry(ctx, {
    journalCode: await journalOf(ctx, 'PAYROLL'),
    postedOn,
    memo,
    source: { type: SOURCE, id: runId, event: 'posted' },
    lines: summed(payslips.flatMap((payslip) => linesOf(run, payslip))),
  });
}

/** @throws ACCOUNTING_PAYROLL_SUM */
function demandSum({ payslip, gross, net, withholdings }: PayslipPosting): void {
  const withheld = sumAmounts(withholdings.map(({ amount }) => amount));
  if (exact(net).plus(withheld).equals(gross)) return;
  throw scheduleErrors.PAYROLL_SUM({ payslip, gross, net, withheld });
}

function linesOf(
  { wagesAccountId, employerAccountId, payableAccountId }: PayrollPosting,
  { gross, net, withholdings, employerShares = [], dimensionValueIds = [] }: PayslipPosting,
): NewLine[] {
  const owed = [...withholdings, ...employerShares, { accountId: payableAccountId, amount: net }];
  const onTop = sumAmounts(employerShares.map(({ amount }) => amount));
  return [
    { accountId: wagesAccountId, amount: gross, dimensionValueIds },
    { accountId: employerAccountId, amount: onTop, dimensionValueIds },
    ...owed.map(({ accountId, amount }) => ({
      accountId,
      amount: exact(amount).negated().toFixed(),
    })),
  ];
}

/** One line for all of an account and its dimension values. */
function summed(lines: readonly NewLine[]): NewLine[] {
  const sums = new Map<string, NewLine>();
  for (const line of lines) {
    const key = [line.accountId, ...(line.dimensionValueIds ?? []).toSorted()].join();
    const amount = exact(sums.get(key)?.amount ?? '0')
      .plus(line.amount)
      .toFixed();
    sums.set(key, { ...line, amount });
  }
  return [...sums.values()].filter(({ amount }) => !exact(amount).isZero());
}

const OPEN = `
  select a.code, coalesce(sum(l.amount), 0)::text as amount
    from accounting.account a
    left join accounting.entry e on e.source_type = '${SOURCE}' and e.source_id = $1
    left join accounting.line l on l.entry_id = e.id and l.account_id = a.id
   where a.id = $2 group by a.code`;

async function remit(ctx: Ctx, remittance: PayrollRemittance): Promise<PostedEntry> {
  const { runId, accountId, bankAccountId, paidOn } = remittance;
  const [open] = await ctx.sql<{ code: string; amount: string }>(OPEN, [runId, accountId]);
  const owed = exact(open?.amount ?? '0').negated();
  const account = open?.code ?? accountId;
  if (!owed.greaterThan(0)) throw scheduleErrors.PAYROLL_NOTHING({ account });
  return postEntry(ctx, {
    journalCode: await journalOf(ctx, 'BANK'),
    postedOn: paidOn,
    source: { type: SOURCE, id: runId, event: `remitted ${account}` },
    lines: [
      { accountId, amount: owed.toFixed() },
      { accountId: bankAccountId, amount: owed.negated().toFixed() },
    ],
  });
}
