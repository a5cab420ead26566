import type { ImportRow, LegalEntity, OrgUnit, Site } from '@bureau/core';
import { type Employee, filled } from './employee.entity.js';
import { errors } from './errors.js';
import type { JobFacts, SalaryFacts } from './hire.js';
import { partTimeShare } from './job-record.entity.js';
import { pay, type SalaryPeriod } from './salary.entity.js';

/** What the rows of one batch name, looked up once. */
export interface Named {
  units: ReadonlyMap<string, OrgUnit>;
  sites: ReadonlyMap<string, Site>;
  legalEntities: ReadonlyMap<string, LegalEntity>;
  /** Known before, and hired by earlier rows of this batch. */
  employees: Map<string, Employee>;
}

/** The job of a row. @throws DomainError naming the column at fault */
export function jobOf(row: ImportRow, named: Named): JobFacts {
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

/** The pay of a row; `undefined` when it has none. @throws HR_SALARY_* */
export function salaryOf(row: ImportRow): SalaryFacts | undefined {
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
export function known<T>(
  records: ReadonlyMap<string, T>,
  row: ImportRow,
  name: keyof typeof UNKNOWN,
): T {
  const code = textOf(row, name);
  const record = records.get(code);
  if (record) return record;
  throw UNKNOWN[name]({ code }, [name]);
}

/** Records by their code. */
export function byCode<T extends { code: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.code, record]));
}

/** The different texts of columns over all rows. */
export function textsOf(rows: readonly ImportRow[], ...names: string[]): string[] {
  const texts = rows.flatMap((row) => names.map((name) => optional(row, name)));
  return [...new Set(texts)].filter((text) => text !== null);
}

/** The text of a cell; empty when there is none. */
export function textOf(row: ImportRow, name: string): string {
  return optional(row, name) ?? '';
}

/** The text of a cell; null when there is none. */
export function optional(row: ImportRow, name: string): string | null {
  const value = row[name];
  return value === undefined ? null : String(value).trim() || null;
}
