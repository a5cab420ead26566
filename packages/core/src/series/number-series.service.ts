import type { Ctx } from '../context/ctx.js';
import { serviceToken } from '../plugin/definition.js';
import { type Counter, peek, raise, seriesRow, storedSeries, take } from './counter.js';
import { type NumberSeriesDeclaration, seriesOf } from './declaration.js';
import { seriesErrors } from './errors.js';
import { formatNumber, parsePattern, type SeriesPattern } from './pattern.js';

/** For what a number is drawn. */
export interface DrawOptions {
  /** Day of the document, which decides the year; default today of the organization. */
  on?: string;
  /** The company, for a series that counts by company. */
  legalEntity?: { id: string; code: string } | undefined;
  /**
   * Which of these are taken already by numbers that did not come from the series (imported, given
   * by hand). Those are passed over.
   */
  taken?(numbers: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Numbers of documents and things: `ctx.service(NumberSeriesService).next(ctx, 'assets.tag')`. */
export interface NumberSeriesService {
  /**
   * Draws the next number, inside the open transaction. A dry run takes none for good.
   * @throws CORE_SERIES_UNKNOWN, CORE_SERIES_ENTITY_MISSING, CORE_SERIES_FULL
   */
  next(ctx: Ctx, key: string, options?: DrawOptions): Promise<string>;
  /** What `next` would give now; it is not kept for the caller. */
  preview(ctx: Ctx, key: string, options?: DrawOptions): Promise<string>;
}

export const NumberSeriesService = serviceToken<NumberSeriesService>('core.numberSeries');

/** The service as core offers it. */
export function createNumberSeriesService(): NumberSeriesService {
  return { next: draw, preview };
}

const WIDTH = 40;
const FIRST_BLOCK = 100;
const LARGEST_BLOCK = 12_800;

interface Drawing {
  declaration: NumberSeriesDeclaration;
  pattern: SeriesPattern;
  counter: Counter;
  write(value: bigint): string;
}

async function draw(ctx: Ctx, key: string, options: DrawOptions = {}): Promise<string> {
  const drawing = await begin(ctx, key, options);
  for (;;) {
    const value = await take(ctx, drawing.counter);
    const number = drawing.write(value);
    if (!options.taken) return number;
    const free = await firstFree(drawing, value, options.taken);
    if (free === value) return number;
    // Another caller may have gone further meanwhile: then its numbers are looked at anew.
    if (await raise(ctx, drawing.counter, free)) return drawing.write(free);
  }
}

async function preview(ctx: Ctx, key: string, options: DrawOptions = {}): Promise<string> {
  const declaration = seriesOf(ctx, key);
  const row = await storedSeries(ctx, key);
  const drawing = drawingOf(ctx, { declaration, row, options });
  const value = row ? await peek(ctx, drawing.counter) : 1n;
  return drawing.write(options.taken ? await firstFree(drawing, value, options.taken) : value);
}

async function begin(ctx: Ctx, key: string, options: DrawOptions): Promise<Drawing> {
  const declaration = seriesOf(ctx, key);
  const { pattern, isGapless = false } = declaration;
  const row = await seriesRow(ctx, { key, pattern, isGapless });
  return drawingOf(ctx, { declaration, row, options });
}

function drawingOf(
  ctx: Ctx,
  parts: {
    declaration: NumberSeriesDeclaration;
    row: { id: string; pattern: string } | undefined;
    options: DrawOptions;
  },
): Drawing {
  const { declaration, row, options } = parts;
  const { key, isGapless = false, isPerLegalEntity = false } = declaration;
  if (isPerLegalEntity && !options.legalEntity) throw seriesErrors.SERIES_ENTITY_MISSING({ key });
  const pattern = parsePattern(row?.pattern ?? declaration.pattern);
  // Both were read when they were declared or set.
  if ('fault' in pattern) throw new Error(`Number series ${key}: ${pattern.fault}.`);
  const on = options.on ?? ctx.today;
  const entity = options.legalEntity?.code;
  const counter: Counter = {
    seriesId: row?.id ?? '',
    legalEntityId: isPerLegalEntity ? (options.legalEntity?.id ?? null) : null,
    year: pattern.isYearly ? Number(on.slice(0, 4)) : null,
    isGapless,
  };
  const write = (value: bigint) => {
    const number = formatNumber(pattern, { value, on, entity });
    if (number.length <= WIDTH) return number;
    throw seriesErrors.SERIES_FULL({ key, value: String(value) });
  };
  return { declaration, pattern, counter, write };
}

/** Looks ahead in blocks that grow, so that thousands of imported numbers cost a few statements. */
async function firstFree(
  { write }: Drawing,
  from: bigint,
  taken: NonNullable<DrawOptions['taken']>,
): Promise<bigint> {
  let size = 1;
  for (let start = from; ; start += BigInt(size), size = Math.min(nextSize(size), LARGEST_BLOCK)) {
    const values = Array.from({ length: size }, (_, index) => start + BigInt(index));
    const used = await taken(values.map(write));
    const free = values.find((value) => !used.has(write(value)));
    if (free !== undefined) return free;
  }
}

function nextSize(size: number): number {
  return size === 1 ? FIRST_BLOCK : size * 2;
}
