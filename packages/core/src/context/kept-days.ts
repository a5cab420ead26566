/** How long what is done with is kept, as an operator sets it; in whole days. */
export interface Retention {
  /** Events, after they were dispatched; older cursors of the feed have expired. Default 30. */
  eventDays?: number;
  /** Jobs that have ended, and their faults. Default 90. */
  jobDays?: number;
}

/** The same with its defaults. */
export type KeptDays = Readonly<Required<Retention>>;

const LONGEST = 36_500;

/** @throws Error for a value that is no number of days */
export function keptDays({ eventDays = 30, jobDays = 90 }: Retention = {}): KeptDays {
  for (const [name, days] of Object.entries({ eventDays, jobDays })) {
    if (Number.isInteger(days) && days >= 1 && days <= LONGEST) continue;
    throw new Error(`retention.${name} is a whole number of days, 1 to ${LONGEST}.`);
  }
  return { eventDays, jobDays };
}
