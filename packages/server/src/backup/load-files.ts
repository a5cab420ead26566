import type { AuditHeadStore, FileStore, SignedHead } from '@bureau/core';
import { BackupError } from './errors.js';

const HEADS_AT_ONCE = 500;

/** Writes the bytes of `blob/<organization>/<id>` where files are kept. */
export async function loadFile(
  files: FileStore,
  name: string,
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  const [, organizationId, id] = name.split('/');
  if (!organizationId || !id) throw new BackupError(`Part ${name} names no file.`);
  await files.write({ organizationId, id }, bytes);
}

/**
 * Adds signed heads of organizations, a line of JSON each, to a store; what it holds already (a
 * restore that was broken off) is not added again.
 */
export async function loadHeads(
  heads: AuditHeadStore,
  bytes: AsyncIterable<Buffer>,
  isWanted: (organizationId: string) => boolean,
): Promise<void> {
  const known = new Map<string, Set<string>>();
  let batch: SignedHead[] = [];
  for await (const line of linesOf(bytes)) {
    const head = JSON.parse(line) as SignedHead;
    const { organizationId } = head;
    if (!isWanted(organizationId)) continue;
    const there = known.get(organizationId) ?? (await signaturesOf(heads, organizationId));
    known.set(organizationId, there);
    if (there.has(head.signature)) continue;
    batch.push(head);
    if (batch.length < HEADS_AT_ONCE) continue;
    await heads.append(batch);
    batch = [];
  }
  if (batch.length > 0) await heads.append(batch);
}

async function signaturesOf(heads: AuditHeadStore, organizationId: string): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const head of heads.read(organizationId)) found.add(head.signature);
  return found;
}

async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const all = Buffer.concat([rest, chunk]);
    const end = all.lastIndexOf('\n');
    rest = all.subarray(end + 1);
    const whole = end < 0 ? '' : all.subarray(0, end).toString();
    if (whole !== '') yield* whole.split('\n');
  }
  if (rest.length > 0) yield rest.toString();
}
