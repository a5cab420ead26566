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
import { EmploymentKind } from './employment.entity.js';
import { errors } from './errors.js';
import { hire, type JobFacts, type SalaryFacts } from './hire.js';
import { partTimeShare } from './job-record.entity.js';
import { pay, SalaryPeriod } from './salary.entity.js';

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

/** What the rows of one batch name, looked up once. */
interface Named {
  units: ReadonlyMap<string, OrgUnit>;
  sites: ReadonlyMap<string, Site>;
  legalEntities: ReadonlyMap<string, LegalEntity>;
  /** Known before, and hired by earlier rows of this batch. */
  employees: Map<string, Employee>;
}

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

function jobOf(row: ImportRow, named: Named): JobFacts {
  const share = row['part_time_share'];
  return {
    position: filled(textOf(row, 'position'), ['position']),
    unit: known(named.units, row, 'unit_code'),
    site: known(named.sites, row, 'site_code'),
    manager: managerOf(row, named),
    partTimeShare: partTimeShare(share === undefined ? '1' : String(share), ['part_time_share']),
  };
}

function managerOf(row: ImportRow, named: Named): Employee | null {
  const number = optional(row, 'manager_number');
  if (number === null) return null;
  const manager = named.employees.get(number);
  if (manager) return manager;
  throw errors.MANAGER_UNKNOWN({ number }, ['manager_number']);
}

function salaryOf(row: ImportRow): SalaryFacts | undefined {
  const amount = optional(row, 'salary_amount');
  const currency = optional(row, 'salary_currency');
  if (amount === null && currency === null) return undefined;
  if (amount === null || currency === null) {
    throw errors.SALARY_INCOMPLETE({}, [amount === null ? 'salary_amount' : 'salary_currency']);
  }
  const period = (optional(row, 'salary_period') ?? 'YEAR') as SalaryPeriod;
  return { amount: pay(amount, currency, ['salary_amount']), period };
}

const UNKNOWN = {
  unit_code: errors.UNIT_UNKNOWN,
  site_code: errors.SITE_UNKNOWN,
  legal_entity_code: errors.LEGAL_ENTITY_UNKNOWN,
} as const;

/** A record that the row names by its code. */
function known<T>(records: ReadonlyMap<string, T>, row: ImportRow, name: keyof typeof UNKNOWN): T {
  const code = textOf(row, name);
  const record = records.get(code);
  if (record) return record;
  throw UNKNOWN[name]({ code }, [name]);
}

function byCode<T extends { code: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.code, record]));
}

function textsOf(rows: readonly ImportRow[], ...names: string[]): string[] {
  const texts = rows.flatMap((row) => names.map((name) => optional(row, name)));
  return [...new Set(texts)].filter((text) => text !== null);
}

function textOf(row: ImportRow, name: string): string {
  return optional(row, name) ?? '';
}

function optional(row: ImportRow, name: string): string | null {
  const value = row[name];
  return value === undefined ? null : String(value).trim() || null;
}
