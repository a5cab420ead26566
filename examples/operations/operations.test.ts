import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { config } from '../../bureau.config.js';

/**
 * Every example is run on the demo company: `name.graphql` (+ `name.variables.json`) must give
 * `name.json` by the statements of `name.sql`. Ids and cursors differ by run and are numbered.
 * `name.csv` is sent first, as `$uploadId`; `name.then.graphql` is asked when the job that the
 * example began (`$id`) has ended. Examples with jobs come last, because these change the company.
 * `UPDATE_EXAMPLES=1 npm test -- operations` writes the results anew.
 */
const folder = import.meta.dirname;
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql') && !file.endsWith('.then.graphql'))
  .map((file) => file.replace(/\.graphql$/, ''))
  .sort((left, right) => Number(hasJob(left)) - Number(hasJob(right)) || (left < right ? -1 : 1));

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: config.plugins, demo: true });
});
afterAll(() => app.close());

function read(file: string): string | undefined {
  const full = path.join(folder, file);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

/** Public ids in the order in which they first appear; cursors and requests have no number. */
function stable(text: string): string {
  const seen = new Map<string, string>();
  const number = (found: string, kind: string) => {
    const known = seen.get(found) ?? `${kind}_${seen.size + 1}`;
    seen.set(found, known);
    return known;
  };
  return text
    .replace(/\b([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g, (id, prefix: string) =>
      number(id, prefix),
    )
    .replace(/("(?:end|start)?[cC]ursor": )"[\w-]+"/g, '$1"<cursor>"')
    .replace(/("requestId": )"[\w-]+"/g, '$1"<request>"');
}

function compare(file: string, text: string): void {
  if (process.env['UPDATE_EXAMPLES'] === '1') writeFileSync(path.join(folder, file), text);
  expect(text).toBe(read(file));
}

function hasJob(name: string): boolean {
  return existsSync(path.join(folder, `${name}.then.graphql`));
}

async function sent(name: string, client: TestClient): Promise<Record<string, unknown>> {
  const variables = JSON.parse(read(`${name}.variables.json`) ?? '{}') as Record<string, unknown>;
  const csv = read(`${name}.csv`);
  return csv === undefined ? variables : { ...variables, uploadId: await app.upload(client, csv) };
}

/** The job of the first field of an answer. */
function jobOf(answer: unknown): { id: string } {
  const { data } = answer as { data: Record<string, { job: { id: string } }> };
  const [payload] = Object.values(data);
  if (payload) return payload.job;
  throw new Error('The example began no job.');
}

test.each(names)('%s answers as written', async (name) => {
  const document = read(`${name}.graphql`) ?? '';
  const role = /^# role: (\w+)/m.exec(document)?.[1];
  const own = role ? app.as({ role }) : app.owner;
  const client = hasJob(name) ? await app.member('owner') : own;
  const variables = await sent(name, client);
  let answer: unknown;
  const statements = await app.statements(async () => {
    answer = await client.query(document, variables);
  });
  compare(`${name}.json`, stable(`${JSON.stringify(answer, undefined, 2)}\n`));
  if (hasJob(name)) {
    await app.work();
    const result = await client.query(read(`${name}.then.graphql`) ?? '', jobOf(answer));
    compare(`${name}.then.json`, stable(`${JSON.stringify(result, undefined, 2)}\n`));
  }
  if (/^mutation/m.test(document)) return;
  const sql = [...statements].sort().map((text) => `${text.replaceAll(' from (', '\nfrom (')};\n`);
  compare(`${name}.sql`, sql.join('\n'));
});
