import { type Ctx, exact, minorUnits } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { demandScale, lockPlans } from '../fixed-assets/asset-accounts.js';
import { planErrors } from '../fixed-assets/errors.js';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { postEntry } from '../ledger/posting.js';
import { deferralSchedule } from '../plans/deferral.js';
import { journalOf } from '../trade/trade-accounts.js';
import { Deferral, DeferralLine } from './deferral.entity.js';
import { recognition } from './due-posting.js';
import { scheduleErrors } from './errors.js';
import { dayAfter } from './recurrence-rule.js';
import type { DeferralKind, DeferralSpread } from './schedule-kinds.js';

/** An amount that is to be deferred; decimal text in the base currency. */
export interface NewDeferral {
  name: string;
  kind: DeferralKind;
  amount: string;
  startsOn: string;
  endsOn: string;
  spreadBy: DeferralSpread;
  balanceAccount: LedgerAccount;
  resultAccount: LedgerAccount;
  memo: string | null;
  /** Uuids. */
  dimensionValueIds: string[];
  /** The amount stands on the result account: it is moved on this day. */
  postedOn?: string | undefined;
  /** Months until this day were recognized before. */
  recognizedUntil?: string | undefined;
}

/**
 * Defers an amount: its schedule, and the entry that takes it out of the result if it is there.
 * @throws ACCOUNTING_DEFERRAL_AMOUNT, ACCOUNTING_PLAN_INVALID, ACCOUNTING_PLAN_SCALE and what
 * posting refuses
 */
export async function defer(ctx: Ctx, wish: NewDeferral): Promise<Deferral> {
  const { postedOn, recognizedUntil = '', ...facts } = wish;
  const { amount } = facts;
  const { baseCurrency } = await settingsOf(ctx);
  if (!exact(amount).greaterThan(0)) {
    throw scheduleErrors.DEFERRAL_AMOUNT({}, ['input', 'amount']);
  }
  demandScale(amount, baseCurrency, ['input', 'amount']);
  const deferral = ctx.em.create(Deferral, facts);
  let recognized = exact(0);
  scheduleOf(facts, minorUnits(baseCurrency)).forEach((row, at) => {
    const isRecognized = row.on <= recognizedUntil;
    if (isRecognized) recognized = recognized.plus(row.amount);
    const line = { number: at + 1, dueOn: row.on, amount: row.amount, isRecognized };
    ctx.em.create(DeferralLine, { deferral, ...line });
  });
  deferral.recognized = recognized.toFixed();
  deferral.isEnded = recognized.equals(amount);
  if (postedOn === undefined) return deferral;
  const lines = recognition(placesOf(deferral), exact(amount).negated().toFixed());
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn,
    memo: facts.name,
    source: { type: 'Deferral', id: deferral.id, event: 'deferred' },
    lines,
    path: ['input', 'postedOn'],
  });
  deferral.entry = ctx.em.getReference(JournalEntry, entry.id);
  return deferral;
}

/**
 * Brings what is left of a deferral into the result at once: the service has ended early.
 * @throws ACCOUNTING_DEFERRAL_ENDED and what posting refuses
 */
export async function endDeferral(ctx: Ctx, deferral: Deferral, on: string): Promise<void> {
  await lockPlans(ctx, 'schedules');
  await ctx.em.refresh(deferral);
  const path = ['input', 'deferralId'];
  if (deferral.isEnded) throw scheduleErrors.DEFERRAL_ENDED({ name: deferral.name }, path);
  const rest = exact(deferral.amount)
    .minus(deferral.recognized ?? '0')
    .toFixed();
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: on,
    memo: deferral.name,
    source: { type: 'Deferral', id: deferral.id, event: 'ended' },
    lines: recognition(placesOf(deferral), rest),
    path: ['input', 'endedOn'],
  });
  const lines = await ctx.em.find(DeferralLine, { deferral, isRecognized: false });
  for (const line of lines) {
    line.isRecognized = true;
    line.entry = ctx.em.getReference(JournalEntry, entry.id);
  }
  deferral.recognized = deferral.amount;
  deferral.isEnded = true;
}

function placesOf({ kind, balanceAccount, resultAccount, dimensionValueIds }: Deferral) {
  return { kind, balance: balanceAccount.id, result: resultAccount.id, dimensionValueIds };
}

/** @throws ACCOUNTING_PLAN_INVALID */
function scheduleOf(
  { amount, startsOn: from, endsOn, spreadBy: by }: Omit<NewDeferral, 'postedOn'>,
  digits: number,
) {
  try {
    return deferralSchedule({ amount, from, until: dayAfter(endsOn), by, digits });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw planErrors.PLAN_INVALID({ reason: error.message }, ['input', 'endsOn']);
  }
}
