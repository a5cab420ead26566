import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  encodeId,
  exact,
  Extensions,
  ID,
  Int,
  Mutation,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { shownIn } from '../chart/base-currency.js';
import { uuidAt } from '../ledger/entry-input.js';
import { baseCurrency } from '../statements/statement-args.js';
import { Period } from '../years/period.entity.js';
import { PeriodType } from '../years/years.types.js';
import { DepreciationBook } from './asset-kinds.js';
import { readAssetRegister } from './asset-register.js';
import { AssetRegister, DepreciationPreviewLine } from './depreciation.types.js';
import { DepreciationRun } from './depreciation.entity.js';
import { dueDepreciation } from './depreciation-due.js';
import { MOST_ASSETS, reverseRun, runDepreciation } from './depreciation-run.js';
import { depreciationJob } from './depreciation-job.js';
import {
  DepreciationRunCreateInput,
  DepreciationRunCreatePayload,
  DepreciationRunReverseInput,
  DepreciationRunReversePayload,
  DepreciationRunStartPayload,
} from './fixed-asset.inputs.js';
import { FixedAssetType } from './fixed-asset.types.js';

const KEYED = { requireKey: true, keepKey: true };
const BOOK = { nullable: true, description: 'Which books; default BOOK.' };

/** Depreciation: what would be taken, what is taken, and what is left. */
@Resolver()
export class DepreciationResolver {
  @Extensions({ cost: 50, items: MOST_ASSETS })
  @Query(() => [DepreciationPreviewLine], {
    description: 'What a run of the period would take, as it would take it.',
  })
  async depreciationPreview(
    @Context() ctx: Ctx,
    @Arg('periodId', () => ID, { description: 'The period.' }) periodId: string,
    @Arg('book', () => DepreciationBook, BOOK) book?: DepreciationBook | null,
  ): Promise<DepreciationPreviewLine[]> {
    const [period] = await ctx.sql<{ on: string }>(
      'select ends_on::text as on from accounting.period where id = $1',
      [uuidAt(PeriodType, periodId)],
    );
    if (!period) throw new Refusal('NOT_FOUND', 'There is no such period.', PERIOD);
    const currency = await baseCurrency(ctx);
    const question = { book: book ?? 'BOOK', on: period.on, currency, limit: MOST_ASSETS } as const;
    const due = await dueDepreciation(ctx, question);
    const shown = shownIn(currency);
    return due
      .filter(({ amount }) => !exact(amount).isZero())
      .map(({ assetId, number, name, amount, accumulated, bookValue }) => ({
        fixedAssetId: encodeId(FixedAssetType.options.prefix, assetId),
        ...{ number, name, amount: shown(amount) },
        ...{ accumulated: shown(accumulated), bookValue: shown(bookValue) },
      }));
  }

  @Extensions({ cost: 50, items: 100 })
  @Query(() => AssetRegister, {
    description: 'Cost, what is written off and what is left of each asset on any day.',
  })
  assetRegister(
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'The day; default today.' })
    asOf?: string | null,
    @Arg('book', () => DepreciationBook, BOOK) book?: DepreciationBook | null,
    @Arg('first', () => Int, { nullable: true, description: 'Most rows, 1 to 1000; default 100.' })
    first?: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Number of the row before.' })
    after?: string | null,
  ): Promise<AssetRegister> {
    const page = { first: Math.min(Math.max(first ?? 100, 1), 1000), after: after ?? '' };
    return readAssetRegister(ctx, { asOf: asOf ?? ctx.today, book: book ?? 'BOOK', ...page });
  }

  @Extensions(KEYED)
  @Mutation(() => DepreciationRunCreatePayload, {
    description: 'Takes the depreciation of a period; what was taken is never taken again.',
  })
  async depreciationRunCreate(
    @Context() ctx: Ctx,
    @Arg('input') { periodId, book }: DepreciationRunCreateInput,
  ) {
    const period = await ctx.find(Period, periodId, { path: ['input', 'periodId'] });
    const { run, count, isComplete } = await runDepreciation(ctx, { period, book: book ?? 'BOOK' });
    return { depreciationRun: run, lineCount: count, isComplete };
  }

  @Mutation(() => DepreciationRunStartPayload, {
    description: 'The same as a job, for any number of assets.',
  })
  async depreciationRunStart(
    @Context() ctx: Ctx,
    @Arg('input') { periodId, book }: DepreciationRunCreateInput,
  ) {
    const { id } = await ctx.find(Period, periodId, { path: ['input', 'periodId'] });
    const input = { periodId: id, book: book ?? ('BOOK' as const) };
    return { job: await ctx.enqueue(depreciationJob, input, { uniqueKey: `${id} ${input.book}` }) };
  }

  @Extensions(KEYED)
  @Mutation(() => DepreciationRunReversePayload, {
    description: 'Takes the last run of its assets back: entry and schedules.',
  })
  async depreciationRunReverse(
    @Context() ctx: Ctx,
    @Arg('input') input: DepreciationRunReverseInput,
  ) {
    const { depreciationRunId: id, expectedVersion, postedOn } = input;
    const path = ['input', 'depreciationRunId'];
    const run = await ctx.find(DepreciationRun, id, { expectedVersion, path, lock: true });
    await reverseRun(ctx, run, { postedOn: postedOn ?? undefined });
    return { depreciationRun: run };
  }
}

const PERIOD = { argumentPath: ['periodId'] };
