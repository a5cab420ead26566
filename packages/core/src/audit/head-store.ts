import { createReadStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isUuid } from '../model/ids.js';
import type { SignedHead } from './signed-head.js';

/**
 * Where signed heads are kept outside the database. A store that its writer cannot change (a log
 * server, an object store with a lock) is another implementation of the same three methods.
 */
export interface AuditHeadStore {
  /** Adds heads, of any organizations; they are safe when it returns. */
  append(heads: readonly SignedHead[]): Promise<void>;
  /** The heads of an organization in the order in which they were added. */
  read(organizationId: string): AsyncIterable<SignedHead>;
  /** Organizations that have heads. */
  organizations(): Promise<string[]>;
}

const SUFFIX = '.jsonl';

/** One file per organization in a folder: a line of JSON per head, only ever added to. */
export function createLocalHeadStore(folder: string): AuditHeadStore {
  const fileOf = (organizationId: string) => path.join(folder, `${organizationId}${SUFFIX}`);
  return {
    append: async (heads) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const [organizationId, own] of grouped(heads)) {
        const lines = own.map((head) => `${JSON.stringify(head)}\n`).join('');
        await appendDurably(fileOf(organizationId), lines);
      }
    },
    read: (organizationId) => linesOf(fileOf(organizationId)),
    organizations: async () => {
      const names = await readdir(folder).catch(() => []);
      return names.map((name) => path.basename(name, SUFFIX)).filter(isUuid);
    },
  };
}

function grouped(heads: readonly SignedHead[]): Map<string, SignedHead[]> {
  const groups = new Map<string, SignedHead[]>();
  for (const head of heads) {
    groups.set(head.organizationId, [...(groups.get(head.organizationId) ?? []), head]);
  }
  return groups;
}

async function appendDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A line that a crash has cut off is left out; it was never confirmed. */
async function* linesOf(file: string): AsyncGenerator<SignedHead> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return;
  await handle.close();
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  for await (const line of lines) {
    const head = parsed(line);
    if (head) yield head;
  }
}

function parsed(line: string): SignedHead | undefined {
  try {
    const head = JSON.parse(line) as SignedHead;
    return Number.isSafeInteger(head.position) ? head : undefined;
  } catch {
    return undefined;
  }
}
