import path from 'node:path';
import type { ReadPool } from '../context/pools.js';
import { changeKeyFile, newKeyLine } from './key-file.js';
import { unwrapKey, wrapKey } from './organization-keys.js';
import { ROOT_KEY_FILE, rootKeyId, RootKeyMissing, type RootKeys } from './root-keys.js';

/** A root key that is here, or that something in the database needs. */
export interface RootKeyUse {
  id: string;
  /** New keys are wrapped by it. */
  isCurrent: boolean;
  /** False: what it wraps cannot be opened. */
  isHere: boolean;
  /** Organizations whose key it wraps. */
  organizations: number;
}

const USE = 'select root_key_id, organizations from core.root_key_use()';

/** Every root key with its use, the current one first. Any run-time role may ask. */
export async function rootKeyUse(pool: ReadPool, roots: RootKeys): Promise<RootKeyUse[]> {
  const statement = { text: USE, values: [] };
  const rows = await pool.sqlAnywhere<{ root_key_id: string; organizations: string }>(statement);
  const counts = new Map(rows.map((row) => [row.root_key_id, Number(row.organizations)]));
  const here = new Set(roots.ids);
  return [...new Set([...here, ...counts.keys()])].map((id) => ({
    id,
    isCurrent: id === roots.current.id,
    isHere: here.has(id),
    organizations: counts.get(id) ?? 0,
  }));
}

/** For the boot: every root key in use is here. @throws RootKeyMissing naming all that are not */
export async function proveRootKeys(pool: ReadPool, roots: RootKeys): Promise<void> {
  const missing = (await rootKeyUse(pool, roots)).filter(({ isHere }) => !isHere);
  if (missing.length > 0) throw new RootKeyMissing(missing.map(({ id }) => id));
}

const OLD = `
  select organization_id, wrapped, root_key_id from core.organization_key
  where root_key_id <> $1 order by organization_id limit 500`;
const REPLACE = `
  update core.organization_key set wrapped = $3, root_key_id = $4, updated_at = now()
  where organization_id = $1 and root_key_id = $2 and wrapped = $5 returning organization_id`;

interface OldRow {
  organization_id: string;
  wrapped: string;
  root_key_id: string;
}

/**
 * Wraps every organization's key by the current root key, as the worker; returns how many. Only
 * the wrapping changes: what is sealed stays as it is, and servers go on meanwhile.
 * @throws RootKeyMissing
 */
export async function rewrapKeys(worker: ReadPool, roots: RootKeys): Promise<number> {
  const { current } = roots;
  let done = 0;
  for (;;) {
    const rows = await worker.sqlAnywhere<OldRow>({ text: OLD, values: [current.id] });
    for (const { organization_id: organizationId, wrapped, root_key_id: rootKeyId } of rows) {
      const key = unwrapKey(roots, organizationId, { wrapped, rootKeyId });
      const anew = wrapKey(current, organizationId, key);
      const values = [organizationId, rootKeyId, anew.wrapped, anew.rootKeyId, wrapped];
      // One that got a new key of files meanwhile is among those that are read next.
      done += (await worker.sqlAnywhere({ text: REPLACE, values })).length;
    }
    if (rows.length === 0) return done;
  }
}

/** Puts a new root key before the others in the key file; returns its id. */
export function addRootKey(dataDir: string): string {
  const line = newKeyLine();
  changeKeyFile(path.join(dataDir, ROOT_KEY_FILE), (lines) => [line, ...lines]);
  return idOf(line);
}

/** An old root key cannot be taken away now. */
export class RootKeyInUse extends Error {
  constructor(id: string, reason: string) {
    super(`Root key ${id} ${reason}.`);
    this.name = 'RootKeyInUse';
  }
}

/**
 * Takes an old root key out of the key file. What it wraps in old backups opens with it only, so
 * keep it where the backups' keys are kept.
 * @throws RootKeyInUse for the current key, one in use, and one that is not there
 */
export async function retireRootKey(
  pool: ReadPool,
  roots: RootKeys,
  { dataDir, id }: { dataDir: string; id: string },
): Promise<void> {
  await demandUnused(pool, roots, id);
  const file = path.join(dataDir, ROOT_KEY_FILE);
  let taken: readonly string[] = [];
  changeKeyFile(file, (lines) => {
    taken = lines.filter((line) => idOf(line) === id);
    return lines.filter((line) => idOf(line) !== id);
  });
  // A server that had not heard of the rotation may have wrapped a new key by it just now.
  const [use] = (await rootKeyUse(pool, roots)).filter((one) => one.id === id);
  if (!use || use.organizations === 0) return;
  changeKeyFile(file, (lines) => [...lines, ...taken]);
  throw inUse(id, use.organizations);
}

async function demandUnused(pool: ReadPool, roots: RootKeys, id: string): Promise<void> {
  const use = (await rootKeyUse(pool, roots)).find((one) => one.id === id);
  if (!use?.isHere) throw new RootKeyInUse(id, 'is not in the key file');
  if (use.isCurrent) throw new RootKeyInUse(id, 'is the current one: run "bureau keys rotate"');
  if (use.organizations > 0) throw inUse(id, use.organizations);
}

function inUse(id: string, organizations: number): RootKeyInUse {
  const reason = `wraps the keys of ${organizations} organizations: run "bureau keys rewrap"`;
  return new RootKeyInUse(id, reason);
}

function idOf(line: string): string {
  return rootKeyId(Buffer.from(line, 'base64'));
}
