import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createDatabase,
  deriveUrls,
  dropDatabase,
  ensureRoles,
  withDatabase,
} from '@bureau/server/database';
import { bureauEnvironment } from './candidates.js';
import { runTask, startBureau, type ServerProcess } from './children.js';
import type { BenchDatabase } from './database.js';
import type { Scale } from './options.js';
import { residentMegabytes } from './process-facts.js';
import type { Figure, Growth } from './results.js';
import { median, rounded } from './statistics.js';

const SETTLE_MS = 1_000;

/** Milliseconds that the schema takes, by the number of record types beside core's. */
export async function measureCompositions({ entities, starts }: Scale): Promise<Growth> {
  const points: Growth['points'] = [];
  for (const x of entities) {
    const times: number[] = [];
    for (let run = 0; run < starts; run++) {
      const env = { ENTITIES: String(x) };
      const task = 'synthetic/compose-time.js';
      times.push((await runTask<{ milliseconds: number }>(task, env)).milliseconds);
    }
    points.push({ x, y: rounded(median(times), 3) });
  }
  return {
    key: 'composition',
    title: 'Composition by record types',
    of: "record types beside core's",
    unit: 'milliseconds',
    points,
  };
}

/** From the start of the process to the first answer, on a database that is migrated already. */
export async function measureStarts(
  database: BenchDatabase,
  scale: Scale,
): Promise<{ growth: Growth; figures: Figure[] }> {
  const own = await medianStart(scale, bureauEnvironment(database));
  const points: Growth['points'] = [];
  for (const x of scale.entities) {
    const synthetic = await syntheticPlatform(database, x);
    const started = await medianStart(scale, synthetic.env, synthetic.folder);
    points.push({ x, y: started.milliseconds });
    await synthetic.drop();
  }
  const growth: Growth = {
    key: 'start',
    title: 'Start to the first answer by record types',
    of: "record types beside core's",
    unit: 'milliseconds',
    points,
  };
  return {
    growth,
    figures: [
      {
        key: 'start',
        title: 'Start to the first answer on an existing database',
        value: own.milliseconds,
        unit: 'ms',
        goal: { atMost: 1_000 },
      },
      {
        key: 'rssIdle',
        title: 'Resident memory of the idle server',
        value: own.megabytes,
        unit: 'MB',
        goal: { atMost: 160 },
      },
    ],
  };
}

async function medianStart(
  { starts }: Scale,
  env: Readonly<Record<string, string>>,
  folder?: string,
): Promise<{ milliseconds: number; megabytes: number }> {
  const times: number[] = [];
  let megabytes = Number.NaN;
  for (let run = 0; run < starts; run++) {
    const begun = performance.now();
    const server = await startBureau(env, folder);
    await firstAnswer(server);
    times.push(performance.now() - begun);
    if (run === starts - 1) megabytes = await settledMemory(server);
    await server.stop();
  }
  return { milliseconds: rounded(median(times), 3), megabytes };
}

/** Whoever has no credential is told so, which goes all the way through the gateway as well. */
async function firstAnswer({ port }: ServerProcess): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  const code = errors?.[0]?.extensions.code;
  if (code !== 'UNAUTHENTICATED') throw new Error(`A started server answers ${code ?? 'nothing'}.`);
}

async function settledMemory({ pid }: ServerProcess): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return rounded(residentMegabytes(pid) ?? Number.NaN, 3);
}

/** A database and a folder with a configuration; migrated by a first start. */
async function syntheticPlatform(database: BenchDatabase, entities: number) {
  const name = `synthetic_${entities}`;
  const folder = path.join(database.serverDir, name);
  mkdirSync(folder, { recursive: true });
  const env = { ENTITIES: String(entities), TABLES: path.join(folder, 'tables.json') };
  const tables = await runTask<object>('synthetic/tables-task.js', env);
  writeFileSync(env.TABLES, JSON.stringify(tables));
  const module = pathToFileURL(path.join(import.meta.dirname, 'synthetic/synthetic-config.js'));
  const config = `export { config } from '${module.href}';\n`;
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(path.join(folder, 'bureau.config.js'), config);
  const owner = withDatabase(database.urls.owner, name);
  const app = withDatabase(database.urls.app, name);
  await dropDatabase(database.urls.owner, name);
  await createDatabase(database.urls.owner, name);
  await ensureRoles(owner, deriveUrls(app));
  const serving = { ...bureauEnvironment(database), ...env, DATABASE_URL: app };
  const first = await startBureau({ ...serving, DATABASE_OWNER_URL: owner }, folder);
  await first.stop();
  const drop = (): Promise<void> => dropDatabase(database.urls.owner, name);
  return { env: serving, folder, drop };
}
