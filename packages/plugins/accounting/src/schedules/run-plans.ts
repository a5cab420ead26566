import { type Ctx, exact } from '@bureau/core';
import { lockPlans } from '../fixed-assets/asset-accounts.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type PostedEntry, postAll } from '../ledger/posting.js';
import { DeferralLine } from './deferral.entity.js';
import { type DuePosting, duePostings, type PlanQuestion } from './due-posting.js';
import { lockLoanParties, settleLoanItems } from './loan-items.js';
import { LoanPayment } from './loan.entity.js';
import { dayAfter, nextDay, recurrenceOf } from './recurrence-rule.js';
import { RecurringTemplate } from './recurring.entity.js';

/** What a run posted. */
export interface PlanOutcome {
  postings: (DuePosting & { posted: PostedEntry })[];
  /** Whether nothing more is due. */
  isComplete: boolean;
}

/**
 * Posts what is due, as the preview tells it, each on its own day: all of it or nothing. A second
 * time nothing is due.
 * @throws ACCOUNTING_PERIOD_CLOSED and what else posting refuses
 */
export async function runPlans(ctx: Ctx, question: PlanQuestion): Promise<PlanOutcome> {
  await lockPlans(ctx, 'schedules');
  const due = await duePostings(ctx, question);
  if (due.length === 0) return { postings: [], isComplete: true };
  const entries = due.map(({ entry }) => ({ ...entry, path: ['input', 'until'] }));
  await lockLoanParties(
    ctx,
    due.filter(({ kind }) => kind === 'LOAN').map(({ id }) => id),
  );
  const posted = await postAll(ctx, entries);
  const postings = due.flatMap((one, at) => {
    const entry = posted[at];
    return entry ? [{ ...one, posted: entry }] : [];
  });
  await markDeferrals(ctx, byId(postings, 'DEFERRAL'));
  await markLoans(ctx, byId(postings, 'LOAN'));
  await markTemplates(ctx, byId(postings, 'RECURRING'));
  await ctx.em.flush();
  return { postings, isComplete: (await duePostings(ctx, question)).length === 0 };
}

type Marks = Map<string, DuePosting & { posted: PostedEntry }>;

/** The last posting of each record. */
function byId(postings: PlanOutcome['postings'], kind: DuePosting['kind']): Marks {
  return new Map(postings.filter((one) => one.kind === kind).map((one) => [one.id, one]));
}

async function markDeferrals(ctx: Ctx, marks: Marks): Promise<void> {
  const where = { id: { $in: [...marks.keys()] } };
  const lines = await ctx.em.find(DeferralLine, where, { populate: ['deferral'] });
  for (const line of lines) {
    const { deferral, amount } = line;
    line.isRecognized = true;
    line.entry = ctx.em.getReference(JournalEntry, marks.get(line.id)?.posted.id ?? '');
    deferral.recognized = exact(deferral.recognized ?? '0')
      .plus(amount)
      .toFixed();
    deferral.isEnded = exact(deferral.recognized).equals(deferral.amount);
  }
}

async function markLoans(ctx: Ctx, marks: Marks): Promise<void> {
  const where = { id: { $in: [...marks.keys()] } };
  const order = { dueOn: 'asc', id: 'asc' } as const;
  const payments = await ctx.em.find(LoanPayment, where, { populate: ['loan'], orderBy: order });
  for (const payment of payments) {
    const { loan } = payment;
    const balance = marks.get(payment.id)?.balance;
    payment.isPosted = true;
    payment.entry = ctx.em.getReference(JournalEntry, marks.get(payment.id)?.posted.id ?? '');
    loan.openPrincipal = balance?.principal ?? loan.openPrincipal;
    loan.openBaseAmount = balance?.base ?? loan.openBaseAmount;
  }
  await settleLoanItems(ctx, payments);
}

async function markTemplates(ctx: Ctx, marks: Marks): Promise<void> {
  const templates = await ctx.em.find(RecurringTemplate, { id: { $in: [...marks.keys()] } });
  for (const template of templates) {
    const last = marks.get(template.id)?.on;
    if (last === undefined) continue;
    template.nextOn = nextDay(recurrenceOf(template.rule, template.startsOn), dayAfter(last));
  }
}
