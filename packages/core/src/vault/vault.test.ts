import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadRootKey } from './root-key.js';
import { sealedCell, sealedColumn, Vault } from './vault.js';

const A = '00000000-0000-7000-8000-00000000000a';
const B = '00000000-0000-7000-8000-00000000000b';

describe('Vault', () => {
  const vault = new Vault(Buffer.alloc(32, 7));
  const cell = sealedCell('"hr"."employee"', 'bank_account', A);

  test('what is sealed opens in its own organization and cell only', () => {
    const sealed = vault.seal(A, cell, 'DE89 3704 – ü');
    expect(sealed).toMatch(/^v1:[\w-]+$/);
    expect(vault.open(A, cell, sealed)).toBe('DE89 3704 – ü');
    expect(cell).toBe(`hr.employee.bank_account.${A}`);
    expect(() => vault.open(B, cell, sealed)).toThrow();
    expect(() => vault.open(A, sealedCell('hr.employee', 'bank_account', B), sealed)).toThrow();
    expect(() => new Vault(Buffer.alloc(32, 8)).open(A, cell, sealed)).toThrow();
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

describe('loadRootKey', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bureau-root-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('makes a key once, for its owner only', () => {
    const data = path.join(folder, 'data');
    const key = loadRootKey(data, {});
    expect(key).toHaveLength(32);
    expect(loadRootKey(data, {})).toEqual(key);
    expect(statSync(path.join(data, 'root.key')).mode & 0o777).toBe(0o600);
  });

  test('takes the environment before the file', () => {
    const given = Buffer.alloc(32, 1);
    expect(loadRootKey(folder, { BUREAU_ROOT_KEY: given.toString('base64') })).toEqual(given);
    expect(() => loadRootKey(folder, { BUREAU_ROOT_KEY: 'c2hvcnQ=' })).toThrow(
      'BUREAU_ROOT_KEY must hold 32 bytes in base64; it holds 5.',
    );
  });

  test('never replaces a key that it cannot read', () => {
    const file = path.join(folder, 'root.key');
    writeFileSync(file, 'broken');
    expect(() => loadRootKey(folder, {})).toThrow(/must hold 32 bytes/);
    expect(readFileSync(file, 'utf8')).toBe('broken');
  });
});
