/** A calendar day as the API and the database write it: `YYYY-MM-DD`. Days sort as text. */
export type Day = string;

/** The day after. Spans are half-open, so a last day is stored as the day that follows it. */
export function dayAfter(day: Day): Day {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
