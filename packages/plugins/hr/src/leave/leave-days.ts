import type { Day } from '../day.js';

/** So many days on; back when negative. */
export function addDays(day: Day, days: number): Day {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** Whole years from one day to another one on or after it; 29 February counts on 1 March. */
export function yearsBetween(from: Day, to: Day): number {
  const years = yearOf(to) - yearOf(from);
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** The calendar year of a day. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** 1 January. */
export function newYear(year: number): Day {
  return `${String(year).padStart(4, '0')}-01-01`;
}

/** A month of the calendar. */
export interface Month {
  /** `2026-03` */
  key: string;
  first: Day;
  last: Day;
  /** 28 to 31. */
  length: number;
}

/** The month of a year, from 1. */
export function monthOf(year: number, month: number): Month {
  const key = `${newYear(year).slice(0, 4)}-${String(month).padStart(2, '0')}`;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { key, first: `${key}-01`, last: `${key}-${length}`, length };
}
