import type { RequestContext } from '../context/request.js';
import { BEGINNING, readPosition, writePosition, type FeedPosition } from './change-cursor.js';
import type { ChangePage } from './change-event.types.js';
import {
  shownEvents,
  STORED_COLUMNS,
  storedChange,
  type StoredChange,
  type StoredRow,
} from './stored-change.js';
import { visibleEvents } from './visible-events.js';

/** What of the feed somebody asks for. */
export interface FeedRequest {
  /** Cursor of an earlier page; without it from the oldest event that is kept. */
  after?: string | null | undefined;
  first: number;
  /** Record types; empty or absent: all. */
  types?: readonly string[] | null | undefined;
  /** Event names; empty or absent: all. */
  names?: readonly string[] | null | undefined;
}

interface FeedRow extends StoredRow {
  transaction: string;
  sequence: string;
}

// Commit order is neither sequence nor clock order. Below the oldest running transaction nothing
// can appear any more; within that the order is that of the transactions.
const VISIBLE = 'transaction < pg_snapshot_xmin(pg_current_snapshot())';

const PAGE = `
  select ${STORED_COLUMNS}, transaction, sequence from core.outbox_event
  where (transaction, sequence) > ($1::xid8, $2::bigint) and ${VISIBLE}
    and ($3::text[] is null or record_type = any($3)) and ($4::text[] is null or name = any($4))
  order by transaction, sequence limit $5`;

const LATEST = `
  select transaction, sequence, at from core.outbox_event where ${VISIBLE}
  order by transaction desc, sequence desc limit 1`;

/** Events looked at for one page: the rest of those that the caller may not see is left. */
const MAX_SCANNED = 1_000;

/**
 * A page of the feed in the order of commits, without gaps: an event that is committed later never
 * stands before the cursor. Every event is shown with the rights that the caller has now.
 */
export async function readChanges(ctx: RequestContext, request: FeedRequest): Promise<ChangePage> {
  const { after } = request;
  let position = after == null ? BEGINNING : readPosition(after, oldestKept(ctx));
  const seen: StoredChange[] = [];
  let hasMore = true;
  for (let scanned = 0; hasMore && seen.length < request.first && scanned < MAX_SCANNED;) {
    const wanted = request.first - seen.length;
    const rows = await pageOf(ctx, request, { position, limit: wanted + 1 });
    hasMore = rows.length > wanted;
    const page = rows.slice(0, wanted);
    scanned += page.length;
    position = positionOf(page.at(-1)) ?? position;
    seen.push(...(await visibleEvents(ctx, page.map(storedChange))));
  }
  return {
    nodes: await shownEvents(ctx, seen),
    cursor: position === BEGINNING ? null : writePosition(position),
    hasMore,
    latest: await latest(ctx),
  };
}

const DAY_MS = 86_400_000;

function oldestKept({ now, runtime }: RequestContext): Date {
  return new Date(now.valueOf() - runtime.retention.eventDays * DAY_MS);
}

function pageOf(
  ctx: RequestContext,
  request: FeedRequest,
  at: { position: FeedPosition; limit: number },
): Promise<FeedRow[]> {
  const { transaction, sequence } = at.position;
  const values = [transaction, sequence, chosen(request.types), chosen(request.names), at.limit];
  return ctx.sql<FeedRow>(PAGE, values);
}

function chosen(names: readonly string[] | null | undefined): readonly string[] | null {
  return names && names.length > 0 ? names : null;
}

async function latest(ctx: RequestContext): Promise<string | null> {
  const [row] = await ctx.sql<FeedRow>(LATEST);
  const position = positionOf(row);
  return position ? writePosition(position) : null;
}

function positionOf(row: FeedRow | undefined): FeedPosition | undefined {
  if (!row) return undefined;
  const { transaction, sequence, at } = row;
  return { transaction, sequence, at: new Date(at).valueOf() };
}
