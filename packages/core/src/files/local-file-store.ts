import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isUuid } from '../model/ids.js';
import type { FileKey, FileStore } from './file-store.js';

const PART = '.part';

/**
 * Files in a folder: `<folder>/<organization>/<id>`. Names are uuids, so nothing that a caller
 * writes becomes part of a path. A file appears under its name when all of it is on disk.
 */
export function createLocalFileStore(folder: string): FileStore {
  const fileOf = ({ organizationId, id }: FileKey): string => {
    if (!isUuid(organizationId) || !isUuid(id)) throw new Error('A file is named by two uuids.');
    return path.join(folder, organizationId, id);
  };
  return {
    write: (key, source) => writeWhole(fileOf(key), source),
    read: (key, range) =>
      createReadStream(fileOf(key), range && { start: range.start, end: range.end - 1 }),
    remove: (key) => rm(fileOf(key), { force: true }),
    removeParts: (before) => removeParts(folder, before),
  };
}

async function writeWhole(file: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const directory = path.dirname(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const part = `${file}.${randomUUID()}${PART}`;
  const handle = await open(part, 'wx', 0o600);
  try {
    for await (const chunk of source) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    await rename(part, file);
    await syncDirectory(directory);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

/** Only then does the new name outlive a power cut. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeParts(folder: string, before: Date): Promise<number> {
  let removed = 0;
  for await (const organization of entries(folder)) {
    if (!isUuid(organization)) continue;
    for await (const name of entries(path.join(folder, organization))) {
      if (!name.endsWith(PART)) continue;
      const file = path.join(folder, organization, name);
      const { mtime } = await stat(file).catch(() => ({ mtime: before }));
      if (mtime >= before) continue;
      await rm(file, { force: true });
      removed += 1;
    }
  }
  return removed;
}

async function* entries(directory: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(directory)) yield entry.name;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
