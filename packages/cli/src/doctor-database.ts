import { statfs } from 'node:fs/promises';
import { connectionFaults, loadRootKeys, ReadPool, rootKeyUse } from '@bureau/core';
import { createBacklog, withOwner } from '@bureau/server';
import { type Database, withoutLeakproof } from '@bureau/server/database';
import type { Client } from 'pg';
import type { Check } from './doctor.js';
import type { Session } from './session.js';

/** Connections that one server process opens at most, its work behind the requests included. */
const CONNECTIONS_PER_PROCESS = 40;
const SKEW_SECONDS = 5;
const LATE_SECONDS = 60;

/** What of a running database keeps a server from running well, each with what to do about it. */
export async function runningChecks(session: Session, database: Database): Promise<Check[]> {
  const { plugins, environment } = session;
  const connected = await withOwner(database.urls.app, async (client) => {
    const faults = await connectionFaults(client, plugins);
    const text = faults.join('\n') || 'the server is bound by row-level security';
    const rights = { name: 'roles', ok: faults.length === 0, text };
    const processes = environment.serverProcesses ?? 1;
    return [
      rights,
      await pooling(client),
      await clock(client),
      await connections(client, processes),
      await leakproof(client),
    ];
  });
  return [
    ...connected,
    await disk(session),
    await documents(database),
    await backlog(database),
    await rootKeys(session, database),
  ];
}

/** A transaction pooler hands each statement to whichever session is free. */
async function pooling(client: Client): Promise<Check> {
  const name = 'pooling';
  const pids = new Set<number>();
  await client.query("select set_config('bureau.probe', 'kept', false)");
  let isKept = true;
  for (let round = 0; round < 10; round += 1) {
    const { rows } = await client.query<{ pid: number; probe: string | null }>(
      "select pg_backend_pid() as pid, current_setting('bureau.probe', true) as probe",
    );
    pids.add(rows[0]?.pid ?? 0);
    isKept &&= rows[0]?.probe === 'kept';
  }
  if (isKept && pids.size === 1) return { name, ok: true, text: 'settings of a session are kept' };
  const text =
    'a transaction pooler stands before the database: session settings, named statements and ' +
    'LISTEN are lost. Connect directly, or set it to session pooling';
  return { name, ok: false, text };
}

async function clock(client: Client): Promise<Check> {
  const { rows } = await client.query<{ now: string }>(
    'select extract(epoch from clock_timestamp()) * 1000 as now',
  );
  const seconds = Math.abs(Number(rows[0]?.now ?? 0) - Date.now()) / 1_000;
  const ok = seconds < SKEW_SECONDS;
  const apart = `${seconds.toFixed(1)} s apart from the database`;
  return { name: 'clock', ok, text: ok ? apart : `${apart}: set both machines by NTP` };
}

/** Row-level security keeps operators without the mark from every index. */
async function leakproof(client: Client): Promise<Check> {
  const missing = await withoutLeakproof(client);
  const text =
    missing.length === 0
      ? 'operators of searches and amounts may use indexes'
      : `searches and filters on amounts read whole tables: let a superuser run ${missing
          .map((name) => `alter function pg_catalog.${name} leakproof`)
          .join('; ')}`;
  return { name: 'leakproof', ok: true, text };
}

const MODES = `
  select count(*) filter (where document_mode = 'AUDIT')::int as open, count(*)::int as all
  from core.organization`;

/** An organization that lets unregistered documents run is open to whatever a caller writes. */
async function documents(database: Database): Promise<Check> {
  const modes = await withOwner(database.urls.worker, async (client) => {
    const { rows } = await client.query<{ open: number; all: number }>(MODES);
    return rows[0] ?? { open: 0, all: 0 };
  });
  const text =
    `${modes.open} of ${modes.all} organizations run documents that are not registered ` +
    (modes.open > 0 ? '(mode AUDIT): documentModeSet, once their programs are registered' : '');
  return { name: 'documents', ok: true, text: text.trim() };
}

async function connections(client: Client, processes: number): Promise<Check> {
  const { rows } = await client.query<{ most: number }>(
    "select current_setting('max_connections')::int as most",
  );
  const most = rows[0]?.most ?? 0;
  const needed = processes * CONNECTIONS_PER_PROCESS;
  const text = `${needed} needed at most by ${processes} server processes, ${most} allowed`;
  const ok = needed <= most;
  const name = 'connections';
  return { name, ok, text: ok ? text : `${text}: raise max_connections or run fewer processes` };
}

async function disk({ environment }: Session): Promise<Check> {
  const { dataDir, diskMinFreeBytes = 0 } = environment;
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const text = `${Math.round(free / 1_000_000)} MB free in ${dataDir}`;
  const ok = free >= diskMinFreeBytes;
  return { name: 'disk', ok, text: ok ? text : `${text}: writes are refused until there is more` };
}

async function backlog(database: Database): Promise<Check> {
  const reader = createBacklog(database.urls.worker);
  try {
    const { outboxSeconds, outboxWaiting, jobs } = await reader.read();
    const dead = jobs.filter(({ state }) => state === 'DEAD');
    const count = dead.reduce((sum, one) => sum + one.count, 0);
    const late = outboxSeconds >= LATE_SECONDS;
    const events = `${outboxWaiting} events wait, the oldest ${Math.round(outboxSeconds)} s`;
    const text = `${events}; ${count} dead jobs`;
    const advice = [
      ...(late ? ['start a server with BUREAU_WORK=1, or "bureau work"'] : []),
      ...(count > 0 ? ['look at jobs(where: { state: { eq: DEAD } }), then jobRetry'] : []),
    ];
    const ok = advice.length === 0;
    return { name: 'work', ok, text: ok ? text : `${text}: ${advice.join('; ')}` };
  } finally {
    await reader.close();
  }
}

async function rootKeys({ environment }: Session, database: Database): Promise<Check> {
  const pool = new ReadPool({ url: database.urls.worker, poolSize: 1 });
  try {
    const use = await rootKeyUse(pool, loadRootKeys(environment.dataDir, process.env));
    const missing = use.filter((key) => !key.isHere).map(({ id }) => id);
    const ok = missing.length === 0;
    const text = ok
      ? `${use.length} here, every one in use among them`
      : `${missing.join(', ')} in use and missing: put them back (BUREAU_ROOT_KEY or root.key)`;
    return { name: 'root keys', ok, text };
  } finally {
    await pool.close();
  }
}
