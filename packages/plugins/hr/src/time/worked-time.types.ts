import { DateScalar, DecimalScalar, enumOf, Field, Int, ObjectType } from '@bureau/core';
import { EmployeeType } from '../employee.types.js';

export const WorkTimeWarningCode = enumOf(
  'WorkTimeWarningCode',
  'What is wrong with a day by the rules of working time.',
  {
    BREAK_SHORT: 'Less break than work of this length needs.',
    REST_SHORT: 'Less rest since the day of work before than there has to be.',
    DAY_LONG: 'More work than a day may have.',
    NO_POLICY: 'No rules hold for this day: all work is regular.',
  },
);

@ObjectType('WorkedDayWarning', { description: 'What is wrong with a day.' })
export class WorkedDayWarning {
  @Field(() => WorkTimeWarningCode, { description: 'What it is.' })
  code!: string;
  @Field(() => Int, { description: 'Minutes that miss, or are too many.' })
  minutes!: number;
}

@ObjectType('WorkedMinutes', {
  description: 'Minutes by kind. Night, Sunday and holiday are parts of regular and overtime.',
})
export class WorkedMinutes {
  @Field(() => Int, { description: 'Work that is no overtime.' })
  regular!: number;
  @Field(() => Int, { description: 'Work beyond the limits of day and week.' })
  overtime!: number;
  @Field(() => Int, { description: 'Work in the night.' })
  night!: number;
  @Field(() => Int, { description: 'Work on Sundays that are no holidays.' })
  sunday!: number;
  @Field(() => Int, { description: 'Work on holidays.' })
  holiday!: number;
  @Field(() => Int, { description: 'Breaks that were taken, or taken off.' })
  breaks!: number;
  @Field(() => Int, { description: 'What days of leave count.' })
  leave!: number;
  @Field(() => Int, { description: 'What holidays count on which there would have been work.' })
  publicHoliday!: number;
}

@ObjectType('WorkedDay', { description: 'Working time of one day.' })
export class WorkedDay {
  @Field(() => DateScalar, { description: 'The day; a shift of the night is of its first one.' })
  day!: string;
  @Field(() => WorkedMinutes, { description: 'Minutes by kind.' })
  minutes!: WorkedMinutes;
  @Field(() => [WorkedDayWarning], { description: 'What is wrong with it.' })
  warnings!: readonly WorkedDayWarning[];
}

@ObjectType('WorkedTime', { description: 'Working time of somebody by the rules of each day.' })
export class WorkedTime {
  @Field(() => EmployeeType.object, { nullable: true, description: 'Whose time.' })
  employee!: { id: string } | null;
  @Field(() => WorkedMinutes, { description: 'Sums of the days.' })
  totals!: WorkedMinutes;
  @Field(() => DecimalScalar, {
    description: 'What overtime, night, Sundays and holidays count on top, in minutes.',
  })
  premiumMinutes!: string;
  @Field(() => [WorkedDay], { description: 'Each day in order.' })
  days!: WorkedDay[];
}
