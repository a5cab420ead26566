import { type Ctx, Refusal } from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import type { BenefitPlan } from './benefit-plan.entity.js';
import { type Choosing, type ChoosingFacts, choosings } from './choosing.js';
import { type EligibilityFacts, type EligibilityRule, openFrom, refusalOf } from './eligibility.js';
import { benefitErrors } from './errors.js';
import { ENROLL } from './permissions.js';

/** Of whom facts are asked, and of which day. */
export interface FactsAsked {
  /** Uuid. */
  employeeId: string;
  day: Day;
}

interface FactsRow extends Record<string, unknown> {
  at: string;
  starts_on: Day;
  kind: string;
  legal_entity_id: string;
  /** JSON. */
  unit_ids: string;
}

/** The employment of a day or the next one after it, and the unit of the job with those above. */
const FACTS = `
  with recursive asked as (
    select a.employee_id, a.day, a.at
    from unnest($1::uuid[], $2::date[]) with ordinality as a (employee_id, day, at)
  ), above as (
    select a.at, j.unit_id as id, 1 as depth from asked a
    join hr.job_record j on j.employee_id = a.employee_id and j.valid_from <= a.day
      and (j.valid_to is null or j.valid_to > a.day)
    union all
    select b.at, u.parent_id, b.depth + 1 from above b join core.org_unit u on u.id = b.id
    where u.parent_id is not null and b.depth < 50)
  select a.at, e.starts_on, e.kind, e.legal_entity_id,
    to_json(array(select b.id from above b where b.at = a.at))::text as unit_ids
  from asked a cross join lateral (
    select m.starts_on, m.kind, m.legal_entity_id from hr.employment m
    where m.employee_id = a.employee_id and (m.ends_on is null or m.ends_on > a.day)
    order by m.starts_on limit 1) e`;

/**
 * What eligibility depends on, of the employment of a day or the next one after it, in the order
 * asked for. One statement.
 */
export async function factsOfAll(
  ctx: Ctx,
  asked: readonly FactsAsked[],
): Promise<EligibilityFacts[]> {
  const facts = asked.map((): EligibilityFacts => {
    return { employedFrom: null, kind: '', legalEntityId: '', unitIds: [] };
  });
  if (asked.length === 0) return facts;
  const values = [asked.map(({ employeeId }) => employeeId), asked.map(({ day }) => day)];
  for (const row of await ctx.sql<FactsRow>(FACTS, values)) {
    facts[Number(row.at) - 1] = {
      ...{ employedFrom: row.starts_on, kind: row.kind, legalEntityId: row.legal_entity_id },
      unitIds: JSON.parse(row.unit_ids) as string[],
    };
  }
  return facts;
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
  employee_id: string;
  id: string;
  happened_on: Day;
  reported_on: Day;
  decided_on: Day;
}

const EVENTS = `
  select e.employee_id, e.id, e.happened_on, e.reported_on, e.decided_on
  from unnest($1::uuid[]) as a (employee_id) cross join lateral (
    select * from hr.life_event l
    where l.employee_id = a.employee_id and l.state = 'CONFIRMED'
      and l.decided_on > $2::date - 400
    order by l.happened_on limit 50) e`;

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
  employeeId: string;
  facts: EligibilityFacts;
  lifeEvents: ChoosingFacts['lifeEvents'];
  windows: ChoosingFacts['windows'];
}

/** What employees (uuids) may refer to today, in their order. Three statements. */
export async function situationsOf(ctx: Ctx, employeeIds: readonly string[]): Promise<Situation[]> {
  const events = await ctx.sql<EventRow>(EVENTS, [employeeIds, ctx.today]);
  const windows = (await ctx.sql<WindowRow>(WINDOWS, [ctx.today])).map((row) => ({
    ...{ opensOn: row.opens_on, closesOn: row.closes_on, startsOn: row.starts_on },
  }));
  const asked = employeeIds.map((employeeId) => ({ employeeId, day: ctx.today }));
  const facts = await factsOfAll(ctx, asked);
  return facts.map((of, at) => {
    const employeeId = employeeIds[at] ?? '';
    const own = events.filter((row) => row.employee_id === employeeId);
    const lifeEvents = own.map((row) => ({
      ...{ id: row.id, happenedOn: row.happened_on },
      ...{ reportedOn: row.reported_on, decidedOn: row.decided_on },
    }));
    return { employeeId, facts: of, lifeEvents, windows };
  });
}

/** What an employee (uuid) may refer to today. */
export async function situationOf(ctx: Ctx, employeeId: string): Promise<Situation> {
  const [situation] = await situationsOf(ctx, [employeeId]);
  if (!situation) throw new Error('No situation of somebody who was asked for.');
  return situation;
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
  const [facts] = await factsOfAll(ctx, [{ employeeId, day }]);
  const refusal = facts && refusalOf(plan, facts, day);
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
