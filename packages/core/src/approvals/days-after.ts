const DAY_MS = 86_400_000;

/** So many times 24 hours later. */
export function daysAfter(at: Date, days: number): Date {
  return new Date(at.valueOf() + days * DAY_MS);
}
