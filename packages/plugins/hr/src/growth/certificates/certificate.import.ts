import { type Ctx, defineImport, type ImportColumn, type ImportRow } from '@bureau/core';
import { Employee } from '../../employee.entity.js';
import { textOf, textsOf } from '../../employee.row.js';
import { skillErrors } from '../skills/errors.js';
import { addCertificate, checkDays } from './add-certificate.js';
import { Certificate, CertificateKind } from './certificate.entity.js';
import { certificateErrors } from './errors.js';

const columns: ImportColumn[] = [
  {
    ...{ name: 'employee_number', description: 'Employee number', kind: 'text', required: true },
    maxLength: 40,
  },
  {
    ...{ name: 'kind_code', description: 'Code of the kind', kind: 'text', required: true },
    maxLength: 40,
  },
  { name: 'issued_on', description: 'First day', kind: 'date', required: true },
  { name: 'valid_until', description: 'Last day; empty: for ever', kind: 'date' },
  { name: 'number', description: 'Number on the paper', kind: 'text', maxLength: 80 },
  { name: 'issuer', description: 'Who issued it', kind: 'text', maxLength: 200 },
];

/** What a batch of rows names. */
interface Named {
  employees: ReadonlyMap<string, Employee>;
  kinds: ReadonlyMap<string, CertificateKind>;
}

/** Certificates of people, one row for each. */
export const certificateImport = defineImport<Named, { record: Certificate }>({
  kind: 'certificate',
  plugin: 'hr',
  description: 'Certificates of people that were not withdrawn, one row for each.',
  permission: 'hr.qualification.write',
  columns,
  key: ['employee_number', 'kind_code', 'issued_on'],
  makes: 'Certificate',
  export: {
    list: 'certificates',
    where: { withdrawnOn: { isNull: true } },
    paths: {
      employee_number: 'employee.number',
      kind_code: 'kind.code',
      issued_on: 'issuedOn',
      valid_until: 'validUntil',
      number: 'number',
      issuer: 'issuer',
    },
  },
  prepare,
  apply,
  upsert: { permission: 'hr.qualification.write', find, change },
});

async function prepare(ctx: Ctx, rows: readonly ImportRow[]): Promise<Named> {
  const number = { $in: textsOf(rows, 'employee_number') };
  const employees = await ctx.em.find(Employee, { number });
  const kinds = await ctx.em.find(CertificateKind, { code: { $in: textsOf(rows, 'kind_code') } });
  return {
    employees: new Map(employees.map((one) => [one.number, one])),
    kinds: new Map(kinds.map((one) => [one.code, one])),
  };
}

function apply(ctx: Ctx, row: ImportRow, named: Named): Certificate {
  const { employee, kind } = whose(ctx, row, named);
  const [issuedOn, validUntil] = [textOf(row, 'issued_on'), textOrNull(row, 'valid_until')];
  const [number, issuer] = [textOrNull(row, 'number'), textOrNull(row, 'issuer')];
  return addCertificate(ctx, { employee, kind, issuedOn, validUntil, number, issuer }, [
    'issued_on',
  ]);
}

async function find(ctx: Ctx, rows: readonly ImportRow[], { employees, kinds }: Named) {
  const found = await ctx.em.find(
    Certificate,
    {
      employee: { $in: [...employees.values()].map(({ id }) => id) },
      kind: { $in: [...kinds.values()].map(({ id }) => id) },
      issuedOn: { $in: textsOf(rows, 'issued_on') },
    },
    { populate: ['employee', 'kind'] },
  );
  return new Map(
    found.map((record) => [
      JSON.stringify([record.employee.number, record.kind.code, record.issuedOn]),
      { record },
    ]),
  );
}

/** End, number and issuer may be put right; empty cells leave what is there. */
function change(
  ctx: Ctx,
  { record }: { record: Certificate },
  { row, prepared }: { row: ImportRow; prepared: Named },
): void {
  whose(ctx, row, prepared);
  const validUntil = textOrNull(row, 'valid_until') ?? record.validUntil ?? null;
  checkDays(ctx, { issuedOn: record.issuedOn, validUntil }, ['valid_until']);
  record.validUntil = validUntil;
  record.number = textOrNull(row, 'number') ?? record.number ?? null;
  record.issuer = textOrNull(row, 'issuer') ?? record.issuer ?? null;
}

/** Nobody loads certificates of their own. */
function whose({ principal }: Ctx, row: ImportRow, { employees, kinds }: Named) {
  const [number, code] = [textOf(row, 'employee_number'), textOf(row, 'kind_code')];
  const employee = employees.get(number);
  if (!employee) throw skillErrors.SKILL_EMPLOYEE_UNKNOWN({ number }, ['employee_number']);
  if (employee.person.id === principal.personId) {
    throw certificateErrors.CERTIFICATE_OWN({}, ['employee_number']);
  }
  const kind = kinds.get(code);
  if (!kind) throw certificateErrors.CERTIFICATE_KIND_UNKNOWN({ code }, ['kind_code']);
  return { employee, kind };
}

function textOrNull(row: ImportRow, name: string): string | null {
  return row[name] === undefined ? null : textOf(row, name);
}
