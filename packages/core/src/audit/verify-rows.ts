import type { RunSql } from '../context/run-sql.js';
import { entryText } from './chain.js';
import { type ChainLink, LINK_BYTES } from './chain-check.js';
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

/** The chain in pages with the text of each entry, the next one read while the last is used. */
export async function* linksOf(
  run: RunSql,
  organizationId: string,
  bounds: { after?: number; until?: number } = {},
): AsyncGenerator<ChainLink[]> {
  const { after = 0, until } = bounds;
  const read = (last: number) => unheard(linksAfter(run, organizationId, { after: last, until }));
  let links = await read(after);
  while (links.length > 0) {
    const next = links.length < PAGE ? undefined : read(links.at(-1)?.position ?? 0);
    yield links;
    links = (await next) ?? [];
  }
}

/** One page of them. */
export async function linksAfter(
  run: RunSql,
  organizationId: string,
  { after, until = Number.MAX_SAFE_INTEGER }: { after: number; until?: number | undefined },
): Promise<ChainLink[]> {
  const rows = await run<LinkRow>(LINKS, [organizationId, after, until]);
  return rows.map(({ position, hash, entry_id: entryId, text }) => {
    return { position: Number(position), hash, entryId, text };
  });
}

/** A failure is thrown where the value is awaited, or nobody wants it any more. */
function unheard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

// An entry that is gone has no digest and leaves the page short. The entry is looked up link by
// link: a join would read the whole trail for each page of it.
const DIGESTS = `
  select count(*) as count, string_agg(page.digest || page.hash, '' order by page.position) as chain
  from (
    select l.position, l.hash, (
      select sha256(convert_to(${entryText('e')}, 'UTF8')) from core.audit_entry e
      where e.organization_id = l.organization_id and e.id = l.entry_id) as digest
    from core.audit_link l
    where l.organization_id = $1 and l.position > $2 and l.position <= $2::bigint + ${PAGE}
    offset 0) page`;

interface DigestRow extends Record<string, unknown> {
  count: string;
  chain: string | null;
}

/** Pages of the chain as digests: a quarter of the work of reading texts. */
export class DigestPages {
  /** Pages that are being read, by the place before their first link. */
  private ahead = new Map<number, Promise<Buffer | undefined>>();

  constructor(
    private readonly run: RunSql,
    private readonly organizationId: string,
  ) {}

  /**
   * The digest and the hash of each link behind a place, 64 bytes a link; undefined where a link
   * or an entry is missing, and at the end. The two pages behind it are read meanwhile, for the
   * database has a process for each.
   */
  async after(place: number): Promise<Buffer | undefined> {
    const wanted = [place, place + PAGE, place + 2 * PAGE];
    this.ahead = new Map(wanted.map((at) => [at, this.ahead.get(at) ?? unheard(this.read(at))]));
    return this.ahead.get(place);
  }

  private async read(place: number): Promise<Buffer | undefined> {
    const [row] = await this.run<DigestRow>(DIGESTS, [this.organizationId, place]);
    const chain = Buffer.from(row?.chain?.slice(2) ?? '', 'hex');
    const isWhole = chain.length > 0 && chain.length === Number(row?.count) * LINK_BYTES;
    return isWhole ? chain : undefined;
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
