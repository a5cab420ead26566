import { type Ctx, Refusal } from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import type { BenefitPlan } from './benefit-plan.entity.js';
import { type Choosing, type ChoosingFacts, choosings } from './choosing.js';
import { type EligibilityFacts, type EligibilityRule, openFrom, refusalOf } from './eligibility.js';
import { benefitErrors } from './errors.js';
import { ENROLL } from './permissions.js';

interface JobRow extends Record<string, unknown> {
  starts_on: Day;
  kind: string;
  legal_entity_id: string;
  /** JSON. */
  unit_ids: string;
}

/** The employment of a day, and the unit of its job with those above. */
const JOB = `
  with recursive above as (
    select j.unit_id as id, 1 as depth from hr.job_record j
    where j.employee_id = $1::uuid and j.valid_from <= $2::date
      and (j.valid_to is null or j.valid_to > $2::date)
    union all
    select u.parent_id, a.depth + 1 from above a join core.org_unit u on u.id = a.id
    where u.parent_id is not null and a.depth < 50)
  select e.starts_on, e.kind, e.legal_entity_id,
    to_json(array(select id from above))::text as unit_ids
  from hr.employment e
  where e.employee_id = $1::uuid and (e.ends_on is null or e.ends_on > $2::date)
  order by e.starts_on limit 1`;

/** What eligibility depends on, of the employment of a day or the next one after it. */
export async function factsOf(ctx: Ctx, employeeId: string, day: Day): Promise<EligibilityFacts> {
  const [row] = await ctx.sql<JobRow>(JOB, [employeeId, day]);
  return {
    employedFrom: row?.starts_on ?? null,
    kind: row?.kind ?? '',
    legalEntityId: row?.legal_entity_id ?? '',
    unitIds: row ? (JSON.parse(row.unit_ids) as string[]) : [],
  };
}

/** A plan, its rules and its times to choose. */
export interface PlanFacts extends EligibilityRule {
  /** Uuid. */
  id: string;
  newHireDays: number;
  lifeEventDays: number;
}

/** What is asked of a plan that is read for a change. */
export function planFacts(plan: BenefitPlan): PlanFacts {
  const { id, name, isActive, waitMonths, employmentKinds, newHireDays, lifeEventDays } = plan;
  return {
    ...{ id, name, isActive, waitMonths, employmentKinds, newHireDays, lifeEventDays },
    legalEntityId: plan.legalEntity?.id ?? null,
    unitId: plan.unit?.id ?? null,
  };
}

const PLANS = `
  select json_build_object('id', id, 'name', name, 'isActive', is_active,
    'waitMonths', wait_months, 'employmentKinds', employment_kinds,
    'newHireDays', new_hire_days, 'lifeEventDays', life_event_days,
    'legalEntityId', legal_entity_id, 'unitId', unit_id)::text as plan
  from hr.benefit_plan where is_active order by name, id limit 100`;

/** The plans that may be chosen by somebody, by name, 100 at most. */
export async function activePlans(ctx: Ctx): Promise<PlanFacts[]> {
  const rows = await ctx.sql<{ plan: string }>(PLANS);
  return rows.map(({ plan }) => JSON.parse(plan) as PlanFacts);
}

interface EventRow extends Record<string, unknown> {
  id: string;
  happened_on: Day;
  reported_on: Day;
  decided_on: Day;
}

const EVENTS = `
  select id, happened_on, reported_on, decided_on from hr.life_event
  where employee_id = $1::uuid and state = 'CONFIRMED' and decided_on > $2::date - 400
  order by happened_on limit 50`;

interface WindowRow extends Record<string, unknown> {
  opens_on: Day;
  closes_on: Day;
  starts_on: Day;
}

const WINDOWS = `
  select opens_on, closes_on, starts_on from hr.benefit_window
  where opens_on <= $1::date and closes_on >= $1::date order by starts_on limit 50`;

