import type { Ctx } from '../context/ctx.js';
import { Arg, Context, DateScalar, ID, Mutation, Query, Resolver } from '../model/graphql.js';
import { decodeId, encodeId } from '../model/ids.js';
import { LegalEntityType } from '../schema/company.types.js';
import { Refusal } from '../write/errors.js';
import { peek, raise, seriesRow } from './counter.js';
import { declaredSeries, seriesOf } from './declaration.js';
import { seriesErrors } from './errors.js';
import { NumberSeries, readPattern } from './number-series.entity.js';
import { createNumberSeriesService } from './number-series.service.js';
import {
  NumberSeriesKind,
  NumberSeriesType,
  NumberSeriesUpdateInput,
  NumberSeriesUpdatePayload,
} from './number-series.types.js';

const service = createNumberSeriesService();

/** How numbers are written, and how far they have come. */
@Resolver()
export class NumberSeriesResolver {
  @Query(() => [NumberSeriesKind], { description: 'Every series that a plugin draws from.' })
  async numberSeriesKinds(@Context() ctx: Ctx): Promise<NumberSeriesKind[]> {
    const rows = await ctx.sql<{ id: string; key: string; pattern: string }>(
      'select id, key, pattern from core.number_series',
    );
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return [...declaredSeries(ctx).values()].map((declared) => {
      const { key, description, pattern, isGapless = false, isPerLegalEntity = false } = declared;
      const row = byKey.get(key);
      const form = row?.pattern ?? pattern;
      const series = row ? { id: row.id } : null;
      return { key, description, pattern: form, isGapless, isPerLegalEntity, series };
    });
  }

  @Query(() => String, { description: 'The number that would be drawn next; it is not taken.' })
  async numberSeriesPreview(
    @Context() ctx: Ctx,
    @Arg('key', () => String, { description: 'The series.' }) key: string,
    @Arg('on', () => DateScalar, { nullable: true, description: 'Its day; default today.' })
    on: string | null,
    @Arg('legalEntityId', () => ID, { nullable: true, description: 'The company.' })
    legalEntityId: string | null,
  ): Promise<string> {
    const legalEntity = await companyOf(ctx, legalEntityId);
    return service.preview(ctx, key, { on: on ?? ctx.today, legalEntity });
  }

  @Mutation(() => NumberSeriesUpdatePayload, {
    description: 'Sets how the numbers to come are written, or the one to go on with.',
  })
  async numberSeriesUpdate(@Context() ctx: Ctx, @Arg('input') input: NumberSeriesUpdateInput) {
    const declared = seriesOf(ctx, input.key);
    const { key, pattern, isPerLegalEntity = false } = declared;
    const { id } = await seriesRow(ctx, { key, pattern, isGapless: true });
    const numberSeries = await ctx.find(
      NumberSeries,
      encodeId(NumberSeriesType.options.prefix, id),
      {
        expectedVersion: input.expectedVersion,
        path: ['input', 'key'],
        lock: true,
      },
    );
    if (typeof input.pattern === 'string') numberSeries.write(input.pattern, isPerLegalEntity);
    if (input.nextValue != null) await goOnWith(ctx, numberSeries, input);
    return { numberSeries };
  }
}

/** @throws CORE_SERIES_NEXT_USED, CORE_SERIES_ENTITY_MISSING */
async function goOnWith(
  ctx: Ctx,
  series: NumberSeries,
  { nextValue, year, legalEntityId }: NumberSeriesUpdateInput,
): Promise<void> {
  const path = ['input', 'nextValue'];
  const next = wholeNumber(nextValue ?? '');
  const { key } = series;
  const { isPerLegalEntity = false } = seriesOf(ctx, key);
  const company = await companyOf(ctx, legalEntityId);
  if (isPerLegalEntity && !company) {
    throw seriesErrors.SERIES_ENTITY_MISSING({ key }, ['input', 'legalEntityId']);
  }
  const counter = {
    seriesId: series.id,
    legalEntityId: isPerLegalEntity ? (company?.id ?? null) : null,
    year: readPattern(series.pattern).isYearly ? (year ?? Number(ctx.today.slice(0, 4))) : null,
    // In this transaction, whatever the series: the counter is set with the rest or not at all.
    isGapless: true,
  };
  // Raised first: the row is locked then, and what is read is what the next caller gets.
  if (next > 1n) await raise(ctx, counter, next - 1n);
  const present = await peek(ctx, counter);
  if (next < present) throw seriesErrors.SERIES_NEXT_USED({ last: String(present - 1n) }, path);
}

function wholeNumber(text: string): bigint {
  if (/^[1-9]\d{0,11}$/.test(text)) return BigInt(text);
  throw new Refusal('BAD_USER_INPUT', 'nextValue is a whole number from 1 on.');
}

async function companyOf(
  ctx: Ctx,
  id: string | null | undefined,
): Promise<{ id: string; code: string } | undefined> {
  if (!id) return undefined;
  const uuid = decodeId(LegalEntityType.options.prefix, id);
  const text = 'select id, code from core.legal_entity where id = $1';
  const rows = uuid ? await ctx.sql<{ id: string; code: string }>(text, [uuid]) : [];
  if (rows[0]) return rows[0];
  const argumentPath = ['input', 'legalEntityId'];
  throw new Refusal('NOT_FOUND', 'There is no such record.', { argumentPath });
}
