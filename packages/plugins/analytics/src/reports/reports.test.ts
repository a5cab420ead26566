import { accountingPlugin } from '@bureau/plugin-accounting';
import type { Letter, Mailer } from '@bureau/core';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { fillShop, randomShop } from '../../test/shop-data.js';
import { shopPlugin } from '../../test/shop-plugin.js';
import { analyticsPlugin } from '../plugin.js';

/** Reports by mail and links for people outside, on one shop. */

const DAY = 86_400_000;
let now = new Date('2025-04-15T12:00:00Z');
const letters: Letter[] = [];
const mailer: Mailer = {
  send: (letter) => {
    letters.push(letter);
    return Promise.resolve({ is: 'SENT' });
  },
};
let app: TestApp;
let maker: TestClient;
let other: TestClient;
// Of another organization, with no right at all.
let outside: TestClient;
let roleId: string;
const ids: Record<string, string> = {};

const cards = [
  {
    key: 'orders',
    title: 'Orders',
    query: { measures: ['shop.orders'], timeGrain: 'MONTH', fill: true },
    period: { grain: 'MONTH', last: 6 },
    chart: { kind: 'BAR' },
  },
  {
    key: 'customers',
    title: '=Customers',
    query: { measures: ['shop.revenue'], dimensions: ['shop.customer'] },
    chart: { kind: 'TABLE' },
  },
];
const RIGHTS = [
  ...['dashboard.read', 'dashboard.write', 'metric.read', 'report.read', 'report.write'],
  ...['board.share'],
].map((one) => `analytics.${one}`);

beforeAll(async () => {
  const plugins = [analyticsPlugin, shopPlugin, accountingPlugin];
  app = await createTestApp({ plugins, clock: () => now, mailer });
  await fillShop(app, randomShop(5));
  roleId = await newRole('maker');
  await newRole('other');
  maker = await app.member('maker');
  other = await app.member('other');
  outside = (await app.otherOrganization()).as({ permissions: [] });
  const [user] = await app.sql<{ id: string }>(
    `update core.membership set email = id || '@acme.example' where id in (
      select user_id from core.role_grant where role_id = $1) returning id`,
    [app.uuid(roleId)],
  );
  ids['user'] = app.id('User', user?.id ?? '');
  const { dashboardCreate } = await maker.data(
    `mutation ($input: DashboardCreateInput!) { dashboardCreate(input: $input) {
      dashboard { id } userErrors { code } } }`,
    { input: { title: 'Trade', description: null, cards } },
  );
  ids['dashboard'] = dashboardCreate.dashboard.id;
  await app.work();
}, 90_000);

afterAll(() => app.close());

const rights = (...more: string[]) => [...RIGHTS, ...more].map((permission) => ({ permission }));

async function newRole(key: string): Promise<string> {
  const { roleCreate } = await app.owner.data(
    `mutation ($input: RoleCreateInput!) { roleCreate(input: $input) {
      role { id } userErrors { code } } }`,
    { input: { key, name: key, permissions: rights('shop.order.read') } },
  );
  return roleCreate.role.id;
}

/** What holders of the role may do from now on. */
const setRights = (...more: string[]) =>
  app.owner.data(
    `mutation ($id: ID!, $permissions: [RolePermissionInput!]) {
      roleUpdate(input: { id: $id, permissions: $permissions }) {
        role { id } userErrors { code } } }`,
    { id: roleId, permissions: rights(...more) },
  );

async function later(milliseconds: number) {
  now = new Date(now.valueOf() + milliseconds);
  await app.work();
}

