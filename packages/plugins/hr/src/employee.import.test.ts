import {
  type Caller,
  type Ctx,
  type DomainError,
  type ImportRow,
  inTransaction,
} from '@bureau/core';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { createCompany } from '../test/company.js';
import { employeeImport } from './employee.import.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  await createCompany(app);
});
afterAll(() => app.close());

function row(number: string, more: Record<string, string> = {}): ImportRow {
  return {
    employee_number: number,
    given_name: 'Given',
    family_name: `Family ${number}`,
    email: `${number}@example.org`,
    hired_on: '2024-01-01',
    legal_entity_code: 'CO',
    position: 'Engineer',
    unit_code: 'ENG',
    site_code: 'VIE',
    ...more,
  };
}

/** One batch in a transaction, as the import service runs it. */
async function load(rows: readonly ImportRow[], client = app.owner): Promise<void> {
  await inTransaction(app.runtime, callerOf(client), {
    operation: 'employeeImport',
    work: (ctx) => apply(ctx, rows),
  });
}

function callerOf({ principal }: TestClient): Caller {
  return { principal, requestId: 'import', deadline: Date.now() + 30_000 };
}

async function apply(ctx: Ctx, rows: readonly ImportRow[]): Promise<void> {
  const prepared = await employeeImport.prepare(ctx, rows);
  for (const one of rows) await employeeImport.apply(ctx, one, prepared);
}

async function codeOf(work: Promise<void>): Promise<[string, readonly string[]]> {
  const error = await work.then(
    () => undefined,
    (reason: DomainError) => reason,
  );
  return [error?.code ?? '', error?.path ?? []];
}

describe('employeeImport', () => {
  it('hires with managers of the same batch and of earlier ones', async () => {
    await load([row('I-1'), row('I-2', { manager_number: 'I-1', part_time_share: '0.8' })]);
    await load([
      row('I-3', { manager_number: 'I-2', salary_amount: '50000', salary_currency: 'EUR' }),
    ]);
    const { employee } = await app.owner.data(`{ employee(by: { number: "I-3" }) {
      displayName workEmail job { unit { code } site { code } }
      managerChain { nodes { number job { partTimeShare } } }
      salary { amount { amount currency } period } employment { kind legalEntity { code } } } }`);
    expect(employee).toEqual({
      displayName: 'Given Family I-3',
      workEmail: 'i-3@example.org',
      job: { unit: { code: 'ENG' }, site: { code: 'VIE' } },
      managerChain: {
        nodes: [
          { number: 'I-2', job: { partTimeShare: '0.8000' } },
          { number: 'I-1', job: { partTimeShare: '1.0000' } },
        ],
      },
      salary: { amount: { amount: '50000.00', currency: 'EUR' }, period: 'YEAR' },
      employment: { kind: 'PERMANENT', legalEntity: { code: 'CO' } },
    });
  });

  it.each([
    [{ unit_code: 'NO' }, 'HR_UNIT_UNKNOWN', 'unit_code'],
    [{ site_code: 'NO' }, 'HR_SITE_UNKNOWN', 'site_code'],
    [{ legal_entity_code: 'NO' }, 'HR_LEGAL_ENTITY_UNKNOWN', 'legal_entity_code'],
    [{ manager_number: 'NO' }, 'HR_MANAGER_UNKNOWN', 'manager_number'],
    [{ part_time_share: '1.5' }, 'HR_PART_TIME_SHARE', 'part_time_share'],
    [{ email: 'nobody' }, 'HR_EMAIL_INVALID', 'email'],
    [{ employee_number: 'I-1' }, 'HR_NUMBER_TAKEN', 'employee_number'],
    [{ salary_amount: '1' }, 'HR_SALARY_INCOMPLETE', 'salary_currency'],
    [{ salary_amount: '0', salary_currency: 'EUR' }, 'HR_SALARY_INVALID', 'salary_amount'],
  ])('names the column at fault: %j', async (more, code, column) => {
    const bad = row('F-1', more as unknown as Record<string, string>);
    expect(await codeOf(load([bad]))).toEqual([code, [column]]);
  });

  it('refuses pay from those who may not set it', async () => {
    const client = app.as({ permissions: ['hr.employee.import'] });
    const paid = row('S-1', { salary_amount: '1', salary_currency: 'EUR' });
    await expect(load([paid], client)).rejects.toMatchObject({
      extensions: { permission: 'hr.salary.write' },
    });
    await load([row('S-2')], client);
  });

  it('goes on after a row that fails in a savepoint', async () => {
    const rows = [
      row('K-1'),
      row('K-2', { unit_code: 'NO', manager_number: 'K-1' }),
      row('K-3', { manager_number: 'K-1' }),
    ];
    await inTransaction(app.runtime, callerOf(app.owner), {
      operation: 'employeeImport',
      work: async (ctx) => {
        for (const one of rows) {
          await ctx.savepoint(() => apply(ctx, [one])).catch(() => undefined);
        }
      },
    });
    const { employee } = await app.owner.data(
      '{ employee(by: { number: "K-3" }) { job { manager { number } unit { code } } } }',
    );
    expect(employee.job).toEqual({ manager: { number: 'K-1' }, unit: { code: 'ENG' } });
    expect((await app.sql(`select id from hr.employee where number = 'K-2'`)).length).toBe(0);
  });

  it('writes a batch with the same number of statements, whatever its size', async () => {
    const batch = (prefix: string, size: number) =>
      Array.from({ length: size }, (_, index) =>
        row(`${prefix}-${index}`, index > 0 ? { manager_number: `${prefix}-0` } : {}),
      );
    const small = await app.statements(() => load(batch('SM', 5)));
    const large = await app.statements(() => load(batch('LG', 120)));
    expect(large.length).toBe(small.length);
  });
});
