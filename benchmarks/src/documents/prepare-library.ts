import { compose, createOrganization, type DefaultRole, issueToken } from '@bureau/core';
import { loadConfig } from '@bureau/server';
import pg from 'pg';
import { fillLibrary } from './library-rows.js';

/** Passed to the process in PREPARE. */
export interface LibraryInput {
  ownerUrl: string;
  documents: number;
}

/** An organization with documents, and a key of a reader who may not see all of them. */
export interface Library {
  organizationId: string;
  token: string;
}

const DAY_MS = 86_400_000;
const ROLE: DefaultRole = {
  key: 'benchmark',
  name: 'Benchmark reader',
  description: 'Finds and reads papers.',
  permissions: ['documents.document.read'],
  limitClass: 'benchmark',
};

/** A library of that size: that of an earlier run on the same database, or a new one. */
async function prepare({ ownerUrl, documents }: LibraryInput): Promise<Library> {
  const { roles } = compose(await loadConfig(process.cwd()));
  const slug = `documents-${documents}`;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const find = 'select id from core.organization where slug = $1';
    const known = await owner.query<{ id: string }>(find, [slug]);
    const all = [...roles, ROLE];
    const organizationId =
      known.rows[0]?.id ?? (await newLibrary(owner, { slug, documents, roles: all }));
    const expires = new Date(Date.now() + DAY_MS);
    const key = { organizationSlug: slug, roleKey: ROLE.key, expires, name: 'Benchmark' };
    const { token } = await issueToken(owner as never, key);
    return { organizationId, token };
  } finally {
    await owner.end();
  }
}

/** A library has its name when it is whole: those of a run that was cut short are not used. */
async function newLibrary(
  owner: pg.Client,
  { slug, documents, roles }: { slug: string; documents: number; roles: DefaultRole[] },
): Promise<string> {
  const filling = { slug: `filling-${Date.now().toString(36)}`, name: slug, roles };
  const organizationId = await createOrganization(owner as never, filling);
  await owner.query("select set_config('app.organization_id', $1, false)", [organizationId]);
  await fillLibrary(owner, documents);
  await owner.query('vacuum (analyze)');
  await owner.query('update core.organization set slug = $2 where id = $1', [organizationId, slug]);
  return organizationId;
}

const result = await prepare(JSON.parse(process.env['PREPARE'] ?? '{}') as LibraryInput);
process.send?.({ result });