describe('a scheduled report', () => {
  const CREATE = `mutation ($input: ScheduledReportCreateInput!) {
    scheduledReportCreate(input: $input) { scheduledReport { id state nextRunAt }
      userErrors { code } } }`;
  const RUNS = `query ($id: ID!) { scheduledReport(by: { id: $id }) { state reason nextRunAt
    runs { nodes { state recipients dataAsOf reason files { format url } } } } }`;
  const input = () => ({
    ...{ title: 'Trade of the day', dashboardId: ids['dashboard'], cron: '0 6 * * *' },
    ...{ formats: ['PDF', 'CSV'], recipientIds: [ids['user']] },
  });

  test('is mailed by its calendar as PDF and CSV, with query and time of the data', async () => {
    const { scheduledReportCreate } = await maker.data(CREATE, { input: input() });
    expect(scheduledReportCreate.scheduledReport).toMatchObject({
      state: 'ACTIVE',
      nextRunAt: '2025-04-16T06:00:00.000Z',
    });
    ids['report'] = scheduledReportCreate.scheduledReport.id;
    await later(DAY);
    expect(letters).toHaveLength(1);
    const [pdf, csv] = letters[0]?.attachments ?? [];
    expect(letters[0]).toMatchObject({ subject: 'Trade of the day' });
    expect([pdf?.name, csv?.name]).toEqual(['report-2025-04-16.pdf', 'report-2025-04-16.csv']);
    expect(pdf?.content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const lines = (csv?.content.toString() ?? '').split('\r\n');
    expect(lines[0]).toBe(
      'card,time,group,currency,measure,compared,value,unit,from,to,data_as_of,query',
    );
    expect(lines.filter((line) => line.startsWith('orders,'))).toHaveLength(6);
    expect(lines[1]).toContain('2025-04-16T12:00:00.000Z');
    expect(lines[1]).toContain('""measures"":[""shop.orders""]');
    const { scheduledReport } = await maker.data(RUNS, { id: ids['report'] ?? '' });
    expect(scheduledReport).toMatchObject({
      ...{ state: 'ACTIVE', nextRunAt: '2025-04-17T06:00:00.000Z' },
      runs: { nodes: [{ state: 'SENT', recipients: 1 }] },
    });
    const [run] = scheduledReport.runs.nodes as unknown as { files: { url: string }[] }[];
    expect(run?.files.map(({ url }) => url)).toEqual([
      expect.stringContaining('/files/'),
      expect.stringContaining('/files/'),
    ]);
  });

  test('what was missed is sent once; nobody else sees it', async () => {
    await later(3 * DAY);
    expect(letters).toHaveLength(2);
    const { data } = await other.query(RUNS, { id: ids['report'] ?? '' });
    expect(data?.['scheduledReport']).toBeNull();
  });

  test('its owner lost a right: it stops and says why, and no figure leaves', async () => {
    await setRights();
    await later(DAY);
    expect(letters).toHaveLength(3);
    expect(letters[2]).toMatchObject({ subject: 'Report stopped: Trade of the day' });
    expect(letters[2]?.attachments ?? []).toEqual([]);
    const { scheduledReport } = await maker.data(RUNS, { id: ids['report'] ?? '' });
    expect(scheduledReport).toMatchObject({ state: 'STOPPED', nextRunAt: null });
    expect(scheduledReport.reason).toContain('shop.order.read');
    await later(2 * DAY);
    expect(letters).toHaveLength(3);
    await setRights('shop.order.read');
    const resumed = await maker.data(
      `mutation ($id: ID!) { scheduledReportResume(input: { reportId: $id }) {
        scheduledReport { state reason } userErrors { code } } }`,
      { id: ids['report'] ?? '' },
    );
    expect(resumed.scheduledReportResume.scheduledReport).toEqual({
      ...{ state: 'ACTIVE', reason: null },
    });
  });

  test.each([
    [{ cron: 'now' }, 'REPORT_CRON'],
    [{ cron: '0 0 30 2 *' }, 'REPORT_CRON'],
    [{ cron: '*/10 * * * *' }, 'REPORT_OFTEN'],
    [{ formats: [] }, 'REPORT_FORMATS'],
    [{ recipientIds: [] }, 'REPORT_RECIPIENTS'],
    [{ recipientIds: ['usr_01h455vb4pex5vsknk084sn02q'] }, 'REPORT_RECIPIENTS'],
    [{ dashboardId: null }, 'REPORT_DASHBOARD'],
    [{ title: ' ' }, 'REPORT_TITLE'],
  ])('%j: %s', async (given, code) => {
    const { data } = await maker.query(CREATE, { input: { ...input(), ...given } });
    expect(JSON.stringify(data)).toContain(`ANALYTICS_${code}`);
  });
});

describe('a link for people outside', () => {
  const OPEN = `mutation BoardLinkOpen($input: BoardLinkOpenInput!) {
    boardLinkOpen(input: $input) { title dataAsOf expiresAt
      cards { key title kind svg head rows } userErrors { code message path } } }`;
  const CREATE = `mutation ($input: BoardLinkCreateInput!) { boardLinkCreate(input: $input) {
    boardLink { id } token userErrors { code } } }`;

  const open = async (token: string) => {
    const { data, errors } = await outside.query(OPEN, { input: { token } });
    return { board: data?.['boardLinkOpen'] as unknown as Board | null, errors };
  };
  interface Board {
    title: string | null;
    cards: { key: string; svg: string | null; rows: string[][] }[] | null;
    userErrors: { code: string }[];
  }
  const make = async (days = 30) => {
    const expiresAt = new Date(now.valueOf() + days * DAY).toISOString();
    const input = { dashboardId: ids['dashboard'], recipient: 'Investor', expiresAt };
    const { boardLinkCreate } = await maker.data(CREATE, { input });
    return { id: boardLinkCreate.boardLink.id, token: boardLinkCreate.token as unknown as string };
  };
  const closed = [{ code: 'ANALYTICS_BOARD_REFUSED' }];

  test('shows what its maker may see when it is opened, without a session', async () => {
    const { id, token } = await make();
    const { board } = await open(token);
    expect(board?.title).toBe('Trade');
    expect(board?.cards?.map(({ key }) => key)).toEqual(['orders', 'customers']);
    expect(board?.cards?.[0]?.svg).toContain('<svg');
    expect(board?.cards?.[1]?.rows.length).toBeGreaterThan(0);
    await setRights();
    const later = await open(token);
    expect(later.board?.cards?.map(({ svg, rows }) => [svg, rows])).toEqual([
      [null, []],
      [null, []],
    ]);
    await setRights('shop.order.read');
    const { boardLink } = await maker.data(
      'query ($id: ID!) { boardLink(by: { id: $id }) { views log { nodes { kind } } } }',
      { id },
    );
    expect(boardLink).toEqual({
      views: 2,
      log: { nodes: [{ kind: 'OPENED' }, { kind: 'OPENED' }] },
    });
  });

  test('guessed, changed, ended and revoked tokens open nothing, with one answer', async () => {
    const { id, token } = await make(2);
    const second = await make(2);
    const bytes = Buffer.from(token, 'base64url');
    const changed = (at: number) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy.toString('base64url');
    };
    // Another organization, another link, another secret; the secret of a sister link.
    const mixed = Buffer.concat([
      bytes.subarray(0, 32),
      Buffer.from(second.token, 'base64url').subarray(32),
    ]).toString('base64url');
    const tries = ['', 'x', 'A'.repeat(75), changed(0), changed(20), changed(40), mixed];
    for (const one of tries) {
      const { board, errors } = await open(one);
      expect(errors).toEqual([]);
      expect(board).toMatchObject({ title: null, cards: null, userErrors: closed });
    }
    const revoke = `mutation ($id: ID!) { boardLinkRevoke(input: { linkId: $id }) {
      boardLink { id } userErrors { code } } }`;
    const foreign = await other.query(revoke, { id });
    expect(foreign.errors[0]?.extensions.code).toBe('NOT_FOUND');
    await maker.data(revoke, { id });
    expect((await open(token)).board?.userErrors).toMatchObject(closed);
    now = new Date(now.valueOf() + 3 * DAY);
    expect((await open(second.token)).board?.userErrors).toMatchObject(closed);
    const kinds = await app.sql<{ kind: string }>(
      'select kind from analytics.board_view where link_id = $1',
      [app.uuid(id)],
    );
    expect(kinds).toEqual([{ kind: 'REFUSED' }]);
  });

  test('ends with the dashboard’s sight, and with the right to share', async () => {
    const { token } = await make();
    await app.owner.data(
      `mutation ($id: ID!, $permissions: [RolePermissionInput!]) {
        roleUpdate(input: { id: $id, permissions: $permissions }) {
          role { id } userErrors { code } } }`,
      {
        id: roleId,
        permissions: rights('shop.order.read').filter(
          ({ permission }) => permission !== 'analytics.board.share',
        ),
      },
    );
    expect((await open(token)).board?.userErrors).toMatchObject(closed);
  });
});
