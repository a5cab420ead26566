import { type Ctx, type ImportRow, Person } from '@bureau/core';
import type { Day } from './day.js';
import { Employee, filled, workEmail } from './employee.entity.js';
import { jobOf, type Named, optional, salaryOf, textOf, textsOf } from './employee.row.js';
import { Employment } from './employment.entity.js';
import { errors } from './errors.js';
import { type JobFacts, nameOf } from './hire.js';
import { differences, reviseJob } from './job.js';
import { JobRecord } from './job-record.entity.js';
import { Salary } from './salary.entity.js';

/** Somebody who is employed already, with what is in force today. */
export interface KnownEmployee {
  record: Employee;
  person: Person;
  employment: Employment | undefined;
  job: JobRecord | undefined;
  salary: Salary | undefined;
}

const LOCK = 'select id from hr.employee where number = any($1::text[]) order by id for update';

/** Six statements for all rows of a batch; the employees are locked as by the mutations. */
export async function findKnown(
  ctx: Ctx,
  rows: readonly ImportRow[],
): Promise<ReadonlyMap<string, KnownEmployee>> {
  const { em, today } = ctx;
  const numbers = textsOf(rows, 'employee_number');
  await ctx.sql(LOCK, [numbers]);
  const employees = await em.find(Employee, { number: { $in: numbers } });
  const of = { employee: { $in: employees.map(({ id }) => id) } };
  const people = await em.find(Person, { id: { $in: employees.map(({ person }) => person.id) } });
  const employments = await em.find(Employment, of);
  const jobs = (await em.find(JobRecord, of)).filter(inForce(today));
  const isPaid = rows.some((row) => row['salary_amount'] !== undefined);
  const salaries = isPaid ? (await em.find(Salary, of)).filter(inForce(today)) : [];
  const entries = employees.map((record): [string, KnownEmployee] => {
    const person = people.find(({ id }) => id === record.person.id);
    if (!person) throw new Error('An employee without a person.');
    const mine = (one: { employee: { id: string } }) => one.employee.id === record.id;
    const employment = employments.find((one) => mine(one) && one.startsOn === record.hiredOn);
    const [job, salary] = [jobs.find(mine), salaries.find(mine)];
    return [record.number, { record, person, employment, job, salary }];
  });
  return new Map(entries);
}

function inForce(day: Day) {
  return (one: { validFrom: Day; validTo?: Day | null }) =>
    one.validFrom <= day && (one.validTo == null || day < one.validTo);
}

/**
 * Name, contact and, from today on, job. Terms of the employment and pay are compared only: they
 * have mutations of their own. @throws HR_IMPORT_FIXED, HR_NOT_EMPLOYED_ON, Refusal FORBIDDEN
 */
export function changeKnown(
  ctx: Ctx,
  known: KnownEmployee,
  { row, prepared }: { row: ImportRow; prepared: Named },
): void {
  demandSame(known, row);
  changePerson(ctx, known, row);
  const email = optional(row, 'email');
  if (email !== null) known.record.workEmail = workEmail(email, ['email']);
  changeJobOf(ctx, known, jobValues(row, prepared));
}

function changePerson(ctx: Ctx, { record, person }: KnownEmployee, row: ImportRow): void {
  person.givenName = filled(textOf(row, 'given_name'), ['given_name']);
  person.familyName = filled(textOf(row, 'family_name'), ['family_name']);
  person.preferredName = optional(row, 'preferred_name') ?? person.preferredName ?? null;
  record.displayName = nameOf(person);
  const birthDate = optional(row, 'birth_date');
  if (birthDate === null || birthDate === person.birthDate) return;
  ctx.demand('core.person.write');
  person.birthDate = birthDate;
}

function jobValues(row: ImportRow, named: Named): Partial<JobFacts> {
  const { manager, partTimeShare, ...values } = jobOf(row, named);
  return {
    ...values,
    ...(manager ? { manager } : {}),
    ...(row['part_time_share'] === undefined ? {} : { partTimeShare }),
  };
}

function changeJobOf(ctx: Ctx, known: KnownEmployee, values: Partial<JobFacts>): void {
  const { job, record } = known;
  if (!job) throw errors.NOT_EMPLOYED_ON({ number: record.number, day: ctx.today }, ['position']);
  if (differences(job, values).length === 0) return;
  ctx.demand('hr.job.change');
  reviseJob(ctx, job, { effectiveOn: ctx.today, reason: 'OTHER', values });
}

function demandSame({ record, employment, salary }: KnownEmployee, row: ImportRow): void {
  fixed(row, 'hired_on', record.hiredOn);
  fixed(row, 'employment_kind', employment?.kind);
  fixed(row, 'legal_entity_code', employment?.legalEntity.code);
  const given = salaryOf(row);
  if (!given) return;
  const { amount, period } = salary ?? {};
  const isSame =
    Number(amount?.amount) === Number(given.amount.amount) &&
    amount?.currency === given.amount.currency &&
    period === given.period;
  // Neither figure is named: faults are kept.
  if (!isSame) throw errors.IMPORT_FIXED({ given: '***', stands: '***' }, ['salary_amount']);
}

function fixed(row: ImportRow, column: string, stands: string | undefined): void {
  const given = optional(row, column);
  if (given === null || given === stands) return;
  throw errors.IMPORT_FIXED({ given, stands: stands ?? '-' }, [column]);
}
