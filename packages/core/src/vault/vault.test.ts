import { createHmac, hkdfSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import type { OrganizationKeyStore, StoredKey } from './organization-keys.js';
import { loadRootKeys, rootKeyId, RootKeyMissing, RootKeys } from './root-keys.js';
import { sealedCell, sealedColumn, Vault } from './vault.js';

const A = '00000000-0000-7000-8000-00000000000a';
const B = '00000000-0000-7000-8000-00000000000b';

/** Keys in memory, as the table keeps them. */
function memoryKeys(known: readonly string[]): OrganizationKeyStore & Map<string, StoredKey> {
  const rows = new Map<string, StoredKey>();
  return Object.assign(rows, {
    find: (id: string) => Promise.resolve(rows.get(id)),
    keep: (id: string, key: StoredKey) => {
      if (known.includes(id) && !rows.get(id)?.wrapped) rows.set(id, key);
      return Promise.resolve(rows.get(id));
    },
  });
}

async function vaultOf(roots: RootKeys, keys: OrganizationKeyStore): Promise<Vault> {
  const vault = new Vault(roots, keys);
  await Promise.all([vault.ready(A), vault.ready(A), vault.ready(B)]);
  return vault;
}

describe('Vault', () => {
  const keys = memoryKeys([A, B]);
  const roots = RootKeys.of(Buffer.alloc(32, 7));
  const cell = sealedCell('"hr"."employee"', 'bank_account', A);
  let vault: Vault;
  beforeAll(async () => {
    vault = await vaultOf(roots, keys);
  });

  test('what is sealed opens in its own organization and cell only', () => {
    const sealed = vault.seal(A, cell, 'DE89 3704 – ü');
    expect(sealed).toMatch(/^v1:[\w-]+$/);
    expect(vault.open(A, cell, sealed)).toBe('DE89 3704 – ü');
    expect(cell).toBe(`hr.employee.bank_account.${A}`);
    expect(() => vault.open(B, cell, sealed)).toThrow();
    expect(() => vault.open(A, sealedCell('hr.employee', 'bank_account', B), sealed)).toThrow();
  });

  test('#90 a new root key opens what was sealed, as long as the old one is there', async () => {
    const sealed = vault.seal(A, cell, 'x');
    const next = Buffer.alloc(32, 8);
    const both = await vaultOf(RootKeys.of(next, Buffer.alloc(32, 7)), keys);
    expect(both.open(A, cell, sealed)).toBe('x');
    const early = new Vault(RootKeys.of(next), keys);
    await expect(early.ready(A)).rejects.toThrow(RootKeyMissing);
    expect(() => early.open(A, cell, sealed)).toThrow('No key of organization');
  });

  test('an organization from before keys were kept opens what it sealed then', async () => {
    const old = memoryKeys([A, B]);
    old.set(A, { wrapped: null, rootKeyId: null });
    const root = Buffer.alloc(32, 3);
    const first = await vaultOf(RootKeys.of(root), old);
    const key = Buffer.from(hkdfSync('sha256', root, A, 'bureau:index:v1', 32));
    const index = createHmac('sha256', key).update('a.b\0x').digest('base64url');
    expect(first.blindIndex(A, 'a.b', 'x')).toBe(index);
    expect(first.blindIndex(B, 'a.b', 'x')).not.toBe(index);
    const rotated = await vaultOf(RootKeys.of(Buffer.alloc(32, 4), root), old);
    expect(rotated.blindIndex(A, 'a.b', 'x')).toBe(index);
  });

  test('the wrapped key of one organization is none of another', async () => {
    const other = memoryKeys([A, B]);
    const stored = keys.get(A);
    if (stored) other.set(B, stored);
    await expect(new Vault(roots, other).ready(B)).rejects.toThrow();
  });

  test('there is no key for an organization that does not exist', async () => {
    const stranger = '00000000-0000-7000-8000-00000000000c';
    expect(await vault.has(stranger)).toBe(false);
    expect(() => vault.seal(stranger, cell, 'x')).toThrow('No key of organization');
  });

  test.each(['', 'v1:', 'v2:abc', 'plain', 'v1:AAAA'])('%j does not open', (text) => {
    expect(() => vault.open(A, cell, text)).toThrow();
  });

  test('an altered text does not open', () => {
    const packed = Buffer.from(vault.seal(A, cell, 'x').slice(3), 'base64url');
    packed[packed.length - 1] = (packed.at(-1) ?? 0) ^ 1;
    expect(() => vault.open(A, cell, `v1:${packed.toString('base64url')}`)).toThrow();
  });

  test('sealing twice gives two texts, the blind index one', () => {
    const column = sealedColumn('hr.employee', 'bank_account');
    expect(vault.seal(A, cell, 'x')).not.toBe(vault.seal(A, cell, 'x'));
    const index = vault.blindIndex(A, column, 'x');
    expect(vault.blindIndex(A, column, 'x')).toBe(index);
    expect(index).toHaveLength(43);
    const others = [
      vault.blindIndex(B, column, 'x'),
      vault.blindIndex(A, sealedColumn('hr.employee', 'national_id'), 'x'),
      vault.blindIndex(A, column, 'y'),
    ];
    expect(others).not.toContain(index);
  });
});

describe('loadRootKeys', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bureau-root-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('makes a key once, for its owner only', () => {
    const data = path.join(folder, 'data');
    const { ids } = loadRootKeys(data, {});
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
    expect(loadRootKeys(data, {}).ids).toEqual(ids);
    expect(statSync(path.join(data, 'root.key')).mode & 0o777).toBe(0o600);
  });

  test('takes the environment before the file', () => {
    const given = Buffer.alloc(32, 1);
    const text = given.toString('base64');
    const older = Buffer.alloc(32, 2).toString('base64');
    const roots = loadRootKeys(folder, { BUREAU_ROOT_KEY: `${text}, ${older}` });
    expect(roots.current).toEqual({ id: rootKeyId(given), key: given });
    expect(roots.ids).toHaveLength(2);
    expect(inspect(roots)).not.toContain('Buffer');
    expect(() => loadRootKeys(folder, { BUREAU_ROOT_KEY: 'c2hvcnQ=' })).toThrow(
      'BUREAU_ROOT_KEY must hold 32 bytes in base64; it holds 5.',
    );
  });

  test('never replaces a key that it cannot read', () => {
    const file = path.join(folder, 'root.key');
    writeFileSync(file, 'broken');
    expect(() => loadRootKeys(folder, {})).toThrow(/must hold 32 bytes/);
    expect(readFileSync(file, 'utf8')).toBe('broken');
  });
});
