import { type Ctx, uuidv7 } from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import type { DueMovement, Movement } from './due-entries.js';
import { LeaveEntry } from './leave-entry.entity.js';
import type { LeaveFacts } from './leave-terms.js';
import { LeaveRequest } from './leave-request.entity.js';
import { LeaveType } from './leave-type.entity.js';

/** The ledger of one employee and one type of leave, with the facts behind it. Ids are uuids. */
export interface LeaveBooks {
  employeeId: string;
  typeId: string;
  facts: LeaveFacts;
  /** What stands, in the order in which it was recorded. */
  movements: readonly (Movement & { expiresOn: Day | null })[];
}

/** Whose books; one type, or all to which somebody is or was entitled. */
export interface WantedBooks {
  employeeIds: readonly string[];
  typeId?: string;
  /** Only what was recorded at this instant or before; default everything. */
  knownAt?: Date | undefined;
}

/**
 * Keeps everybody else from moving the balances of these employees until the commit. Taken before
 * the books are read, so that two who ask for the last day come one after the other.
 */
export async function lockBooks(ctx: Ctx, employeeIds: readonly string[]): Promise<void> {
  await ctx.sql(LOCK, [employeeIds]);
}

const LOCK = `
  select id from hr.employee where id = any($1::uuid[]) order by id for no key update`;

/** The books of several people in one statement. Without an entitlement the facts are empty. */
export async function readBooks(
  ctx: Pick<Ctx, 'sql'>,
  { employeeIds, typeId, knownAt }: WantedBooks,
): Promise<LeaveBooks[]> {
  const until = knownAt?.toISOString() ?? null;
  const rows = await ctx.sql<Row>(BOOKS, [employeeIds, typeId ?? null, until]);
  return rows.map((row) => ({
    employeeId: row.employee_id,
    typeId: row.type_id,
    facts: {
      employments: JSON.parse(row.employments),
      shares: JSON.parse(row.shares),
      terms: JSON.parse(row.terms),
    },
    movements: JSON.parse(row.movements),
  }));
}

interface Row extends Record<string, unknown> {
  employee_id: string;
  type_id: string;
  employments: string;
  shares: string;
  terms: string;
  movements: string;
}

const STEPS = `
  select coalesce(jsonb_agg(jsonb_build_object('afterYears', s.after_years,
      'yearlyDays', s.yearly_days::text)), '[]')
    from hr.leave_tenure_step s
    where s.organization_id = t.organization_id and s.terms_id = t.id`;

const BOOKS = `
  with wanted as (
    select organization_id, employee_id, type_id from hr.leave_entitlement
      where employee_id = any($1::uuid[]) and ($2::uuid is null or type_id = $2)
    union
    select organization_id, employee_id, type_id from hr.leave_entry
      where employee_id = any($1::uuid[]) and ($2::uuid is null or type_id = $2))
  select w.employee_id, w.type_id, m.employments, j.shares, l.terms, e.movements
  from wanted w
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('validFrom', m.starts_on,
      'validTo', m.ends_on)), '[]')::text as employments
    from hr.employment m
    where m.organization_id = w.organization_id and m.employee_id = w.employee_id) m
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('validFrom', j.valid_from,
      'validTo', j.valid_to, 'share', j.part_time_share::text)), '[]')::text as shares
    from hr.job_record j
    where j.organization_id = w.organization_id and j.employee_id = w.employee_id) j
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object(
      'validFrom', greatest(l.valid_from, t.valid_from),
      'validTo', least(l.valid_to, t.valid_to),
      'terms', jsonb_build_object('yearlyDays', t.yearly_days::text,
        'roundingStep', t.rounding_step::text, 'carryOverLimit', t.carry_over_limit::text,
        'carryOverLifeDays', t.carry_over_life_days,
        'negativeLimit', t.negative_limit::text, 'tenureSteps', (${STEPS})))), '[]')::text as terms
    from hr.leave_entitlement l
    join hr.leave_policy_terms t on t.organization_id = l.organization_id
      and t.policy_id = l.policy_id
      and daterange(t.valid_from, t.valid_to) && daterange(l.valid_from, l.valid_to)
    where l.organization_id = w.organization_id and l.employee_id = w.employee_id
      and l.type_id = w.type_id) l
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'effectiveOn', e.effective_on,
      'days', e.days::text, 'source', e.source, 'expiresOn', e.expires_on) order by e.id),
      '[]')::text as movements
    from hr.leave_entry e
    where e.organization_id = w.organization_id and e.employee_id = w.employee_id
      and e.type_id = w.type_id and ($3::timestamptz is null or e.created_at <= $3)) e
  order by w.employee_id, w.type_id`;

/** A movement to be posted; what is left out is nothing. */
export type NewMovement = Movement &
  Partial<Pick<DueMovement, 'revision' | 'expiresOn'>> & {
    requestId?: string;
    reason?: string | null;
  };

/** Adds entries to the books; the caller holds their lock. */
export function post(
  ctx: Pick<Ctx, 'em'>,
  { employeeId, typeId }: Pick<LeaveBooks, 'employeeId' | 'typeId'>,
  movements: readonly NewMovement[],
): LeaveEntry[] {
  return movements.map(({ requestId, reason, revision, expiresOn, ...movement }) =>
    ctx.em.create(LeaveEntry, {
      ...movement,
      id: uuidv7(),
      employee: ctx.em.getReference(Employee, employeeId),
      type: ctx.em.getReference(LeaveType, typeId),
      revision: revision ?? 0,
      expiresOn: expiresOn ?? null,
      reason: reason ?? null,
      request: requestId === undefined ? null : ctx.em.getReference(LeaveRequest, requestId),
    }),
  );
}

/** Movements of the books of one employee and one type. */
export interface DueBooks extends Pick<LeaveBooks, 'employeeId' | 'typeId'> {
  movements: readonly DueMovement[];
}

/**
 * Adds the entries of many books in one statement, as `post` adds those of one: the first catch-up
 * of a company has tens of thousands. The trail and the feed tell of each.
 */
export async function postMany(
  ctx: Pick<Ctx, 'sql' | 'recordChange'>,
  due: readonly DueBooks[],
): Promise<void> {
  const entries = due.flatMap(({ employeeId, typeId, movements }) =>
    movements.map((one) => ({ ...one, id: uuidv7(), employee: employeeId, type: typeId })),
  );
  if (entries.length === 0) return;
  await ctx.sql(POST, [JSON.stringify(entries)]);
  for (const { id, ...after } of entries) {
    const empty = { request: null, reason: null };
    ctx.recordChange({ type: 'LeaveEntry', id, action: 'CREATE', after: { ...after, ...empty } });
  }
}

// The instant of each: what is known at an instant must not have come after it.
const POST = `
  insert into hr.leave_entry (id, created_at, updated_at, employee_id, type_id, kind, effective_on,
    days, source, revision, expires_on)
  select m.id, clock_timestamp(), clock_timestamp(), m.employee, m.type, m.kind, m."effectiveOn",
    m.days, m.source, m.revision, m."expiresOn"
  from jsonb_to_recordset($1::jsonb) as m(id uuid, employee uuid, type uuid, kind text,
    "effectiveOn" date, days numeric, source text, revision int, "expiresOn" date)`;
