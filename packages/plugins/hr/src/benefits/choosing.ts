import type { Day } from '../day.js';
import { addDays } from '../leave/leave-days.js';
import type { EnrollmentReason } from './enrollment.entity.js';

/** A time in which somebody may choose a plan, and when what is chosen begins. */
export interface Choosing {
  reason: EnrollmentReason;
  /** Last day to choose. */
  closesOn: Day;
  /** First and last day on which what is chosen may begin. */
  from: Day;
  to: Day;
  /** Uuid of the event in life. */
  lifeEventId?: string;
}

/** What times to choose depend on. */
export interface ChoosingFacts {
  today: Day;
  /** First day on which the plan is open to the employee; null: never. */
  openFrom: Day | null;
  newHireDays: number;
  lifeEventDays: number;
  windows: readonly { opensOn: Day; closesOn: Day; startsOn: Day }[];
  /** Confirmed ones. */
  lifeEvents: readonly { id: string; happenedOn: Day; reportedOn: Day; decidedOn: Day }[];
}

/**
 * The times in which a plan may be chosen today, the one that lets it begin earliest first:
 * newcomers within so many days of the first day on which it is open to them, events in life within
 * so many days, counted anew from their confirmation when they were told in time, and windows for
 * everybody, of which what is chosen begins on one day.
 */
export function choosings(facts: ChoosingFacts): Choosing[] {
  return [...asNewcomer(facts), ...afterEvents(facts), ...inWindows(facts)].sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
  );
}

function asNewcomer({ today, openFrom, newHireDays }: ChoosingFacts): Choosing[] {
  if (openFrom === null) return [];
  const closesOn = addDays(openFrom, newHireDays - 1);
  if (today < openFrom || today > closesOn) return [];
  return [{ reason: 'NEW_HIRE', closesOn, from: openFrom, to: closesOn }];
}

function afterEvents({ today, lifeEventDays, lifeEvents }: ChoosingFacts): Choosing[] {
  return lifeEvents.flatMap(({ id, happenedOn, reportedOn, decidedOn }): Choosing[] => {
    const isInTime = reportedOn < addDays(happenedOn, lifeEventDays);
    const since = decidedOn > happenedOn ? decidedOn : happenedOn;
    const closesOn = addDays(since, lifeEventDays - 1);
    if (!isInTime || today > closesOn) return [];
    return [{ reason: 'LIFE_EVENT', closesOn, from: happenedOn, to: closesOn, lifeEventId: id }];
  });
}

function inWindows({ today, windows }: ChoosingFacts): Choosing[] {
  return windows
    .filter(({ opensOn, closesOn }) => opensOn <= today && today <= closesOn)
    .map(({ closesOn, startsOn }) => ({
      reason: 'OPEN',
      ...{ closesOn, from: startsOn, to: startsOn },
    }));
}
