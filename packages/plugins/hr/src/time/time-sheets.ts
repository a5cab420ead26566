import { type Ctx, uuidv7 } from '@bureau/core';
import { timeErrors } from './errors.js';
import type { TimePeriod } from './time-period.entity.js';
import { type EmployeeFacts, readFacts } from './work-facts.js';
import { workTime } from './work-time.js';

/** People of one period: more would not be done within a request. */
const MOST_PEOPLE = 5_000;
const AT_ONCE = 250;

/**
 * Makes the time sheets of a period anew, one for each who was employed in it; a few statements
 * for every 250 people. The caller has locked the period.
 * @throws HR_TIME_PERIOD_LARGE
 */
export async function makeSheets(ctx: Ctx, period: TimePeriod): Promise<void> {
  const { id, legalEntity, startsOn, endsOn } = period;
  const people = await ctx.sql<{ id: string }>(PEOPLE, [
    ...[legalEntity.id, startsOn, endsOn, MOST_PEOPLE + 1],
  ]);
  if (people.length > MOST_PEOPLE) {
    throw timeErrors.TIME_PERIOD_LARGE({ limit: MOST_PEOPLE }, ['input', 'id']);
  }
  await ctx.sql('delete from hr.time_sheet where period_id = $1', [id]);
  for (let at = 0; at < people.length; at += AT_ONCE) {
    const ids = people.slice(at, at + AT_ONCE).map((one) => one.id);
    const facts = await readFacts(ctx, ids, { from: startsOn, to: endsOn });
    const sheets = facts.map((one) => sheetOf(one, startsOn));
    await ctx.sql(SHEETS, [id, startsOn, endsOn, JSON.stringify(sheets)]);
  }
}

const PEOPLE = `
  select distinct m.employee_id as id from hr.employment m
  where m.legal_entity_id = $1 and m.starts_on <= $3::date
    and (m.ends_on is null or m.ends_on > $2::date)
  order by 1 limit $4`;

const SHEETS = `
  insert into hr.time_sheet (id, period_id, employee_id, starts_on, ends_on, regular_minutes,
    overtime_minutes, night_minutes, sunday_minutes, holiday_minutes, break_minutes,
    leave_minutes, public_holiday_minutes, premium_minutes, warnings)
  select s.id, $1, s.employee, $2, $3, s.regular, s.overtime, s.night, s.sunday, s.holiday,
    s.breaks, s.leave, s.public_holiday, s.premium, s.warnings
  from jsonb_to_recordset($4::jsonb) as s(id uuid, employee uuid, regular int, overtime int,
    night int, sunday int, holiday int, breaks int, leave int, public_holiday int,
    premium numeric, warnings int)`;

function sheetOf({ employeeId, days, holidayOn }: EmployeeFacts, from: string) {
  const { totals, premiumMinutes, days: told } = workTime(days, from, holidayOn);
  const { publicHoliday, ...kinds } = totals;
  return {
    ...{ id: uuidv7(), employee: employeeId, ...kinds, public_holiday: publicHoliday },
    premium: premiumMinutes,
    warnings: told.filter(({ warnings }) => warnings.length > 0).length,
  };
}

/** Rows of a table in the period, of people whom the company employs on their day. */
const rowsIn = (table: string, where: string) => `
  select count(*) from hr.${table} t
  where ${where} and t.day between $2::date and $3::date and exists (
    select from hr.employment m
    where m.organization_id = t.organization_id and m.employee_id = t.employee_id
      and m.legal_entity_id = $1 and m.starts_on <= t.day
      and (m.ends_on is null or m.ends_on > t.day))`;

const UNSETTLED = `
  select (${rowsIn('time_entry', "t.state = 'VALID' and t.ended_at is null")}) as open,
    (${rowsIn('time_correction', "t.state = 'PENDING'")}) as pending`;

/** Time that goes on and corrections that wait would change what is closed. */
export async function refuseUnsettled(ctx: Ctx, period: TimePeriod): Promise<void> {
  const { legalEntity, startsOn, endsOn } = period;
  const values = [legalEntity.id, startsOn, endsOn];
  const [row] = await ctx.sql<{ open: string; pending: string }>(UNSETTLED, values);
  const [open, pending] = [Number(row?.open), Number(row?.pending)];
  if (open + pending > 0) throw timeErrors.TIME_PERIOD_UNSETTLED({ open, pending }, ['input']);
}
