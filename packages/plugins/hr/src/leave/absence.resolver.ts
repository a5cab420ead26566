import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  decodeId,
  Extensions,
  ID,
  OrgUnitType,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import type { Day } from '../day.js';
import { Absence } from './absence.types.js';
import { addDays } from './leave-days.js';

const MOST_DAYS = 92;
const MOST_ROWS = 1_000;

/** Who is out: the calendar of a team. */
@Resolver()
export class AbsenceResolver {
  @Extensions({ cost: 5, items: 50 })
  @Query(() => [Absence], {
    description:
      `Who is away in a span of ${MOST_DAYS} days at most, by first day and name; never why. Of ` +
      'the own unit, or for those who may read all employees of any unit; at most ' +
      `${MOST_ROWS} rows.`,
  })
  async absences(
    @Context() ctx: Ctx,
    @Arg('from', () => DateScalar, { description: 'First day.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'First day that is out.' }) to: string,
    @Arg('unitId', () => ID, { nullable: true, description: 'Only people of this unit.' })
    unitId: string | null,
  ): Promise<Absence[]> {
    if (to <= from || to > addDays(from, MOST_DAYS)) {
      throw new Refusal('BAD_USER_INPUT', `absences takes 1 to ${MOST_DAYS} days.`);
    }
    const unit = unitId == null ? null : decodeId(OrgUnitType.options.prefix, unitId);
    if (unit === undefined) return [];
    const { kind, permissions, personId = null } = ctx.principal;
    const isForAll = kind === 'system' || permissions.get('hr.employee.read') === 'all';
    const values = [from, to, unit, isForAll, personId, ctx.today, MOST_ROWS];
    return (await ctx.sql<Row>(ABSENCES, values)).map(absenceOf);
  }
}

interface Row extends Record<string, unknown> {
  employee_id: string;
  name: string;
  starts_on: Day;
  ends_on: Day;
  from_noon: string;
  until_noon: string;
}

function absenceOf(row: Row): Absence {
  return {
    employee: { id: row.employee_id },
    name: row.name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    isFromNoon: row.from_noon === 'true',
    isUntilNoon: row.until_noon === 'true',
  };
}

const ABSENCES = `
  select r.employee_id, e.display_name as name, r.starts_on, r.ends_on,
    r.is_from_noon::text as from_noon, r.is_until_noon::text as until_noon
  from hr.leave_request r
  join hr.employee e on e.organization_id = r.organization_id and e.id = r.employee_id
  where r.state in ('APPROVED', 'SHORTENED') and r.starts_on < $2::date and r.ends_on >= $1::date
    and exists (
      select from hr.job_record j
      where j.organization_id = r.organization_id and j.employee_id = r.employee_id
        and j.valid_from <= r.ends_on and (j.valid_to is null or j.valid_to > r.starts_on)
        and ($3::uuid is null or j.unit_id = $3)
        and ($4 or j.unit_id in (
          select o.unit_id from hr.job_record o join hr.employee me
            on me.organization_id = o.organization_id and me.id = o.employee_id
          where o.organization_id = r.organization_id and me.person_id = $5::uuid
            and o.valid_from <= $6::date and (o.valid_to is null or o.valid_to > $6::date))))
  order by r.starts_on, e.display_name, r.id limit $7`;
