import { type Ctx, defineLoader, fileAddress, hook } from '@bureau/core';
import { addressFrom } from './open-link.js';

// The same bytes may be of several versions: each document remembers it once. Who asked is named by
// the actor; the user beside it only where there is one in the organization.
const LOG = `
  insert into documents.document_use (id, document_id, document_version_id, kind, address,
    created_by_id, actor_kind, actor_id)
  select gen_random_uuid(), v.document_id, v.id, 'DOWNLOADED', $2,
    (select m.id from core.membership m where m.id = $3::uuid), $4, $5
  from unnest($1::uuid[]) n (file_id)
  cross join lateral (
    select distinct on (of_file.document_id) of_file.document_id, of_file.id
    from documents.document_version of_file where of_file.file_id = n.file_id
    order by of_file.document_id, of_file.number desc) v`;

/** One statement for all files of a request; a file that is asked for twice is written once. */
const addresses = defineLoader<string, boolean>({
  name: 'documents.addresses',
  key: (fileId) => fileId,
  batch: async (ctx, fileIds) => {
    await log(ctx, fileIds);
    return fileIds.map(() => true);
  },
});

async function log(ctx: Ctx, fileIds: readonly string[]): Promise<void> {
  const { kind, id, userId } = ctx.principal;
  await ctx.sql(LOG, [fileIds, addressFrom(ctx), userId ?? null, kind, id]);
}

/** Whoever gets the address of a file of a document is in the log of the document. */
export const addressesLogged = hook(fileAddress, async (ctx, { fileId }) => {
  await ctx.load(addresses, fileId);
});
