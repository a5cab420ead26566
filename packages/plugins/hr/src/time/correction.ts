import {
  type ApprovalCase,
  approvalKind,
  approverResolver,
  type Ctx,
  Site,
  uuidv7,
} from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import { lineManagers } from '../bosses-of-request.js';
import { addDays } from '../leave/leave-days.js';
import { lockClock } from './clock.js';
import type { TimeSpanInput } from './clock.types.js';
import { timeErrors } from './errors.js';
import { timeCorrected } from './events.js';
import type { PlaceOfWork } from './place-of-work.js';
import { TimeCorrection, TimeEntry } from './time-entry.entity.js';

/** Other time than the clock has recorded. */
export const timeApproval = approvalKind({
  key: 'hr.time.correct',
  description: 'A correction of the recorded working time of a day.',
  recordType: 'TimeCorrection',
  withoutPolicy: 'REFUSE',
  decided,
});

/** Not of whoever asks: HR may ask for somebody else. */
export const timeManager = approverResolver({
  key: 'hr.timeManager',
  description: 'The manager of the employee whose time it is, by the reporting lines of the day.',
  resolve: (ctx, { recordId }) => lineManagers(ctx, 'hr.time_correction', recordId),
});

/** What follows a decision, in the transaction of the deciding vote. */
async function decided(ctx: Ctx, { state, recordId }: ApprovalCase): Promise<void> {
  const correction = await ctx.em.findOneOrFail(TimeCorrection, { id: recordId });
  if (state === 'APPROVED') {
    await refuseOwn(ctx, correction);
    return apply(ctx, correction);
  }
  correction.decide(state === 'WITHDRAWN' ? 'WITHDRAWN' : 'REJECTED', ctx.now);
  for (const entry of await entriesOf(ctx, correction)) entry.state = 'DROPPED';
}

/** Whoever HR has asked for may be named as an approver by the policy, and still has no say. */
async function refuseOwn(ctx: Ctx, correction: TimeCorrection): Promise<void> {
  const { personId } = ctx.principal;
  const employee = await ctx.em.findOneOrFail(Employee, { id: correction.employee.id });
  if (personId === undefined || employee.person.id !== personId) return;
  throw timeErrors.TIME_OWN({}, ['input', 'id']);
}

/**
 * Takes the place of all that counts for the day; what stood before stays to be read.
 * @throws HR_TIME_PERIOD_CLOSED, CORE_OVERLAP with time of another day
 */
export async function apply(ctx: Ctx, correction: TimeCorrection): Promise<void> {
  await lockClock(ctx, correction.employee.id);
  correction.decide('APPROVED', ctx.now);
  const { employee, day } = correction;
  const stood = await ctx.em.find(TimeEntry, { employee, day, state: 'VALID' });
  for (const entry of stood) {
    entry.state = 'REPLACED';
    entry.replacedBy = correction;
  }
  for (const entry of await entriesOf(ctx, correction)) entry.state = 'VALID';
  const payload = { correctionId: correction.id, employeeId: employee.id, day };
  ctx.emit(timeCorrected, payload, { type: 'TimeCorrection', id: correction.id });
}

function entriesOf(ctx: Ctx, correction: TimeCorrection): Promise<TimeEntry[]> {
  return ctx.em.find(TimeEntry, { correction, state: 'PROPOSED' });
}

/** What somebody wants to have recorded. */
export interface WantedTime {
  employee: Employee;
  day: Day;
  place: PlaceOfWork;
  spans: readonly TimeSpanInput[];
  reason: string;
}

/** Writes a correction with its entries, which do not count yet. */
export function propose(ctx: Ctx, wanted: WantedTime): TimeCorrection {
  const { employee, day, place, spans, reason } = wanted;
  const correction = ctx.em.create(TimeCorrection, {
    ...{ id: uuidv7(), employee, day, reason, state: 'PENDING', decidedAt: null },
  });
  for (const { kind, startedAt, endedAt } of spans) {
    ctx.em.create(TimeEntry, {
      ...{ id: uuidv7(), employee, day, kind: kind ?? 'WORK', source: 'CORRECTION' },
      ...{ startedAt: new Date(startedAt), endedAt: new Date(endedAt), state: 'PROPOSED' },
      ...{ site: ctx.em.getReference(Site, place.siteId), timeZone: place.timeZone },
      ...{ correction, replacedBy: null },
    });
  }
  return correction;
}

const MOST_SPANS = 20;

/**
 * Spans begin on their day or in the night after it, one behind the other, and are over.
 * @throws HR_TIME_SPANS
 */
export function demandSpans(
  spans: readonly TimeSpanInput[],
  { day, now, dayOf }: { day: Day; now: Date; dayOf: (at: Date) => Day },
): void {
  let last = -Infinity;
  const isSound = spans.every(({ startedAt, endedAt }, at) => {
    const [from, to] = [new Date(startedAt), new Date(endedAt)];
    const begins = dayOf(from);
    const isOfDay = begins === day || (at > 0 && begins === addDays(day, 1));
    const follows = from.valueOf() >= last;
    last = to.valueOf();
    return isOfDay && follows && from < to && to <= now && last - from.valueOf() <= DAY_MS;
  });
  if (!isSound || spans.length > MOST_SPANS) throw timeErrors.TIME_SPANS({}, ['input', 'spans']);
}

const DAY_MS = 86_400_000;
