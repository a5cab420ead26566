import { defineEntity, p } from '@mikro-orm/core';
import { record } from '../model/record.js';
import { LegalEntity } from '../schema/legal-entity.entity.js';
import { seriesErrors } from './errors.js';
import { parsePattern, PATTERN_LENGTH, type SeriesPattern } from './pattern.js';

/** How an organization writes the numbers of one declared series. */
export const NumberSeriesSchema = defineEntity({
  name: 'NumberSeries',
  schema: 'core',
  tableName: 'number_series',
  comment: 'How the organization writes the numbers of one series, such as INV-{yyyy}-{00000}.',
  properties: {
    ...record(),
    key: p.string().length(80).comment('Which series, as its plugin declares it: assets.tag'),
    pattern: p.string().length(PATTERN_LENGTH).comment('Text with {yyyy}, {entity}, {0000}'),
  },
});

export class NumberSeries extends NumberSeriesSchema.class {
  /**
   * Another form for the numbers to come.
   * @throws CORE_SERIES_PATTERN_INVALID
   */
  write(pattern: string, isPerLegalEntity: boolean): void {
    const parsed = readPattern(pattern);
    if (parsed.namesEntity && !isPerLegalEntity) {
      const reason = 'these numbers are counted over all companies, so they name none';
      throw seriesErrors.SERIES_PATTERN_INVALID({ reason }, ['input', 'pattern']);
    }
    this.pattern = parsed.text;
  }
}
NumberSeriesSchema.setClass(NumberSeries);

/** @throws CORE_SERIES_PATTERN_INVALID */
export function readPattern(text: string): SeriesPattern {
  const parsed = parsePattern(text.trim());
  if (!('fault' in parsed)) return parsed;
  throw seriesErrors.SERIES_PATTERN_INVALID({ reason: parsed.fault }, ['input', 'pattern']);
}

/** How far one series has come: in a year, for a company, where it counts by them. */
export const NumberCounterSchema = defineEntity({
  name: 'NumberCounter',
  schema: 'core',
  tableName: 'number_counter',
  comment: 'How far a series has come, in the year and for the company that it counts by.',
  properties: {
    ...record(),
    series: () => p.manyToOne(NumberSeries).comment('The series'),
    legalEntity: () => p.manyToOne(LegalEntity).nullable().comment('Company; null: all of them'),
    year: p.integer().nullable().comment('Calendar year; null: it counts on for ever'),
    lastValue: p.bigint('string').comment('The number that was drawn last'),
  },
});

export class NumberCounter extends NumberCounterSchema.class {}
NumberCounterSchema.setClass(NumberCounter);
