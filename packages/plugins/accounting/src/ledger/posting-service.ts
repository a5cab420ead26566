import { type Ctx, serviceToken } from '@bureau/core';
import {
  type EntrySource,
  type NewEntry,
  type PostedEntry,
  postAll,
  postEntry,
} from './posting.js';
import { reversalOf, type ReversalWish } from './reversal.js';

/**
 * The ledger for other plugins, inside the open transaction: the same way as the API. Rights are
 * the caller's business: whoever may do what is posted about, may post about it.
 */
export interface PostingService {
  /**
   * Posts an entry. With a `source` it is posted once: the second time gives the entry of the
   * first, `replayed`.
   * @throws DomainError ACCOUNTING_* with the first fault; nothing is written then
   */
  post(ctx: Ctx, entry: NewEntry): Promise<PostedEntry>;
  /** All of them or none, in one call. */
  postAll(ctx: Ctx, entries: readonly NewEntry[]): Promise<PostedEntry[]>;
  /** Takes an entry back. @throws ACCOUNTING_ALREADY_REVERSED and as `post` */
  reverse(ctx: Ctx, wish: ReversalWish): Promise<PostedEntry>;
  /** Uuid of the entry of a source event; `undefined`: none was posted. */
  entryOf(ctx: Ctx, source: EntrySource): Promise<string | undefined>;
}

export const PostingService = serviceToken<PostingService>('accounting.posting');

/** The service as this plugin offers it. */
export function createPostingService(): PostingService {
  return {
    post: postEntry,
    postAll,
    reverse: async (ctx, wish) => postEntry(ctx, await reversalOf(ctx, wish)),
    entryOf,
  };
}

const FIND = `
  select id from accounting.entry
   where source_type = $1 and source_id = $2 and source_event = $3`;

async function entryOf(ctx: Ctx, { type, id, event }: EntrySource): Promise<string | undefined> {
  const [row] = await ctx.sql<{ id: string }>(FIND, [type, id, event]);
  return row?.id;
}
