import type { RunSql } from '../context/run-sql.js';
import { entryText } from './chain.js';
import type { SignedHead } from './signed-head.js';

/** An entry that is not linked yet. */
export interface UnsealedEntry {
  organizationId: string;
  id: string;
  text: string;
}

/** Its place in the chain of its organization. */
export interface Link {
  organizationId: string;
  entryId: string;
  position: number;
  hash: Buffer;
}

interface EntryRow extends Record<string, unknown> {
  organization_id: string;
  id: string;
  transaction: string;
  sequence: string;
  text: string;
}

const UNLINKED = `not exists (select from core.audit_link l
  where l.organization_id = e.organization_id and l.entry_id = e.id)`;

const COLUMNS = `e.organization_id, e.id, e.transaction::text as transaction,
  e.sequence::text as sequence, ${entryText('e')} as text`;

const NEXT = `
  select ${COLUMNS} from core.audit_entry e
  where (e.transaction, e.sequence) > ($2::text::xid8, $3::bigint)
    and e.transaction < $4::text::xid8 and ${UNLINKED}
  order by e.transaction, e.sequence limit $1`;

// A restored database counts its transactions anew: then the place says nothing.
const ANYWHERE = `
  select ${COLUMNS} from core.audit_entry e where ${UNLINKED} order by e.sequence limit $1`;

const PLACE = `
  select s.transaction::text as transaction, s.sequence::text as sequence,
    pg_snapshot_xmin(now.snapshot)::text as horizon,
    s.transaction > pg_snapshot_xmax(now.snapshot) as is_lost
  from core.audit_seal s, (select pg_current_snapshot() as snapshot) now`;

const MOVE = 'update core.audit_seal set transaction = $1::text::xid8, sequence = $2';

interface PlaceRow extends Record<string, unknown> {
  transaction: string;
  sequence: string;
  horizon: string;
  is_lost: string;
}

/**
 * The next entries, oldest transaction first, and the place moved behind them. All entries of
 * transactions below the horizon (the oldest running one) are there, and none will come.
 */
export async function nextEntries(run: RunSql, limit: number): Promise<UnsealedEntry[]> {
  const [place] = await run<PlaceRow>(PLACE, []);
  if (!place) throw new Error('core.audit_seal has no row.');
  const isLost = place.is_lost === 't';
  const after = [place.transaction, place.sequence, place.horizon];
  const rows = await (isLost
    ? run<EntryRow>(ANYWHERE, [limit])
    : run<EntryRow>(NEXT, [limit, ...after]));
  const last = rows.at(-1);
  if (isLost && rows.length < limit) await run(MOVE, [place.horizon, 0]);
  else if (!isLost && last) await run(MOVE, [last.transaction, last.sequence]);
  return rows.map((row) => ({ organizationId: row.organization_id, id: row.id, text: row.text }));
}

const TIPS = `
  select o.id as organization_id, tip.position::text as position, encode(tip.hash, 'hex') as hash
  from unnest($1::uuid[]) as o(id)
  cross join lateral (select l.position, l.hash from core.audit_link l
    where l.organization_id = o.id order by l.position desc limit 1) tip`;

interface TipRow extends Record<string, unknown> {
  organization_id: string;
  position: string;
  hash: string;
}

/** The ends of the chains of these organizations; none for one that has no link yet. */
export async function tipsOf(
  run: RunSql,
  organizationIds: readonly string[],
): Promise<Map<string, { position: number; hash: Buffer }>> {
  const rows = await run<TipRow>(TIPS, [organizationIds]);
  return new Map(
    rows.map(({ organization_id: id, position, hash }) => [
      id,
      { position: Number(position), hash: Buffer.from(hash, 'hex') },
    ]),
  );
}

const ADD_LINKS = `
  insert into core.audit_link (organization_id, position, entry_id, hash)
  select o, p, e, decode(h, 'hex')
  from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[]) as t(o, p, e, h)`;

export async function addLinks(run: RunSql, links: readonly Link[]): Promise<void> {
  await run(ADD_LINKS, [
    links.map((link) => link.organizationId),
    links.map((link) => link.position),
    links.map((link) => link.entryId),
    links.map((link) => link.hash.toString('hex')),
  ]);
}

const ADD_HEADS = `
  insert into core.audit_head
    (organization_id, position, hash, signed_at, public_key, signature)
  select o, p, decode(h, 'hex'), a, decode(k, 'hex'), decode(s, 'hex')
  from unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[], $5::text[], $6::text[])
    as t(o, p, h, a, k, s)`;

export async function addHeads(run: RunSql, heads: readonly SignedHead[]): Promise<void> {
  await run(ADD_HEADS, [
    heads.map((head) => head.organizationId),
    heads.map((head) => head.position),
    heads.map((head) => head.hash),
    heads.map((head) => head.signedAt),
    heads.map((head) => head.publicKey),
    heads.map((head) => head.signature),
  ]);
}
