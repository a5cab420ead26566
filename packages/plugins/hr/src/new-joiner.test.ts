import type { Letter } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './index.js';

let app: TestApp;
let company: Company;
const letters: Letter[] = [];
const mailer = {
  send: async (letter: Letter) => {
    letters.push(letter);
    return { is: 'SENT' as const };
  },
};

beforeAll(async () => {
  app = await createTestApp({
    plugins: [hrPlugin],
    mailer,
    clock: () => new Date('2026-03-10T12:00:00Z'),
  });
  company = await createCompany(app);
});
afterAll(() => app?.close());

test('#32 a manager is told of who joins, by mail without pay or account', async () => {
  const managerId = await hire(app.owner, company, { familyName: 'Boss', startsOn: '2020-01-01' });
  const boss = await app.member('viewer');
  const { viewer } = await boss.data('{ viewer { user { id } } }');
  await app.sql(
    `update core.membership set email = 'boss@acme.example', person_id =
       (select person_id from hr.employee where id = $2) where id = $1`,
    [app.uuid(viewer.user.id), app.uuid(managerId)],
  );
  const terms = {
    managerId,
    familyName: 'Neu',
    salary: { amount: { amount: '7654.32', currency: 'EUR' } },
    employee: { bankAccount: 'DE89370400440532013000' },
  };
  const id = await hire(app.owner, company, { ...terms, startsOn: '2026-04-01' });
  await hire(app.owner, company, { ...terms, familyName: 'Alt', startsOn: '2021-04-01' });
  await app.work();
  const list = '{ notifications { nodes { kind title record { id } } } notificationUnreadCount }';
  expect(await boss.data(list)).toEqual({
    notifications: {
      nodes: [
        { kind: 'hr.employee.joining', title: 'Kim Neu joins on 2026-04-01', record: { id } },
      ],
    },
    notificationUnreadCount: 1,
  });
  expect(letters).toMatchObject([
    { address: 'boss@acme.example', subject: 'Kim Neu joins on 2026-04-01' },
  ]);
  expect(JSON.stringify(letters)).not.toMatch(/7654|DE8937|EUR/);
});
