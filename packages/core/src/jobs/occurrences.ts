import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { JobRule } from './job-definition.js';

/** The rule as one text, for the table and for people. */
export function ruleText(rule: JobRule): string {
  return 'cron' in rule ? rule.cron : rule.rrule;
}

/** What is wrong with a rule, or `undefined`. */
export function ruleFault(rule: JobRule): string | undefined {
  try {
    const next = nextOccurrence(rule, { after: new Date('2024-01-01T00:00:00Z'), zone: 'UTC' });
    return next ? undefined : 'it never comes';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The first instant after `after` that a rule names in a time zone; `undefined` when there is none
 * in the next eight years. A local time that a change of the clocks leaves out counts by the
 * offset before it, one that comes twice counts the first time.
 * @throws Error for a rule that cannot be read
 */
export function nextOccurrence(
  rule: JobRule,
  { after, zone }: { after: Date; zone: string },
): Date | undefined {
  return 'cron' in rule
    ? nextOfCron(fieldsOf(rule.cron), { after, zone })
    : nextOfRule(rule.rrule, { after, zone });
}

/** Rules count from here, so that every second week is the same one in every process. */
const ANCHOR = '20240101T000000';

function nextOfRule(rrule: string, { after, zone }: { after: Date; zone: string }) {
  const rruleString = `DTSTART;TZID=${zone}:${ANCHOR}\nRRULE:${rrule}`;
  const next = new RRuleTemporal({ rruleString }).next(after, false);
  return next ? new Date(next.epochMilliseconds) : undefined;
}

interface CronFields {
  minutes: readonly number[];
  hours: readonly number[];
  daysOfMonth: ReadonlySet<number>;
  months: ReadonlySet<number>;
  /** 1 to 7, Monday to Sunday. */
  daysOfWeek: ReadonlySet<number>;
  /** One of the two days is `*`: both must fit. Otherwise one of them is enough, as in cron. */
  needsBothDays: boolean;
}

const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** @throws Error naming the field that is wrong */
function fieldsOf(cron: string): CronFields {
  const texts = cron.trim().split(/\s+/);
  if (texts.length !== RANGES.length) throw new Error(`"${cron}" has not five fields`);
  const sets = RANGES.map(([least, most], at) => valuesOf(texts[at] ?? '', least, most));
  const [minutes = [], hours = [], days = [], months = [], week = []] = sets;
  return {
    minutes,
    hours,
    daysOfMonth: new Set(days),
    months: new Set(months),
    daysOfWeek: new Set(week.map((day) => (day === 0 ? 7 : day))),
    needsBothDays: texts[2] === '*' || texts[4] === '*',
  };
}

const PART = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/;

function valuesOf(text: string, least: number, most: number): number[] {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = PART.exec(part);
    const [, from, to, step = '1'] = match ?? [];
    const first = from === undefined ? least : Number(from);
    const isOne = from !== undefined && to === undefined && !part.includes('/');
    const last = isOne ? first : Number(to ?? most);
    if (!match || first < least || last > most || first > last || step === '0') {
      throw new Error(`"${part}" is none of ${least} to ${most}`);
    }
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** From one 29 February to the next, also where a century leaves one out. */
const MAX_DAYS = 366 * 8;

function nextOfCron(fields: CronFields, { after, zone }: { after: Date; zone: string }) {
  const start = Temporal.Instant.fromEpochMilliseconds(after.valueOf()).toZonedDateTimeISO(zone);
  let day = start.toPlainDate();
  for (let days = 0; days <= MAX_DAYS; days += 1, day = day.add({ days: 1 })) {
    if (!isDay(fields, day)) continue;
    for (const hour of fields.hours) {
      for (const minute of fields.minutes) {
        const local = day.toPlainDateTime({ hour, minute });
        const { epochMilliseconds } = local.toZonedDateTime(zone);
        if (epochMilliseconds > after.valueOf()) return new Date(epochMilliseconds);
      }
    }
  }
  return undefined;
}

function isDay(fields: CronFields, day: Temporal.PlainDate): boolean {
  if (!fields.months.has(day.month)) return false;
  const inMonth = fields.daysOfMonth.has(day.day);
  const inWeek = fields.daysOfWeek.has(day.dayOfWeek);
  return fields.needsBothDays ? inMonth && inWeek : inMonth || inWeek;
}
