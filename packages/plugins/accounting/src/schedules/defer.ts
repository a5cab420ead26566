import { type Ctx, exact, minorUnits, sumAmounts } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { demandScale, lockPlans } from '../fixed-assets/asset-accounts.js';
import { planErrors } from '../fixed-assets/errors.js';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { postEntry } from '../ledger/posting.js';
import { deferralSchedule } from '../plans/deferral.js';
import { journalOf, rateOf } from '../trade/trade-accounts.js';
import { Deferral, DeferralLine } from './deferral.entity.js';
import { recognition } from './due-posting.js';
import { scheduleErrors } from './errors.js';
import { worthAt } from './plan-currency.js';
import { dayAfter } from './recurrence-rule.js';
import type { DeferralKind, DeferralSpread } from './schedule-kinds.js';

/** An amount that is to be deferred; decimal text. */
export interface NewDeferral {
  name: string;
  kind: DeferralKind;
  amount: string;
  /** ISO 4217 code. */
  currency: string;
  /** Base units for one unit; default: that of the day of the posting, or of the first day. */
  exchangeRate?: string | undefined;
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
 * Defers an amount: its schedule, and the entry that takes it out of the result if it is there. In
 * foreign currency it keeps the worth that it had when it was paid or received, because no money is
 * claimed or owed any more (IAS 21, paragraph 23 b).
 * @throws ACCOUNTING_DEFERRAL_AMOUNT, ACCOUNTING_PLAN_INVALID, ACCOUNTING_PLAN_SCALE and what
 * posting refuses
 */
export async function defer(ctx: Ctx, wish: NewDeferral): Promise<Deferral> {
  const { postedOn, recognizedUntil = '', exchangeRate: given, ...facts } = wish;
  const { amount, currency } = facts;
  const { baseCurrency } = await settingsOf(ctx);
  if (!exact(amount).greaterThan(0)) {
    throw scheduleErrors.DEFERRAL_AMOUNT({}, ['input', 'amount']);
  }
  demandScale(amount, currency, ['input', 'amount']);
  const exchangeRate = await rateOf(ctx, currency, { given, on: postedOn ?? facts.startsOn });
  const baseAmount = worthAt(amount, exchangeRate, baseCurrency);
  const deferral = ctx.em.create(Deferral, { ...facts, baseAmount });
  const worth = scheduleOf({ ...facts, amount: baseAmount }, minorUnits(baseCurrency));
  let recognized = exact(0);
  scheduleOf(facts, minorUnits(currency)).forEach((row, at) => {
    const isRecognized = row.on <= recognizedUntil;
    if (isRecognized) recognized = recognized.plus(row.amount);
    const line = { number: at + 1, dueOn: row.on, amount: row.amount, isRecognized };
    ctx.em.create(DeferralLine, { deferral, ...line, baseAmount: worth[at]?.amount ?? '0' });
  });
  deferral.recognized = recognized.toFixed();
  deferral.isEnded = recognized.equals(amount);
  if (postedOn === undefined) return deferral;
  const whole = { amount: turned(amount), baseAmount: turned(baseAmount) };
  const lines = recognition(placesOf(deferral), whole);
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
  const lines = await ctx.em.find(DeferralLine, { deferral, isRecognized: false });
  const rest = {
    amount: sumAmounts(lines.map(({ amount }) => amount)),
    baseAmount: sumAmounts(lines.map(({ baseAmount }) => baseAmount)),
  };
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: on,
    memo: deferral.name,
    source: { type: 'Deferral', id: deferral.id, event: 'ended' },
    lines: recognition(placesOf(deferral), rest),
    path: ['input', 'endedOn'],
  });
  for (const line of lines) {
    line.isRecognized = true;
    line.entry = ctx.em.getReference(JournalEntry, entry.id);
  }
  deferral.recognized = deferral.amount;
  deferral.isEnded = true;
}

function turned(amount: string): string {
  return exact(amount).negated().toFixed();
}

function placesOf(deferral: Deferral) {
  const { kind, currency, balanceAccount, resultAccount, dimensionValueIds } = deferral;
  const places = { balance: balanceAccount.id, result: resultAccount.id };
  return { kind, currency, ...places, dimensionValueIds };
}

/** @throws ACCOUNTING_PLAN_INVALID */
function scheduleOf(
  {
    amount,
    startsOn: from,
    endsOn,
    spreadBy: by,
  }: Pick<NewDeferral, 'amount' | 'startsOn' | 'endsOn' | 'spreadBy'>,
  digits: number,
) {
  try {
    return deferralSchedule({ amount, from, until: dayAfter(endsOn), by, digits });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw planErrors.PLAN_INVALID({ reason: error.message }, ['input', 'endsOn']);
  }
}
