import { Temporal } from 'temporal-polyfill';

/** A day as it stands in a text. */
export interface WrittenDay {
  /** `YYYY-MM-DD`. */
  value: string;
  at: number;
  /** False where day and month could be the other way round. */
  isCertain: boolean;
}

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'januar', 'jänner', 'jan'],
  ['february', 'februar', 'feb'],
  ['march', 'märz', 'maerz', 'marz', 'mar', 'mär'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'juni', 'jun'],
  ['july', 'juli', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oktober', 'oct', 'okt'],
  ['november', 'nov'],
  ['december', 'dezember', 'dec', 'dez'],
];
const NAMES = MONTHS.flat()
  .toSorted((a, b) => b.length - a.length)
  .join('|');

const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
const POINTS = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?![\d])/g;
const SLASHES = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/g;
const DAY_FIRST = new RegExp(
  `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?(${NAMES})\\.?,?\\s+(\\d{4})`,
  'gi',
);
const MONTH_FIRST = new RegExp(
  `\\b(${NAMES})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})`,
  'gi',
);

/** The days in a line, in their order. `monthFirst`: 3/4/2026 is the fourth of March. */
export function daysIn(text: string, { monthFirst = false } = {}): WrittenDay[] {
  const found: (WrittenDay | undefined)[] = [
    ...all(text, ISO, ([year, month, day]) => [year, month, day]),
    ...all(text, POINTS, ([day, month, year]) => [century(year), month, day]),
    ...all(text, DAY_FIRST, ([day, month, year]) => [year, monthOf(month), day]),
    ...all(text, MONTH_FIRST, ([month, day, year]) => [year, monthOf(month), day]),
    ...slashed(text, monthFirst),
  ];
  return found.filter((day) => day !== undefined).toSorted((a, b) => a.at - b.at);
}

type Parts = [year?: string | undefined, month?: string | undefined, day?: string | undefined];

function all(text: string, form: RegExp, order: (parts: string[]) => Parts) {
  return [...text.matchAll(form)].map((match) => {
    const value = dayOf(order(match.slice(1)));
    return value === undefined ? undefined : { value, at: match.index, isCertain: true };
  });
}

function slashed(text: string, monthFirst: boolean): (WrittenDay | undefined)[] {
  return [...text.matchAll(SLASHES)].map((match) => {
    const [, a, b, year] = match;
    const usual = monthFirst ? dayOf([year, a, b]) : dayOf([year, b, a]);
    const other = monthFirst ? dayOf([year, b, a]) : dayOf([year, a, b]);
    const value = usual ?? other;
    if (value === undefined) return undefined;
    return { value, at: match.index, isCertain: !usual || !other || usual === other };
  });
}

function dayOf([year, month, day]: Parts): string | undefined {
  try {
    const fields = { year: Number(year), month: Number(month), day: Number(day) };
    if (fields.year < 1950 || fields.year > 2200) return undefined;
    return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

function monthOf(name: string | undefined): string {
  const at = MONTHS.findIndex((names) => names.includes((name ?? '').toLowerCase()));
  return String(at + 1);
}

/** 26 is 2026; from 70 on it is of the century before. */
function century(year: string | undefined): string | undefined {
  if (year?.length !== 2) return year;
  return Number(year) < 70 ? `20${year}` : `19${year}`;
}
