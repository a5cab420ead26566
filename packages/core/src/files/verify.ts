import { createHash } from 'node:crypto';
import type { ReadPool } from '../context/pools.js';
import type { Runtime } from '../context/runtime.js';
import { openBlob } from './blobs.js';
import type { FileKey } from './file-store.js';
import { isLost } from './is-lost.js';
import { markDamaged } from './mark-damaged.js';

/** What a look at all bytes has found. */
export interface Verification {
  blobs: number;
  bytes: number;
  /** Blobs that do not open, or are gone; their files are DAMAGED now. */
  damaged: FileKey[];
}

const PAGE = `
  select organization_id, id, address from core.blob
  where state = 'STORED' and (organization_id, id) > ($1::uuid, $2::uuid)
  order by organization_id, id limit 200`;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface BlobRow {
  organization_id: string;
  id: string;
  address: string;
}

/**
 * Reads every blob of every organization from its first byte to its last: each chunk must open,
 * and all of them must have the hash that they were stored under. Files of others are marked
 * DAMAGED. In bounded memory; `worker` sees all organizations.
 */
export async function verifyFiles(
  runtime: Runtime,
  worker: ReadPool,
  requestId: string,
): Promise<Verification> {
  const found: Verification = { blobs: 0, bytes: 0, damaged: [] };
  let after = { organization_id: FIRST, id: FIRST };
  for (;;) {
    const values = [after.organization_id, after.id];
    const rows = await worker.sqlAnywhere<BlobRow>({ text: PAGE, values });
    for (const row of rows) {
      const { organization_id: organizationId, id } = row;
      const size = await soundSize(runtime, row);
      found.blobs += 1;
      found.bytes += size ?? 0;
      if (size !== undefined) continue;
      found.damaged.push({ organizationId, id });
      await markDamaged(runtime, { organizationId, id }, requestId);
    }
    const last = rows.at(-1);
    if (!last) return found;
    after = last;
  }
}

/** Number of bytes; `undefined` when they are not what was stored. */
async function soundSize(runtime: Runtime, row: BlobRow): Promise<number | undefined> {
  const { organization_id: organizationId, id, address } = row;
  const content = await openBlob(runtime, { organizationId, id });
  // Removed since the page was read: nothing is wrong with it.
  if (!content) return 0;
  const hash = createHash('sha256');
  try {
    for await (const chunk of content.read()) hash.update(chunk);
  } catch (error) {
    if (isLost(error)) return undefined;
    throw error;
  }
  const { vault } = runtime;
  const found = vault.blindIndex(organizationId, 'core.blob.sha256', hash.digest('hex'));
  return found === address ? content.size : undefined;
}
