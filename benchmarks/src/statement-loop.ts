import pg from 'pg';
import { fromRun } from './peers/listen.js';
import { answerRounds } from './repeated-work.js';

/** What a mutation with version check and audit says to PostgreSQL, and nothing else. */
interface Target {
  id: string;
  version: number;
}

const SETTINGS = `select set_config('app.organization_id', $1, true),
  set_config('app.principal_id', $2, true), set_config('statement_timeout', $3, true),
  set_config('lock_timeout', $4, true)`;
/** As `ctx.update` has it (core/src/write/update-plan.ts). */
const UPDATE = `update assets.asset a set note = $4, updated_at = $3, version = a.version + 1
  from assets.asset old where a.id = $1 and old.id = $1 and a.version = old.version
    and a.version = coalesce($2, a.version) and a.note is distinct from $4
    and a.state is distinct from $5 returning a.version, old.note, a.note`;
/** Trail and event in one statement, as the platform has it; the event waits for nobody. */
const TRACES = `with audited as (
  insert into core.audit_entry (id, principal_kind, principal_id, operation,
    request_id, address, record_type, record_id, action, before, after)
  select e.id, $2, $3, $4, $5, $6, e.type, e.record, e.action, e.before, e.after
  from jsonb_to_recordset($1::jsonb)
    as e(id uuid, type text, record uuid, action text, before jsonb, after jsonb))
  insert into core.outbox_event (id, name, version, record_type, record_id, payload,
    principal_kind, principal_id, request_id, dispatched_at)
  select e.id, 'core.record.changed', 1, e.type, e.record, e.event, $2, $3, $5, now()
  from jsonb_to_recordset($1::jsonb) as e(id uuid, type text, record uuid, event jsonb)`;
const PAYLOAD = `select id, version, note from assets.asset
  where organization_id = $1 and id = any($2::uuid[])`;

const organization = fromRun('ORGANIZATION');
const targets = JSON.parse(fromRun('TARGETS')) as Target[][];
const clients = await Promise.all(targets.map(open));

async function open(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: fromRun('APP_URL') });
  await client.connect();
  await client.query("select set_config('app.organization_id', $1, false)", [organization]);
  return client;
}

/** One transaction, each statement prepared by name and sent by itself, as pgbench does. */
async function change(client: pg.Client, target: Target): Promise<void> {
  const run = (name: string, text: string, values: unknown[]) =>
    client.query({ name, text, values });
  const note = `note ${target.version}`;
  await client.query('begin');
  await run('settings', SETTINGS, [organization, organization, '30000', '2000']);
  const values = [target.id, target.version, new Date(), note, 'DISPOSED'];
  const updated = await run('update', UPDATE, values);
  if (updated.rows.length !== 1) throw new Error('The version was another one.');
  await client.query('set constraints all immediate');
  const entry = {
    id: crypto.randomUUID(),
    type: 'Asset',
    record: target.id,
    action: 'UPDATE',
    before: { note: null, version: target.version },
    after: { note, version: target.version + 1 },
    event: { action: 'UPDATE', fields: ['note'], version: target.version + 1 },
  };
  const who = ['apiKey', organization, 'assetUpdate', crypto.randomUUID(), '127.0.0.1'];
  await run('traces', TRACES, [JSON.stringify([entry]), ...who]);
  await client.query('commit');
  await run('payload', PAYLOAD, [organization, [target.id]]);
  target.version += 1;
}

/** Changes the targets of one caller in turns; a caller without any has nothing to do. */
function changesOf(client: pg.Client, own: readonly Target[]): (() => Promise<void>)[] {
  let turn = 0;
  const next = () => {
    const target = own[turn++ % own.length];
    return target ? change(client, target) : Promise.resolve();
  };
  return own.length === 0 ? [] : [next];
}

answerRounds(clients.flatMap((client, index) => changesOf(client, targets[index] ?? [])));
