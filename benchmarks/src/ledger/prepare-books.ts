import { compose, createOrganization, type DefaultRole, issueToken } from '@bureau/core';
import { loadConfig } from '@bureau/server';
import pg from 'pg';
import { fillBooks } from './books.js';

/** Passed to the process in PREPARE. */
export interface BooksInput {
  ownerUrl: string;
  lines: number;
}

/** An organization with books, and keys of roles that may do everything in them. */
export interface Books {
  organizationId: string;
  /** The second one may send a thousand entries at a time. */
  tokens: { benchmark: string; bulk: string };
}

const DAY_MS = 86_400_000;
const MAY = /^(core|accounting|analytics)\./;

/** Books of that size: those of an earlier run on the same database, or new ones. */
async function prepare({ ownerUrl, lines }: BooksInput): Promise<Books> {
  const { roles, permissions } = compose(await loadConfig(process.cwd()));
  const slug = `ledger-${lines}`;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const may = [...permissions.keys()].filter((name) => MAY.test(name));
    const own = LIMITS.map((limit) => roleOf(limit, may));
    const find = 'select id from core.organization where slug = $1';
    const known = await owner.query<{ id: string }>(find, [slug]);
    const all = [...roles, ...own];
    const organizationId =
      known.rows[0]?.id ?? (await newBooks(owner, { slug, lines, roles: all }));
    const expires = new Date(Date.now() + DAY_MS);
    const issue = async (roleKey: string): Promise<string> => {
      const key = { organizationSlug: slug, roleKey, expires, name: 'Benchmark' };
      return (await issueToken(owner as never, key)).token;
    };
    const tokens = { benchmark: await issue('benchmark'), bulk: await issue('bench-bulk') };
    return { organizationId, tokens };
  } finally {
    await owner.end();
  }
}

/** Books have their name when they are whole: those of a run that was cut short are not used. */
async function newBooks(
  owner: pg.Client,
  { slug, lines, roles }: { slug: string; lines: number; roles: DefaultRole[] },
): Promise<string> {
  const filling = { slug: `filling-${Date.now().toString(36)}`, name: slug, roles };
  const organizationId = await createOrganization(owner as never, filling);
  await owner.query("select set_config('app.organization_id', $1, false)", [organizationId]);
  await fillBooks(owner, lines);
  await owner.query('vacuum (analyze)');
  await owner.query('update core.organization set slug = $2 where id = $1', [organizationId, slug]);
  return organizationId;
}

const LIMITS = ['benchmark', 'bulk'] as const;

function roleOf(limitClass: (typeof LIMITS)[number], permissions: string[]): DefaultRole {
  return {
    key: limitClass === 'bulk' ? 'bench-bulk' : limitClass,
    name: `Benchmark ${limitClass}`,
    description: 'Does what the benchmark measures.',
    permissions,
    limitClass,
  };
}

const result = await prepare(JSON.parse(process.env['PREPARE'] ?? '{}') as BooksInput);
process.send?.({ result });
