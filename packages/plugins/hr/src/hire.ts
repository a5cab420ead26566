import {
  type Ctx,
  type LegalEntity,
  type Money,
  type OrgUnit,
  Person,
  type Site,
  uuidv7,
} from '@bureau/core';
import type { Day } from './day.js';
import { Employee } from './employee.entity.js';
import { Employment, type EmploymentKind } from './employment.entity.js';
import { employeeHired } from './events.js';
import { type JobChangeReason, JobRecord } from './job-record.entity.js';
import { Salary, type SalaryPeriod } from './salary.entity.js';

/** Who a new person is. */
export interface PersonFacts {
  givenName: string;
  familyName: string;
  preferredName?: string | null;
  phone?: string | null;
  birthDate?: Day | null;
}

/** What somebody does, where and for whom. */
export interface JobFacts {
  position: string;
  unit: OrgUnit;
  site: Site;
  manager: Employee | null;
  /** Decimal text above 0, at most 1. */
  partTimeShare: string;
}

export interface SalaryFacts {
  amount: Money;
  period: SalaryPeriod;
}

/** The terms of one employment from its first day. */
export interface Engagement {
  startsOn: Day;
  legalEntity: LegalEntity;
  kind: EmploymentKind;
  job: JobFacts;
  salary?: SalaryFacts | undefined;
}

/** What the employee record of somebody new says. */
export interface EmployeeFacts {
  /** Known already, or new. */
  person: Person | PersonFacts;
  number: string;
  workEmail: string | null;
  bankAccount?: string | null | undefined;
  nationalId?: string | null | undefined;
}

export interface Engaged {
  employment: Employment;
  jobRecord: JobRecord;
  salary: Salary | undefined;
}

type Write = Pick<Ctx, 'em' | 'emit'>;

/**
 * Hires somebody who was never employed here: person (when new), employee, employment, first job
 * and pay. Facts are checked already and the number is free; mutation and import share it. Makes
 * no statement of its own, so that a batch is written as one.
 */
export function hire(
  ctx: Write,
  facts: EmployeeFacts,
  engagement: Engagement,
): Engaged & { employee: Employee } {
  const person = personOf(ctx, facts.person);
  const employee = ctx.em.create(Employee, {
    id: uuidv7(),
    number: facts.number,
    person,
    displayName: nameOf(person),
    workEmail: facts.workEmail,
    hiredOn: engagement.startsOn,
    bankAccount: facts.bankAccount ?? null,
    nationalId: facts.nationalId ?? null,
  });
  return { employee, ...engage(ctx, employee, { ...engagement, isRehire: false }) };
}

/** Opens an employment with its first job and pay. */
export function engage(
  ctx: Write,
  employee: Employee,
  terms: Engagement & { isRehire: boolean },
): Engaged {
  const { startsOn, legalEntity, kind } = terms;
  const { em } = ctx;
  const id = uuidv7();
  const employment = em.create(Employment, { id, employee, legalEntity, kind, startsOn });
  const jobRecord = openJob(ctx, {
    employee,
    employment,
    validFrom: startsOn,
    validTo: null,
    reason: 'HIRE',
    ...terms.job,
  });
  const salary =
    terms.salary && em.create(Salary, { employee, validFrom: startsOn, ...terms.salary });
  ctx.emit(
    employeeHired,
    {
      employeeId: employee.id,
      employmentId: id,
      number: employee.number,
      startsOn,
      isRehire: terms.isRehire,
    },
    { type: 'Employee', id: employee.id },
  );
  return { employment, jobRecord, salary };
}

/** All values of a job record. */
export interface JobValues extends JobFacts {
  employee: Employee;
  employment: Employment;
  validFrom: Day;
  validTo: Day | null;
  reason: JobChangeReason;
}

/** Makes a job record; its id is known before it is written. */
export function openJob(ctx: Pick<Ctx, 'em'>, values: JobValues): JobRecord {
  return ctx.em.create(JobRecord, { id: uuidv7(), ...values });
}

/** `Kim Berg`: preferred or given name and family name, as core prints it. */
export function nameOf(person: Person | PersonFacts): string {
  return `${person.preferredName ?? person.givenName} ${person.familyName}`;
}

function personOf(ctx: Write, person: Person | PersonFacts): Person {
  if (person instanceof Person) return person;
  const { preferredName = null, phone = null, birthDate = null } = person;
  const { givenName, familyName } = person;
  return ctx.em.create(Person, { givenName, familyName, preferredName, phone, birthDate });
}
