import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { ReadPool } from '../context/pools.js';
import { firstKey } from './file-key-ring.js';
import type { RootKey, RootKeys } from './root-keys.js';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** An organization's key as the database keeps it: wrapped by a root key. */
export interface StoredKey {
  /** `v1:` + base64url(nonce, tag, ciphertext); null: from before keys were kept. */
  wrapped: string | null;
  rootKeyId: string | null;
}

/** Where the wrapped keys of organizations are. */
export interface OrganizationKeyStore {
  find(organizationId: string): Promise<StoredKey | undefined>;
  /** Keeps a key unless there is one; what is kept then. `undefined`: no such organization. */
  keep(organizationId: string, key: StoredKey): Promise<StoredKey | undefined>;
}

/**
 * The key of an organization: 32 random bytes, made at its first use and kept wrapped by the
 * current root key (AES-256-GCM under HKDF-SHA256 of root key and organization); behind it those
 * that replaced it (file-key-ring.ts).
 * @returns `undefined` when there is no such organization
 * @throws RootKeyMissing
 */
export async function organizationKey(
  roots: RootKeys,
  store: OrganizationKeyStore,
  organizationId: string,
): Promise<Buffer | undefined> {
  const found = await store.find(organizationId);
  if (found?.wrapped) return unwrapKey(roots, organizationId, found);
  // A rotation may have taken place since the start; a new key goes under the newest root key.
  roots.reload();
  const { current } = roots;
  // An organization from before keys were kept has what was derived from the root key itself.
  const key = found ? current.key : randomBytes(KEY_BYTES);
  const kept = await store.keep(organizationId, wrapKey(current, organizationId, key));
  return kept && unwrapKey(roots, organizationId, kept);
}

/** The key, wrapped by a root key. */
export function wrapKey(root: RootKey, organizationId: string, key: Buffer): StoredKey {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(root, organizationId), iv);
  cipher.setAAD(associated(root.id, organizationId));
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  const packed = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  return { wrapped: `${VERSION}:${packed.toString('base64url')}`, rootKeyId: root.id };
}

/** @throws RootKeyMissing, or Error when key and organization do not belong together */
export function unwrapKey(roots: RootKeys, organizationId: string, stored: StoredKey): Buffer {
  const [version, body] = stored.wrapped?.split(':') ?? [];
  if (version !== VERSION || body === undefined || stored.rootKeyId === null) {
    throw new Error(`The key of organization ${organizationId} is not readable.`);
  }
  const root = roots.get(stored.rootKeyId);
  const packed = Buffer.from(body, 'base64url');
  const iv = packed.subarray(0, IV_BYTES);
  const key = wrappingKey(root, organizationId);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated(root.id, organizationId));
  decipher.setAuthTag(packed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(packed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

/** 32 bytes that seal an organization's rows in backups, from its key: gone when that is gone. */
export function organizationArchiveKey(
  roots: RootKeys,
  organizationId: string,
  stored: StoredKey,
): Buffer {
  const key = firstKey(unwrapKey(roots, organizationId, stored));
  return Buffer.from(hkdfSync('sha256', key, organizationId, 'bureau:archive:v1', KEY_BYTES));
}

function wrappingKey(root: RootKey, organizationId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root.key, organizationId, 'bureau:wrap:v1', KEY_BYTES));
}

function associated(rootKeyId: string, organizationId: string): Buffer {
  return Buffer.from(`${VERSION}|${rootKeyId}|${organizationId}`, 'utf8');
}

const FIND = 'select wrapped, root_key_id from core.organization_key where organization_id = $1';

const KEEP = `
  insert into core.organization_key (organization_id, wrapped, root_key_id)
  select id, $2, $3 from core.organization where id = $1
  on conflict (organization_id) do update
    set wrapped = excluded.wrapped, root_key_id = excluded.root_key_id, updated_at = now()
    where organization_key.wrapped is null`;

interface KeyRow {
  wrapped: string | null;
  root_key_id: string | null;
}

/** The keys in `core.organization_key`, each within its organization. */
export function databaseKeys(pool: ReadPool): OrganizationKeyStore {
  const find = async (organizationId: string): Promise<StoredKey | undefined> => {
    const statement = { text: FIND, values: [organizationId] };
    const [row] = await pool.sql<KeyRow>(organizationId, statement);
    return row && { wrapped: row.wrapped, rootKeyId: row.root_key_id };
  };
  return {
    find,
    keep: async (organizationId, { wrapped, rootKeyId }) => {
      const values = [organizationId, wrapped, rootKeyId];
      await pool.sql(organizationId, { text: KEEP, values });
      return find(organizationId);
    },
  };
}
