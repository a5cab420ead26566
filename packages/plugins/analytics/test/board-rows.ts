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

const KPI = `
  insert into analytics.kpi (id, name, owner_id, query, grain, direction, target)
  values ($1, 'Orders', $2, '{"measures": []}'::jsonb, 'MONTH', 'HIGHER', 10)`;
const ALERT = `
  insert into analytics.alert (id, name, owner_id, query, grain, kind, threshold)
  values ($1, 'Orders', $2, '{"measures": []}'::jsonb, 'MONTH', 'ABOVE', 10)`;
const ALERT_EVENT = `
  insert into analytics.alert_event (id, alert_id, raised_at, period_from, value)
  values ($1, $2, now(), '2025-01-01', 11)`;

const REPORT = `
  insert into analytics.scheduled_report (id, title, dashboard_id, owner_id, cron, formats)
  values ($1, 'Orders', $2, $3, '0 6 * * *', '{CSV}')`;
const RECIPIENT = `
  insert into analytics.report_recipient (id, report_id, user_id) values ($1, $2, $3)`;
const RUN = `
  insert into analytics.report_run (id, report_id, state, data_as_of, cards)
  values ($1, $2, 'SENT', now(), '[]'::jsonb)`;
const LINK = `
  insert into analytics.board_link (id, dashboard_id, recipient, secret_hash, expires_at,
    created_by_id, actor_kind, actor_id)
  values ($1, $2, 'Investor', '\\x00', now(), $3, 'user', $3)`;
const VIEW = `
  insert into analytics.board_view (id, link_id, kind) values ($1, $2, 'REFUSED')`;
const SET = `
  insert into analytics.data_set (id, key, title, owner_id, columns)
  values ($1, 'targets', 'Targets', $2, '[]'::jsonb)`;
const SET_SHARE = `
  insert into analytics.data_set_share (id, data_set_id, role_id)
  select $1, $2, id from core.role where key = 'auditor'`;
const DATA_ROW = `
  insert into analytics.data_row (id, data_set_id, job_id, cells)
  values ($1, $2, $1, '{"amount": "1"}'::jsonb)`;

/** One row of each record type of dashboards, targets, alerts, reports, links and data sets. */
export async function fillBoards(app: TestApp): Promise<void> {
  await app.member('admin');
  const [owner] = await app.sql<{ id: string }>('select id from core.membership limit 1');
  await app.sql(DASHBOARD, [uuid(1), owner?.id]);
  await app.sql(SHARE, [uuid(2), uuid(1)]);
  await app.sql(REVISION, [uuid(3), uuid(1), owner?.id]);
  await app.sql(KPI, [uuid(4), owner?.id]);
  await app.sql(ALERT, [uuid(5), owner?.id]);
  await app.sql(ALERT_EVENT, [uuid(6), uuid(5)]);
  await app.sql(REPORT, [uuid(7), uuid(1), owner?.id]);
  await app.sql(RECIPIENT, [uuid(8), uuid(7), owner?.id]);
  await app.sql(RUN, [uuid(9), uuid(7)]);
  await app.sql(LINK, [uuid(10), uuid(1), owner?.id]);
  await app.sql(VIEW, [uuid(11), uuid(10)]);
  await app.sql(SET, [uuid(12), owner?.id]);
  await app.sql(SET_SHARE, [uuid(13), uuid(12)]);
  await app.sql(DATA_ROW, [uuid(14), uuid(12)]);
}
