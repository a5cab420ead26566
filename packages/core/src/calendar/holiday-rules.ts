import { Temporal } from 'temporal-polyfill';

/** How a holiday comes back every year. */
export interface HolidayRule {
  name: string;
  /**
   * FIXED: `month`, `day`. EASTER: so many days (`offset`) after Easter Sunday. WEEKDAY: the
   * `nth` `weekday` of `month`, from the end when negative.
   */
  kind: 'FIXED' | 'EASTER' | 'WEEKDAY';
  month?: number | null;
  day?: number | null;
  offset?: number | null;
  /** 1 (Monday) to 7 (Sunday). */
  weekday?: number | null;
  nth?: number | null;
}

/** The day of a rule in a year; `null` in a year without it (29 February, a fifth Monday). */
export function dayOfRule(rule: HolidayRule, year: number): string | null {
  if (rule.kind === 'EASTER') {
    return easterSunday(year)
      .add({ days: rule.offset ?? 0 })
      .toString();
  }
  if (rule.kind === 'FIXED') return fixed(year, rule.month ?? 0, rule.day ?? 0);
  return nthWeekday(year, rule);
}

/** Whether a rule says all that its kind needs. */
export function isCompleteRule({ kind, month, day, offset, weekday, nth }: HolidayRule): boolean {
  if (kind === 'EASTER') return within(offset, -100, 100);
  if (!within(month, 1, 12)) return false;
  // 2024 is a leap year: the rule names a day that exists in some year.
  if (kind === 'FIXED') return within(day, 1, 31) && fixed(2024, month ?? 0, day ?? 0) !== null;
  return within(weekday, 1, 7) && within(nth, -5, 5) && nth !== 0;
}

/**
 * Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical
 * Algorithms, 2nd edition, chapter 8).
 */
export function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}

function fixed(year: number, month: number, day: number): string | null {
  const last = Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
  return day > last ? null : Temporal.PlainDate.from({ year, month, day }).toString();
}

function nthWeekday(year: number, { month, weekday, nth }: HolidayRule): string | null {
  const whole = Temporal.PlainYearMonth.from({ year, month: month ?? 1 });
  const place = nth ?? 1;
  const edge = whole.toPlainDate({ day: place > 0 ? 1 : whole.daysInMonth });
  const away = place > 0 ? (weekday ?? 1) - edge.dayOfWeek : edge.dayOfWeek - (weekday ?? 1);
  const days = ((away + 7) % 7) + 7 * (Math.abs(place) - 1);
  const found = place > 0 ? edge.add({ days }) : edge.subtract({ days });
  return found.month === whole.month ? found.toString() : null;
}

function within(value: number | null | undefined, least: number, most: number): boolean {
  return value != null && Number.isInteger(value) && value >= least && value <= most;
}
