import type { Ctx } from '@bureau/core';
import type { Day } from '../day.js';
import type { LeaveBalance } from './leave-balance.types.js';
import { readBooks } from './leave-books.js';
import { newYear, yearOf } from './leave-days.js';
import { balanceOn, carriedOn, forecast } from './shortfall.js';

/** How far ahead a balance can be told. */
export const LAST_FORECAST_DAYS = 1_100;

/** Which balance; ids are uuids. */
export interface WantedBalance {
  employee: string;
  type: string;
  asOf: Day;
  knownAt: Date | undefined;
}

/** One balance at the end of a day: what stands, and of a day to come what is going to. */
export async function balanceOf(ctx: Ctx, wanted: WantedBalance): Promise<LeaveBalance> {
  const { employee, type, asOf, knownAt } = wanted;
  const [books] = await readBooks(ctx, { employeeIds: [employee], typeId: type, knownAt });
  const isForecast = asOf > ctx.today && knownAt === undefined;
  const stands = books?.movements ?? [];
  const movements = books && isForecast ? forecast(books.facts, stands, asOf) : stands;
  const [pending] = await ctx.sql<{ days: string }>(PENDING, [employee, type, asOf]);
  return {
    employee: { id: employee },
    type: { id: type },
    asOf,
    isForecast,
    days: balanceOn(movements, asOf),
    pendingDays: plain(pending?.days ?? '0'),
    carried: carriedOn(movements, asOf) ?? null,
  };
}

const PENDING = `
  select coalesce(sum((d ->> 'days')::numeric), 0)::text as days
  from hr.leave_request r, jsonb_array_elements(r.day_list) d
  where r.employee_id = $1 and r.type_id = $2 and r.state = 'PENDING'
    and (d ->> 'day')::date <= $3::date`;

/** Balances of a unit. */
export interface UnitDay {
  unit: string;
  asOf: Day;
  /** Entitlements that may be seen; null: all. */
  entitlements: readonly string[] | null;
}

interface UnitRow extends Record<string, unknown> {
  employee_id: string;
  type_id: string;
  days: string;
  pending: string;
  carried: string;
  expires_on: Day | null;
}

/** The balances of everybody with a job in a unit on a day, in one statement. */
export async function unitBalances(ctx: Ctx, wanted: UnitDay): Promise<LeaveBalance[]> {
  const { unit, asOf, entitlements } = wanted;
  const year = yearOf(asOf);
  const values = [unit, asOf, entitlements, `carry-in:${year}`, newYear(year)];
  const rows = await ctx.sql<UnitRow>(UNIT, values);
  return rows.map((row) => ({
    employee: { id: row.employee_id },
    type: { id: row.type_id },
    asOf,
    isForecast: false,
    days: plain(row.days),
    pendingDays: plain(row.pending),
    carried: carriedIn(row, asOf),
  }));
}

function carriedIn({ carried, expires_on }: UnitRow, asOf: Day): LeaveBalance['carried'] {
  if (expires_on === null || expires_on <= asOf || !(Number(carried) > 0)) return null;
  return { days: plain(carried), expiresOn: expires_on };
}

// Each table is read once and joined: a lookup for each person would be slow in a large unit.
const UNIT = `
  with people as materialized (
    select distinct l.organization_id, l.employee_id, l.type_id
    from hr.job_record j
    join hr.leave_entitlement l
      on l.organization_id = j.organization_id and l.employee_id = j.employee_id
    where j.unit_id = $1 and j.valid_from <= $2::date
      and (j.valid_to is null or j.valid_to > $2::date)
      and ($3::uuid[] is null or l.id = any($3))),
  sums as materialized (
    select m.employee_id, m.type_id, sum(m.days) as days,
      max(m.expires_on) filter (where m.source = $4) as expires_on,
      sum(m.days) filter (where m.source = $4 or m.effective_on >= $5::date
        and m.kind in ('TAKEN', 'CANCELLED')) as carried
    from hr.leave_entry m
    where m.employee_id = any(array(select employee_id from people)) and m.effective_on <= $2::date
    group by m.employee_id, m.type_id),
  pending as materialized (
    select r.employee_id, r.type_id, sum((d ->> 'days')::numeric) as pending
    from hr.leave_request r, jsonb_array_elements(r.day_list) d
    where r.employee_id = any(array(select employee_id from people)) and r.state = 'PENDING'
      and (d ->> 'day')::date <= $2::date
    group by r.employee_id, r.type_id)
  select l.employee_id, l.type_id, coalesce(s.days, 0)::text as days, s.expires_on,
    coalesce(s.carried, 0)::text as carried, coalesce(p.pending, 0)::text as pending
  from people l
  join hr.employee e on e.organization_id = l.organization_id and e.id = l.employee_id
  join hr.leave_type t on t.organization_id = l.organization_id and t.id = l.type_id
  left join sums s on s.employee_id = l.employee_id and s.type_id = l.type_id
  left join pending p on p.employee_id = l.employee_id and p.type_id = l.type_id
  order by e.display_name, e.id, t.name`;

/** Without the zeros of the column. */
function plain(days: string): string {
  return days.includes('.') ? days.replace(/\.?0+$/, '') : days;
}
