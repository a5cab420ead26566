import type { TestApp } from '@bureau/testing';

const uuid = (at: number) => `00000000-0000-7000-8000-00000000b0${String(at).padStart(2, '0')}`;

const DASHBOARD = `
  insert into analytics.dashboard (id, title, owner_id, cards)
  values ($1, 'Trade', $2, '[]'::jsonb)`;
const SHARE = `
  insert into analytics.dashboard_share (id, dashboard_id, role_id)
  select $1, $2, id from core.role where key = 'auditor'`;
const REVISION = `
  insert into analytics.dashboard_revision
    (id, dashboard_id, number, title, cards, created_by_id, actor_kind, actor_id)
  values ($1, $2, 1, 'Trade', '[]'::jsonb, $3, 'user', $3)`;

/** One row of each record type of dashboards. */
export async function fillBoards(app: TestApp): Promise<void> {
  await app.member('admin');
  const [owner] = await app.sql<{ id: string }>('select id from core.membership limit 1');
  await app.sql(DASHBOARD, [uuid(1), owner?.id]);
  await app.sql(SHARE, [uuid(2), uuid(1)]);
  await app.sql(REVISION, [uuid(3), uuid(1), owner?.id]);
}
