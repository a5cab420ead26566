import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  decodeId,
  Extensions,
  ID,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { EmployeeType } from '../employee.types.js';
import { addDays } from '../leave/leave-days.js';
import { TIME_READ } from './permissions.js';
import { reaches } from './whose.js';
import { readFacts } from './work-facts.js';
import type { WorkDay } from './work-rules.js';
import { workTime } from './work-time.js';
import { type WorkedDay, WorkedTime } from './worked-time.types.js';

const MOST_DAYS = 62;

/** Time as the rules see it, from day to day. */
@Resolver()
export class WorkedTimeResolver {
  @Extensions({ cost: 5, items: 62 })
  @Query(() => WorkedTime, {
    nullable: true,
    description:
      `Working time of a span of ${MOST_DAYS} days at most by the rules that hold on each day, ` +
      'as it is recorded now; time that goes on is left out. Null where the caller may not see it.',
  })
  async workedTime(
    @Context() ctx: Ctx,
    @Arg('employeeId', () => ID, { description: 'Whose.' }) employeeId: string,
    @Arg('from', () => DateScalar, { description: 'First day.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'First day that is out.' }) to: string,
  ): Promise<WorkedTime | null> {
    if (to <= from || to > addDays(from, MOST_DAYS)) {
      throw new Refusal('BAD_USER_INPUT', `workedTime takes 1 to ${MOST_DAYS} days.`);
    }
    const employee = decodeId(EmployeeType.options.prefix, employeeId);
    if (employee === undefined || !(await reaches(ctx, TIME_READ, employee))) return null;
    const [facts] = await readFacts(ctx, [employee], { from, to: addDays(to, -1) });
    if (!facts) return null;
    const { days, totals, premiumMinutes } = workTime(facts.days, from, facts.holidayOn);
    return { employee: { id: employee }, totals, premiumMinutes, days: days.map(dayOf) };
  }
}

function dayOf({ day, warnings, ...minutes }: WorkDay): WorkedDay {
  return { day, warnings, minutes };
}
