import { systemCaller } from '../context/system.js';
import type { Runtime } from '../context/runtime.js';
import { inTransaction } from '../write/transaction.js';
import { File } from './file.entity.js';
import type { FileKey } from './file-store.js';

const DAMAGED = `
  update core.blob set state = 'DAMAGED', touched_at = now()
  where id = $1 and state = 'STORED'`;

/** Every file of these bytes cannot be read from now on; what is sent again is stored anew. */
export async function markDamaged(
  runtime: Runtime,
  blob: FileKey,
  requestId: string,
): Promise<void> {
  const caller = systemCaller(runtime.composition, blob.organizationId, requestId);
  await inTransaction(runtime, caller, {
    operation: 'fileDamaged',
    work: async (ctx) => {
      await ctx.sql(DAMAGED, [blob.id]);
      const files = await ctx.em.find(File, { blobId: blob.id, state: 'STORED' });
      for (const file of files) file.state = 'DAMAGED';
    },
  });
  runtime.log.error({ blob: blob.id, organization: blob.organizationId }, 'a file is damaged');
}
