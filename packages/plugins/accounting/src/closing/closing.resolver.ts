import { Arg, Context, type Ctx, Extensions, Mutation, Resolver } from '@bureau/core';
import { lineOf, textOf } from '../ledger/entry-input.js';
import { PeriodClosed } from '../years/events.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { Period } from '../years/period.entity.js';
import { postClosingEntry } from './closing-entry.js';
import {
  FiscalYearCloseInput,
  FiscalYearClosePayload,
  OpeningBalancesPostInput,
  OpeningBalancesPostPayload,
} from './closing.inputs.js';
import { postOpening } from './opening-balances.js';

const KEYED = { requireKey: true, keepKey: true };

/** The beginning and the end of years. */
@Resolver()
export class ClosingResolver {
  @Extensions(KEYED)
  @Mutation(() => OpeningBalancesPostPayload, {
    description: 'Posts opening balances against the clearing account, in one or several parts.',
  })
  async openingBalancesPost(@Context() ctx: Ctx, @Arg('input') input: OpeningBalancesPostInput) {
    const lines = input.lines.map((line, index) => lineOf(line, ['input', 'lines', String(index)]));
    const { postedOn } = input;
    return { journalEntry: await postOpening(ctx, { postedOn, memo: textOf(input.memo), lines }) };
  }

  @Extensions(KEYED)
  @Mutation(() => FiscalYearClosePayload, {
    description: 'Closes all periods of a fiscal year, after a closing entry if one is wanted.',
  })
  async fiscalYearClose(@Context() ctx: Ctx, @Arg('input') input: FiscalYearCloseInput) {
    const path = ['input', 'fiscalYearId'];
    const fiscalYear = await ctx.find(FiscalYear, input.fiscalYearId, { path });
    // It is checked at the end of the transaction, when its period is closed: so check it now.
    const journalEntry = input.withClosingEntry
      ? await ctx.savepoint(() => postClosingEntry(ctx, fiscalYear))
      : null;
    const periods = await ctx.em.find(Period, { startsOn: { $lte: fiscalYear.endsOn } });
    for (const period of periods.filter(({ state }) => state !== 'CLOSED')) {
      period.close();
      const { id, name, state } = period;
      ctx.emit(PeriodClosed, { periodId: id, name, state }, { type: 'Period', id });
    }
    return { fiscalYear, journalEntry };
  }
}
