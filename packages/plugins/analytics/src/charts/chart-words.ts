import type { MetricGrain } from '../query/metric.types.js';

/** What the pictures of an organization have in common. */
export interface ChartPlace {
  /** BCP 47 tag of its texts and numbers. */
  locale: string;
  /** ISO 4217 code of amounts without another one. */
  currency: string;
  /** IANA zone in which its days begin. */
  zone: string;
}

/** The words of pictures that no figure brings along. */
export interface ChartWords {
  other: string;
  missing: string;
  before: string;
  asOf: string;
  noData: string;
  yes: string;
  no: string;
  /** `{shown}` of `{all}`. */
  partly: string;
}

const WORDS: Readonly<Record<string, ChartWords>> = {
  en: {
    ...{ other: 'Other', missing: 'Not stated', before: 'before', asOf: 'Data as of' },
    ...{ noData: 'No data', yes: 'Yes', no: 'No', partly: '{shown} of {all} shown' },
  },
  de: {
    ...{ other: 'Übrige', missing: 'Ohne Angabe', before: 'zuvor', asOf: 'Datenstand' },
    ...{ noData: 'Keine Daten', yes: 'Ja', no: 'Nein', partly: '{shown} von {all} gezeigt' },
  },
};

/** The words of a language; English where it has none of its own. */
export function wordsOf({ locale }: Pick<ChartPlace, 'locale'>): ChartWords {
  const [language = 'en'] = locale.split('-');
  return WORDS[language] ?? (WORDS['en'] as ChartWords);
}

/** `accounting.taxesOwed` -> `Taxes owed`. */
export function measureName(name: string): string {
  const own = name.slice(name.lastIndexOf('.') + 1);
  return sentence(own.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase());
}

/** The word of an enum for people: `IN_USE` -> `In use`; other texts stay. */
export function enumWord(text: string): string {
  // Three letters are a currency.
  return /^[A-Z][A-Z0-9_]+$/.test(text) && text.length > 3
    ? sentence(text.toLowerCase().replaceAll('_', ' '))
    : text;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name of a period by its first day; where a year begins, or the axis, the year below it. */
export function periodName(
  first: string,
  { grain, place, isFirst }: { grain: MetricGrain; place: ChartPlace; isFirst: boolean },
): string {
  const day = new Date(`${first}T00:00:00Z`);
  const year = first.slice(0, 4);
  const isNew = isFirst || first.slice(5, 7) === '01';
  if (grain === 'YEAR') return year;
  if (grain === 'QUARTER') {
    const name = `Q${Math.ceil(Number(first.slice(5, 7)) / 3)}`;
    return isNew ? `${name}\n${year}` : name;
  }
  if (grain === 'MONTH') {
    const name = dayFormat(place, { month: 'short' }).format(day);
    return isNew ? `${name}\n${year}` : name;
  }
  const name = dayFormat(place, { day: 'numeric', month: 'short' }).format(day);
  return isFirst ? `${name}\n${year}` : name;
}

/** The name of a period where it stands alone: `Mar 2026`. */
export function periodText(first: string, grain: MetricGrain, place: ChartPlace): string {
  if (grain === 'DAY' || grain === 'WEEK') return dayName(first, place);
  return periodName(first, { grain, place, isFirst: true }).replace('\n', ' ');
}

/** A day for people. */
export function dayName(day: string, place: ChartPlace): string {
  const how = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return dayFormat(place, how).format(new Date(`${day}T00:00:00Z`));
}

/** An instant for people, in the zone of the organization. */
export function instantName(at: Date, { locale, zone }: ChartPlace): string {
  const how = { dateStyle: 'medium', timeStyle: 'short', timeZone: zone } as const;
  return `${new Intl.DateTimeFormat(known(locale), how).format(at)} (${zone})`;
}

function dayFormat({ locale }: ChartPlace, how: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat(known(locale), { ...how, timeZone: 'UTC' });
}

/** English means days before months, as most of its readers outside one country have it. */
export function known(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}