/** What times to choose depend on, but for the plan. */
export interface Situation {
  facts: EligibilityFacts;
  lifeEvents: ChoosingFacts['lifeEvents'];
  windows: ChoosingFacts['windows'];
}

/** What an employee (uuid) may refer to today. */
export async function situationOf(ctx: Ctx, employeeId: string): Promise<Situation> {
  const events = await ctx.sql<EventRow>(EVENTS, [employeeId, ctx.today]);
  const windows = await ctx.sql<WindowRow>(WINDOWS, [ctx.today]);
  return {
    facts: await factsOf(ctx, employeeId, ctx.today),
    lifeEvents: events.map((row) => ({
      ...{ id: row.id, happenedOn: row.happened_on },
      ...{ reportedOn: row.reported_on, decidedOn: row.decided_on },
    })),
    windows: windows.map((row) => ({
      ...{ opensOn: row.opens_on, closesOn: row.closes_on, startsOn: row.starts_on },
    })),
  };
}

/** The times in which a plan may be chosen today, in a situation. */
export function choosingsOf(plan: PlanFacts, situation: Situation, today: Day): Choosing[] {
  const { facts, lifeEvents, windows } = situation;
  const { employedFrom } = facts;
  const { newHireDays, lifeEventDays } = plan;
  return choosings({
    ...{ today, newHireDays, lifeEventDays, lifeEvents, windows },
    openFrom: employedFrom === null ? null : openFrom(plan, employedFrom),
  });
}

/** The time to choose that is used, and the first day of what is chosen. */
export interface Chosen {
  choosing: Choosing;
  startsOn: Day;
}

/**
 * Finds the time in which a plan is chosen.
 * @param given the first day that is wished; default today, or the nearest day that is possible
 * @throws HR_BENEFIT_NO_WINDOW, HR_BENEFIT_START
 */
export function chosenAt(
  times: readonly Choosing[],
  plan: string,
  { given, today }: { given: Day | null; today: Day },
): Chosen {
  const [first] = times;
  if (!first) throw benefitErrors.BENEFIT_NO_WINDOW({ plan }, ['input', 'planId']);
  const fitting = times.find(({ from, to }) => given === null || (from <= given && given <= to));
  if (!fitting) {
    const data = { from: first.from, to: first.to, day: given ?? '' };
    throw benefitErrors.BENEFIT_START(data, ['input', 'startsOn']);
  }
  const { from, to } = fitting;
  const near = today < from ? from : today > to ? to : today;
  return { choosing: fitting, startsOn: given ?? near };
}

/** Refuses a plan that is not open to an employee on a day. @throws HR_BENEFIT_* */
export async function demandEligible(
  ctx: Ctx,
  { plan, employeeId, day }: { plan: PlanFacts; employeeId: string; day: Day },
): Promise<void> {
  const refusal = refusalOf(plan, await factsOf(ctx, employeeId, day), day);
  if (refusal) throw refusal;
}

/**
 * For whom something is chosen: oneself, or, for those who may so for everybody, somebody else.
 * Locked, so that two choices at once are made one after the other.
 * @throws HR_BENEFIT_NO_EMPLOYEE; FORBIDDEN for somebody else
 */
export async function chooserOf(ctx: Ctx, id: string | null | undefined): Promise<Employee> {
  const { personId, permissions, kind } = ctx.principal;
  const own = personId === undefined ? null : await ctx.em.findOne(Employee, { person: personId });
  const path = ['input', 'employeeId'];
  const employee = id == null ? own : await ctx.find(Employee, id, { path });
  if (!employee) throw benefitErrors.BENEFIT_NO_EMPLOYEE({}, path);
  const isForAll = kind === 'system' || permissions.get(ENROLL) === 'all';
  if (!isForAll && employee.id !== own?.id) {
    const words = `Requires ${ENROLL} for every employee.`;
    throw new Refusal('FORBIDDEN', words, { permission: ENROLL });
  }
  await ctx.sql('select id from hr.employee where id = $1 for no key update', [employee.id]);
  return employee;
}
