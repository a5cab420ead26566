import type { RunSql } from '../context/run-sql.js';
import { entryText } from './chain.js';
import type { ChainLink } from './chain-check.js';
import type { SignedHead } from './signed-head.js';

const PAGE = 5_000;

/** Uuids of all organizations. */
export async function organizationIds(run: RunSql): Promise<string[]> {
  const rows = await run<{ id: string }>('select id from core.organization order by id', []);
  return rows.map(({ id }) => id);
}

const LINKS = `
  select l.position::text as position, encode(l.hash, 'hex') as hash, l.entry_id,
    case when e.id is not null then ${entryText('e')} end as text
  from core.audit_link l left join core.audit_entry e
    on e.organization_id = l.organization_id and e.id = l.entry_id
  where l.organization_id = $1 and l.position > $2 and l.position <= $3
  order by l.position limit ${PAGE}`;

interface LinkRow extends Record<string, unknown> {
  position: string;
  hash: string;
  entry_id: string;
  text: string | null;
}

/** The chain in pages, the next one read while the last one is worked on. */
export async function* linksOf(
  run: RunSql,
  organizationId: string,
  bounds: { after?: number; until?: number } = {},
): AsyncGenerator<ChainLink[]> {
  const { after = 0, until = Number.MAX_SAFE_INTEGER } = bounds;
  const read = (last: number) => {
    const page = run<LinkRow>(LINKS, [organizationId, last, until]);
    page.catch(() => undefined); // it is awaited below, or nobody wants it any more
    return page;
  };
  let rows = await read(after);
  while (rows.length > 0) {
    const next = rows.length < PAGE ? undefined : read(Number(rows.at(-1)?.position));
    yield rows.map(({ position, hash, entry_id: entryId, text }) => {
      return { position: Number(position), hash, entryId, text };
    });
    rows = (await next) ?? [];
  }
}

const HEADS = `
  select position::text as position, encode(hash, 'hex') as hash,
    to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as signed_at,
    encode(public_key, 'hex') as public_key, encode(signature, 'hex') as signature
  from core.audit_head where organization_id = $1 and position > $2
  order by position limit ${PAGE}`;

interface HeadRow extends Record<string, unknown> {
  position: string;
  hash: string;
  signed_at: string;
  public_key: string;
  signature: string;
}

/** The heads in the database behind a place, in order. */
export async function* headsOf(
  run: RunSql,
  organizationId: string,
  after = 0,
): AsyncGenerator<SignedHead> {
  let rows: HeadRow[];
  let last = after;
  do {
    rows = await run<HeadRow>(HEADS, [organizationId, last]);
    for (const { position, hash, signature, ...row } of rows) {
      last = Number(position);
      const { signed_at: signedAt, public_key: publicKey } = row;
      yield { organizationId, position: last, hash, signedAt, publicKey, signature };
    }
  } while (rows.length === PAGE);
}

const UNSEALED = `
  select count(*) as count from (
    select from core.audit_entry e where e.organization_id = $1 and not exists (
      select from core.audit_link l
      where l.organization_id = e.organization_id and l.entry_id = e.id)) waiting`;

/** Entries that are in no chain yet. */
export async function unsealedCount(run: RunSql, organizationId: string): Promise<number> {
  const [row] = await run<{ count: string }>(UNSEALED, [organizationId]);
  return Number(row?.count ?? 0);
}
