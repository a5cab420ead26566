import { choice, defineEntity, enumOf, type EnumValue, LegalEntity, p, record } from '@bureau/core';
import type { Day } from './day.js';
import { Employee } from './employee.entity.js';

export const EmploymentKind = enumOf('EmploymentKind', 'On which terms somebody is employed.', {
  PERMANENT: 'Without an agreed end.',
  FIXED_TERM: 'Until an agreed day.',
  TEMPORARY: 'For seasonal or casual work.',
  APPRENTICE: 'In vocational training.',
  INTERN: 'For a short time, to learn.',
});
export type EmploymentKind = EnumValue<typeof EmploymentKind>;

export const EmploymentEndReason = enumOf('EmploymentEndReason', 'Why an employment ended.', {
  RESIGNATION: 'The employee gave notice.',
  DISMISSAL: 'The employer gave notice.',
  AGREEMENT: 'Both agreed on the end.',
  END_OF_TERM: 'The agreed time was over.',
  RETIREMENT: 'The employee retired.',
  DEATH: 'The employee died.',
  OTHER: 'Another reason.',
});
export type EmploymentEndReason = EnumValue<typeof EmploymentEndReason>;

/** The time from one hiring to the end; a rehire is a second employment. */
export const EmploymentSchema = defineEntity({
  name: 'Employment',
  schema: 'hr',
  tableName: 'employment',
  comment: 'The time from one hiring to its end; a rehire is a second employment.',
  checks: [
    {
      name: 'employment_span_check',
      expression: 'ends_on is null or starts_on < ends_on',
    },
  ],
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who is employed'),
    legalEntity: () => p.manyToOne(LegalEntity).comment('The company that employs'),
    kind: choice(EmploymentKind).default('PERMANENT').comment('On which terms'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().nullable().comment('Day after the last day; null: open'),
    endReason: choice(EmploymentEndReason).nullable().comment('Why it ended'),
  },
});

export class Employment extends EmploymentSchema.class {
  /** Whether the employment holds on the day. */
  holdsOn(day: Day): boolean {
    return this.startsOn <= day && (this.endsOn == null || day < this.endsOn);
  }
}
EmploymentSchema.setClass(Employment);
