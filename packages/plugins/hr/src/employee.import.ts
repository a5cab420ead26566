import {
  type Ctx,
  defineImport,
  type ImportColumn,
  type ImportRow,
  LegalEntity,
  OrgUnit,
  Site,
} from '@bureau/core';
import { Employee, employeeNumber, filled, workEmail } from './employee.entity.js';
import {
  byCode,
  jobOf,
  known,
  type Named,
  optional,
  salaryOf,
  textOf,
  textsOf,
} from './employee.row.js';
import { EmploymentKind } from './employment.entity.js';
import { changeKnown, findKnown } from './employee.upsert.js';
import { errors } from './errors.js';
import { hire } from './hire.js';
import { SalaryPeriod } from './salary.entity.js';

const columns: ImportColumn[] = [
  column('employee_number', 'Employee number, unique in the organization', { required: true }),
  column('given_name', 'First name', { required: true, maxLength: 120 }),
  column('family_name', 'Family name', { required: true, maxLength: 120 }),
  column('preferred_name', 'Used instead of the first name', { maxLength: 120 }),
  column('email', 'E-mail address at work', { maxLength: 254 }),
  column('birth_date', 'Date of birth', { kind: 'date' }),
  column('hired_on', 'First day of the employment', { required: true, kind: 'date' }),
  column('employment_kind', 'Terms; PERMANENT when empty', {
    kind: 'enum',
    values: Object.keys(EmploymentKind),
  }),
  column('legal_entity_code', 'Company that employs', { required: true }),
  column('position', 'Title of the position', { required: true, maxLength: 120 }),
  column('unit_code', 'Department or team', { required: true }),
  column('site_code', 'Place of work', { required: true }),
  column('manager_number', 'Employee number of the manager; may stand in the same file'),
  column('part_time_share', 'Above 0, at most 1; 1 when empty', { kind: 'decimal' }),
  column('salary_amount', 'Gross pay; needs hr.salary.write', { kind: 'decimal' }),
  column('salary_currency', 'ISO 4217 code of the pay', { kind: 'currency' }),
  column('salary_period', 'YEAR or MONTH; YEAR when empty', {
    kind: 'enum',
    values: Object.keys(SalaryPeriod),
  }),
];

/** People with their first employment, job and pay, hired by the same function as by mutation. */
export const employeeImport = defineImport<Named>({
  kind: 'employee',
  plugin: 'hr',
  description: 'Employees with their employment, job and pay, one row for each person.',
  permission: 'hr.employee.import',
  columns,
  key: ['employee_number'],
  after: { column: 'manager_number', of: 'employee_number' },
  makes: 'Employee',
  export: {
    list: 'employees',
    paths: {
      employee_number: 'number',
      given_name: 'person.givenName',
      family_name: 'person.familyName',
      preferred_name: 'person.preferredName',
      email: 'workEmail',
      birth_date: 'person.birthDate',
      hired_on: 'hiredOn',
      employment_kind: 'employment.kind',
      legal_entity_code: 'employment.legalEntity.code',
      position: 'job.position',
      unit_code: 'job.unit.code',
      site_code: 'job.site.code',
      manager_number: 'job.manager.number',
      part_time_share: 'job.partTimeShare',
      salary_amount: 'salary.amount.amount',
      salary_currency: 'salary.amount.currency',
      salary_period: 'salary.period',
    },
  },
  prepare,
  apply,
  upsert: { permission: 'hr.employee.update', find: findKnown, change: changeKnown },
});

function column(name: string, description: string, more: Partial<ImportColumn> = {}): ImportColumn {
  return { name, description, kind: 'text', maxLength: 40, ...more };
}

/** One statement for each kind of record; @throws Refusal FORBIDDEN for pay without the right. */
async function prepare(ctx: Ctx, rows: readonly ImportRow[]): Promise<Named> {
  if (rows.some((row) => row['salary_amount'] !== undefined)) ctx.demand('hr.salary.write');
  const { em } = ctx;
  const units = await em.find(OrgUnit, { code: { $in: textsOf(rows, 'unit_code') } });
  const sites = await em.find(Site, { code: { $in: textsOf(rows, 'site_code') } });
  const companies = textsOf(rows, 'legal_entity_code');
  const legalEntities = await em.find(LegalEntity, { code: { $in: companies } });
  const numbers = textsOf(rows, 'employee_number', 'manager_number');
  const employees = await em.find(Employee, { number: { $in: numbers } });
  return {
    units: byCode(units),
    sites: byCode(sites),
    legalEntities: byCode(legalEntities),
    employees: new Map(employees.map((one) => [one.number, one])),
  };
}

/** No statement: the batch is written by the unit of work. */
function apply(ctx: Ctx, row: ImportRow, named: Named): Employee {
  const number = employeeNumber(textOf(row, 'employee_number'), ['employee_number']);
  if (named.employees.has(number)) throw errors.NUMBER_TAKEN({ number }, ['employee_number']);
  const person = {
    givenName: filled(textOf(row, 'given_name'), ['given_name']),
    familyName: filled(textOf(row, 'family_name'), ['family_name']),
    preferredName: optional(row, 'preferred_name'),
    birthDate: optional(row, 'birth_date'),
  };
  const facts = { person, number, workEmail: workEmail(optional(row, 'email'), ['email']) };
  const kind = (optional(row, 'employment_kind') ?? 'PERMANENT') as EmploymentKind;
  const legalEntity = known(named.legalEntities, row, 'legal_entity_code');
  const terms = { startsOn: textOf(row, 'hired_on'), kind, legalEntity };
  const job = jobOf(row, named);
  const { employee } = hire(ctx, facts, { ...terms, job, salary: salaryOf(row) });
  named.employees.set(number, employee);
  return employee;
}
