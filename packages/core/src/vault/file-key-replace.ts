import { z } from 'zod';
import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import { blobCell } from '../files/blob-cell.js';
import { defineJob, type JobDefinition } from '../jobs/job-definition.js';
import { inPages, type JobPage } from '../jobs/job-pages.js';
import { vaultErrors } from './errors.js';
import { MOST_FILE_KEYS, newerKeys, withNewKey } from './file-key-ring.js';
import { unwrapKey, wrapKey } from './organization-keys.js';

/** May replace keys of the organization. */
export const KEY_REPLACE = 'core.key.replace';

interface KeyRow extends Record<string, unknown> {
  wrapped: string;
  root_key_id: string;
}

// Locked: of two that replace it at once the second one adds to what the first one left.
const LOCKED = `
  select wrapped, root_key_id from core.organization_key where organization_id = $1 for update`;
const STORE = `
  update core.organization_key set wrapped = $2, root_key_id = $3, updated_at = now()
  where organization_id = $1`;

/**
 * Gives the organization a new key for the keys of its files, in the open transaction. Files that
 * come from its commit on are sealed by it, those that are there by `fileKeysReplace`.
 * @throws CORE_FILE_KEYS_MANY, Error when the organization has no key
 */
export async function addFileKey(ctx: Ctx): Promise<void> {
  const { organizationId } = ctx;
  const { rootKeys } = requestOf(ctx).runtime.vault;
  const [row] = await ctx.sql<KeyRow>(LOCKED, [organizationId]);
  if (!row) throw new Error(`Organization ${organizationId} has no key.`);
  const stored = { wrapped: row.wrapped, rootKeyId: row.root_key_id };
  const secret = unwrapKey(rootKeys, organizationId, stored);
  if (newerKeys(secret).size >= MOST_FILE_KEYS) {
    throw vaultErrors.FILE_KEYS_MANY({ limit: MOST_FILE_KEYS }, []);
  }
  const anew = wrapKey(rootKeys.current, organizationId, withNewKey(secret));
  await ctx.sql(STORE, [organizationId, anew.wrapped, anew.rootKeyId]);
}

/** Files of one transaction. */
const ROWS = 500;

interface BlobRow extends Record<string, unknown> {
  id: string;
  data_key: string;
}

const COUNT = `
  select count(*)::text as total, (count(*) filter (where id <= $1::uuid))::text as before
  from core.blob`;
const NEXT = `
  select id, data_key from core.blob where id > $1::uuid order by id limit ${ROWS}`;
// Whoever changed or removed a row meanwhile was first.
const SEAL = `
  update core.blob b set data_key = n.sealed
  from unnest($1::uuid[], $2::text[], $3::text[]) n (id, data_key, sealed)
  where b.id = n.id and b.data_key = n.data_key`;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Seals the keys of all files by the newest key; bytes stay as they are, and readers go on. */
export const fileKeysReplace: JobDefinition<Record<string, never>> = defineJob({
  kind: 'core.fileKeysReplace',
  description: 'Seals the keys of all files by the newest key of the organization.',
  input: z.object({}),
  permission: KEY_REPLACE,
  run: async (work) => {
    const { organizationId } = work;
    await inPages(work, async (ctx, after = FIRST) => {
      await requestOf(ctx).runtime.vault.readAnew(organizationId);
      return replaceSome(ctx, after);
    });
  },
});

async function replaceSome(ctx: Ctx, after: string): Promise<JobPage> {
  const { organizationId } = ctx;
  const { vault } = requestOf(ctx).runtime;
  const [count] = await ctx.sql<{ total: string; before: string }>(COUNT, [after]);
  const rows = await ctx.sql<BlobRow>(NEXT, [after]);
  const old = rows.filter(({ data_key: key }) => !vault.isNewestFileKey(organizationId, key));
  const sealed = old.map(({ id, data_key: key }) => {
    const cell = blobCell(id);
    return vault.sealFileKey(organizationId, cell, vault.openFileKey(organizationId, cell, key));
  });
  const columns = [old.map(({ id }) => id), old.map((row) => row.data_key), sealed];
  if (old.length > 0) await ctx.sql(SEAL, columns);
  const done = Number(count?.before ?? 0) + rows.length;
  return { last: rows.at(-1)?.id, done, total: Number(count?.total ?? 0) };
}
