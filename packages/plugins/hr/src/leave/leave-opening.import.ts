import { type Ctx, defineImport, exact, type ImportColumn, type ImportRow } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { textOf, textsOf } from '../employee.row.js';
import { leaveErrors } from './errors.js';
import { lockBooks, post } from './leave-books.js';
import { LeaveEntry } from './leave-entry.entity.js';
import { LeaveType } from './leave-type.entity.js';

const SOURCE = 'opening';

const columns: ImportColumn[] = [
  {
    name: 'employee_number',
    description: 'Employee number',
    kind: 'text',
    required: true,
    maxLength: 40,
  },
  {
    name: 'leave_type',
    description: 'Code of the kind of leave',
    kind: 'text',
    required: true,
    maxLength: 20,
  },
  {
    name: 'days',
    description: 'Days that were left; below zero for a debt',
    kind: 'decimal',
    required: true,
  },
  {
    name: 'effective_on',
    description: 'Day from which the ledger counts them',
    kind: 'date',
    required: true,
  },
];

/** What a batch of rows names. */
interface Named {
  employees: ReadonlyMap<string, Employee>;
  types: ReadonlyMap<string, LeaveType>;
}

/** What was left of leave when the ledger begins, one row for each person and kind of leave. */
export const leaveOpeningImport = defineImport<Named, KnownOpening>({
  kind: 'leaveOpening',
  plugin: 'hr',
  description: 'Opening balances of leave, one row for each person and kind of leave.',
  permission: 'hr.leave.adjust',
  columns,
  key: ['employee_number', 'leave_type'],
  makes: 'LeaveEntry',
  export: {
    list: 'leaveEntries',
    where: { kind: { eq: 'OPENING' } },
    paths: {
      employee_number: 'employee.number',
      leave_type: 'type.code',
      days: 'days',
      effective_on: 'effectiveOn',
    },
  },
  prepare,
  apply,
  upsert: { permission: 'hr.leave.adjust', find, change },
});

/** Locks the books of all who are named, so that no balance moves meanwhile. */
async function prepare(ctx: Ctx, rows: readonly ImportRow[]): Promise<Named> {
  const numbers = textsOf(rows, 'employee_number');
  const employees = await ctx.em.find(Employee, { number: { $in: numbers } });
  await lockBooks(
    ctx,
    employees.map(({ id }) => id),
  );
  const types = await ctx.em.find(LeaveType, { code: { $in: textsOf(rows, 'leave_type') } });
  return {
    employees: new Map(employees.map((one) => [one.number, one])),
    types: new Map(types.map((one) => [one.code, one])),
  };
}

async function apply(ctx: Ctx, row: ImportRow, named: Named): Promise<LeaveEntry | undefined> {
  const { employee, type } = whose(row, named);
  const [known] = await ctx.em.find(LeaveEntry, { employee, type, source: SOURCE });
  if (known) {
    throw leaveErrors.LEAVE_OPENED({ number: employee.number, type: type.name }, ['days']);
  }
  const books = { employeeId: employee.id, typeId: type.id };
  const effectiveOn = textOf(row, 'effective_on');
  const movement = { kind: 'OPENING' as const, effectiveOn, days: daysOf(row), source: SOURCE };
  return post(ctx, books, [movement])[0];
}

interface KnownOpening {
  record: LeaveEntry;
}

async function find(
  ctx: Ctx,
  _rows: readonly ImportRow[],
  { employees, types }: Named,
): Promise<ReadonlyMap<string, KnownOpening>> {
  const entries = await ctx.em.find(LeaveEntry, {
    employee: { $in: [...employees.values()].map(({ id }) => id) },
    type: { $in: [...types.values()].map(({ id }) => id) },
    source: SOURCE,
  });
  const numbers = new Map([...employees.values()].map(({ id, number }) => [id, number]));
  const codes = new Map([...types.values()].map(({ id, code }) => [id, code]));
  return new Map(
    entries.map((record) => [
      JSON.stringify([numbers.get(record.employee.id), codes.get(record.type.id)]),
      { record },
    ]),
  );
}

/** Entries stand for ever: an equal row changes nothing, and another one is refused. */
function change(_ctx: Ctx, { record }: KnownOpening, at: { row: ImportRow; prepared: Named }) {
  const isEqual = exact(record.days).equals(daysOf(at.row));
  if (isEqual && record.effectiveOn === at.row['effective_on']) return;
  const { employee, type } = whose(at.row, at.prepared);
  throw leaveErrors.LEAVE_OPENED({ number: employee.number, type: type.name }, ['days']);
}

function whose(row: ImportRow, named: Named): { employee: Employee; type: LeaveType } {
  const [number, code] = [textOf(row, 'employee_number'), textOf(row, 'leave_type')];
  const employee = named.employees.get(number);
  if (!employee) throw leaveErrors.LEAVE_EMPLOYEE_UNKNOWN({ number }, ['employee_number']);
  const type = named.types.get(code);
  if (!type) throw leaveErrors.LEAVE_TYPE_UNKNOWN({ code }, ['leave_type']);
  if (!type.hasBalance) throw leaveErrors.LEAVE_NO_BALANCE({ type: type.name }, ['leave_type']);
  return { employee, type };
}

function daysOf(row: ImportRow): string {
  const days = exact(textOf(row, 'days'));
  if (days.isZero() || days.abs().greaterThan(366) || days.decimalPlaces() > 4) {
    throw leaveErrors.LEAVE_ADJUSTMENT({}, ['days']);
  }
  return days.toFixed();
}
