import { randomUUID } from 'node:crypto';
import { ReadPool, verifyFiles } from '@bureau/core';
import type { Command } from 'commander';
import { command, type Json } from './command.js';
import { print, table } from './output.js';
import { openSession, withMigrated, withRuntime } from './session.js';

/** `bureau files`: the bytes in the store. */
export function addFiles(program: Command): void {
  const files = program.command('files').description('Files in the store.');
  command(files, 'verify', 'Reads every file and marks those that are damaged.').action(
    async ({ json = false }: Json) => {
      const session = await openSession();
      const found = await withMigrated(session, (database) =>
        withRuntime(session, database, async (runtime) => {
          const worker = new ReadPool({ url: database.urls.worker, poolSize: 1 });
          try {
            return await verifyFiles(runtime, worker, randomUUID());
          } finally {
            await worker.close();
          }
        }),
      );
      print(json, found, () =>
        [
          `${found.blobs} blobs with ${found.bytes} bytes read, ${found.damaged.length} damaged`,
          table(found.damaged.map(({ organizationId, id }) => [organizationId, id])),
        ].join('\n'),
      );
      if (found.damaged.length > 0) process.exitCode = 1;
    },
  );
}
