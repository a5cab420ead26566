import { createTestApp, type SqlClient, type TestApp } from '@bureau/testing';
import fc from 'fast-check';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

/** The database refuses what the operations never try; here a program does try, as the server. */

let app: TestApp;
let company: Company;
let attacker: SqlClient;
let serial = 0;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
  attacker = await app.asRole('bureau_app', app.organizationId);
});
afterAll(() => app.close());

interface Subject {
  employee: string;
  employment: string;
}

async function subject(startsOn = '2024-01-01'): Promise<Subject> {
  serial += 1;
  const number = `T-${serial}`;
  const employee = app.uuid(await hire(app.owner, company, { number, startsOn }));
  const [row] = await app.sql<{ id: string }>(
    'select id from hr.employment where employee_id = $1',
    [employee],
  );
  return { employee, employment: row!.id };
}

async function job(
  client: SqlClient,
  of: Subject,
  values: { from: string; to?: string | null; manager?: string | null; share?: string },
): Promise<void> {
  await client.query(
    `insert into hr.job_record (id, employee_id, employment_id, valid_from, valid_to, position,
       unit_id, site_id, manager_id, part_time_share)
     values (gen_random_uuid(), $1, $2, $3, $4, 'X', $5, $6, $7, $8)`,
    [
      ...[of.employee, of.employment, values.from, values.to ?? null],
      ...[app.uuid(company.unitId), app.uuid(company.siteId)],
      ...[values.manager ?? null, values.share ?? '1'],
    ],
  );
}

async function clear(of: Subject): Promise<void> {
  await attacker.query('delete from hr.job_record where employee_id = $1', [of.employee]);
}

describe('periods of one employee', () => {
  it('of jobs never overlap', async () => {
    const one = await subject();
    const clash = job(attacker, one, { from: '2024-06-01', to: '2024-07-01' });
    await expect(clash).rejects.toMatchObject({ code: '23P01' });
  });

  it('of pay never overlap', async () => {
    const { employee } = await subject();
    const pay = (from: string, to: string | null) =>
      attacker.query(
        `insert into hr.salary (id, employee_id, valid_from, valid_to, amount_amount,
           amount_currency) values (gen_random_uuid(), $1, $2, $3, 1, 'EUR')`,
        [employee, from, to],
      );
    await pay('2024-01-01', '2024-07-01');
    await expect(pay('2024-06-30', null)).rejects.toMatchObject({ code: '23P01' });
    await pay('2024-07-01', null);
  });

  it('of employment never overlap', async () => {
    const { employee } = await subject();
    const second = attacker.query(
      `insert into hr.employment (id, employee_id, legal_entity_id, starts_on)
       values (gen_random_uuid(), $1, $2, '2025-01-01')`,
      [employee, app.uuid(company.legalEntityId)],
    );
    await expect(second).rejects.toMatchObject({ code: '23P01' });
  });

  it.each([
    ['a span without a day', { from: '2024-01-01', to: '2024-01-01' }],
    ['a span that ends before it begins', { from: '2024-02-01', to: '2024-01-01' }],
    ['no part of full time', { from: '2024-01-01', share: '0' }],
    ['more than full time', { from: '2024-01-01', share: '1.0001' }],
  ])('are refused with %s', async (_name, values) => {
    const one = await subject();
    await clear(one);
    await expect(job(attacker, one, values)).rejects.toMatchObject({ code: '23514' });
  });

  it('of jobs lie within the employment, from either side', async () => {
    const one = await subject('2024-03-01');
    await clear(one);
    const outside = { code: 'BU001', message: 'HR_OUTSIDE_EMPLOYMENT' };
    await expect(job(attacker, one, { from: '2024-02-28' })).rejects.toMatchObject(outside);
    await job(attacker, one, { from: '2024-03-01' });
    const shorten = attacker.query(
      `update hr.employment set ends_on = '2025-01-01' where id = $1`,
      [one.employment],
    );
    await expect(shorten).rejects.toMatchObject(outside);
    const other = await subject();
    const mixed = { employee: one.employee, employment: other.employment };
    const foreign = job(attacker, mixed, { from: '2024-02-01', to: '2024-03-01' });
    await expect(foreign).rejects.toMatchObject(outside);
  });

  it('are checked when the transaction ends: first open, then close', async () => {
    const one = await subject();
    await attacker.query('begin');
    await job(attacker, one, { from: '2024-06-01' });
    await attacker.query(
      `update hr.job_record set valid_to = '2024-06-01'
        where employee_id = $1 and valid_from = '2024-01-01'`,
      [one.employee],
    );
    await attacker.query('commit');
  });

  it('hold against somebody who shortens the employment at the same time', async () => {
    const one = await subject();
    await clear(one);
    const other = await app.asRole('bureau_app', app.organizationId);
    await attacker.query('begin');
    await attacker.query(`update hr.employment set ends_on = '2024-06-01' where id = $1`, [
      one.employment,
    ]);
    const late = job(other, one, { from: '2024-07-01' });
    late.catch(() => undefined);
    await attacker.query('commit');
    await expect(late).rejects.toMatchObject({ message: 'HR_OUTSIDE_EMPLOYMENT' });
  });
});

describe('managers', () => {
  const DAYS = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'];

  /** Whether somebody is above themselves on one of the first days of the months. */
  function hasRing(edges: readonly Edge[]): boolean {
    return DAYS.some((_day, month) => {
      const above = new Map(
        edges.filter((edge) => edge.month === month).map(({ who, manager }) => [who, manager]),
      );
      return [...above.keys()].some((who) => {
        let at: number | undefined = above.get(who);
        for (let step = 0; step < 5 && at !== undefined && at !== who; step += 1) {
          at = above.get(at);
        }
        return at === who;
      });
    });
  }

  interface Edge {
    who: number;
    month: number;
    manager: number;
  }

  it('form no ring on any day, whatever the order of writing: as a plain walk says', async () => {
    const people: Subject[] = [];
    for (let index = 0; index < 4; index += 1) people.push(await subject());
    const anyEdge = fc.record({
      who: fc.integer({ min: 0, max: 3 }),
      month: fc.integer({ min: 0, max: 2 }),
      manager: fc.integer({ min: 0, max: 3 }),
    });
    const anyEdges = fc.uniqueArray(anyEdge, {
      maxLength: 7,
      selector: ({ who, month }) => `${who} ${month}`,
    });
    await fc.assert(
      fc.asyncProperty(anyEdges, async (edges) => {
        await attacker.query('begin');
        for (const one of people) await clear(one);
        for (const { who, month, manager } of edges) {
          await job(attacker, people[who]!, {
            from: DAYS[month]!,
            to: DAYS[month + 1]!,
            manager: people[manager]!.employee,
          });
        }
        const outcome = await attacker.query('set constraints all immediate').then(
          () => 'fine',
          (error: Error) => error.message,
        );
        await attacker.query('rollback');
        expect(outcome).toBe(hasRing(edges) ? 'HR_MANAGER_RING' : 'fine');
      }),
      { numRuns: 60 },
    );
  });
});
