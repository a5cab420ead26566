import { createHmac } from 'node:crypto';
import path from 'node:path';
import { createKeyFile, readKeyFile } from './key-file.js';

const BYTES = 32;

/** The file in the data folder that holds root keys: base64, one a line, the current one first. */
export const ROOT_KEY_FILE = 'root.key';

/** A key that organization keys are wrapped by. */
export interface RootKey {
  /** 16 hexadecimal digits that follow from the key and say nothing about it. */
  id: string;
  key: Buffer;
}

/** An organization key is wrapped by a root key that is not here. */
export class RootKeyMissing extends Error {
  constructor(readonly ids: readonly string[]) {
    super(
      `Root key ${ids.join(', ')} is in use and is not there. Put it back (BUREAU_ROOT_KEY, or ` +
        `the file ${ROOT_KEY_FILE} of the data folder); "bureau keys rewrap" ends its use.`,
    );
    this.name = 'RootKeyMissing';
  }
}

/**
 * The root keys of this platform; the first one wraps, the others only unwrap. They are read
 * again when a key is missing or about to be used for something new, so that a rotation reaches
 * processes that run.
 */
export class RootKeys {
  // A private name: no log and no inspection shows them.
  #keys: readonly RootKey[];

  /** @throws Error when a key does not have 32 bytes */
  constructor(private readonly read: () => readonly Buffer[]) {
    this.#keys = keysOf(read());
  }

  /** One key that stays as it is. */
  static of(...keys: readonly Buffer[]): RootKeys {
    return new RootKeys(() => keys);
  }

  get current(): RootKey {
    const [first] = this.#keys;
    if (!first) throw new Error('There is no root key.');
    return first;
  }

  /** Ids of all keys, the current one first. */
  get ids(): string[] {
    return this.#keys.map(({ id }) => id);
  }

  reload(): void {
    this.#keys = keysOf(this.read());
  }

  /** @throws RootKeyMissing */
  get(id: string): RootKey {
    const known = this.#keys.find((key) => key.id === id);
    if (known) return known;
    this.reload();
    const read = this.#keys.find((key) => key.id === id);
    if (!read) throw new RootKeyMissing([id]);
    return read;
  }
}

function keysOf(keys: readonly Buffer[]): RootKey[] {
  return keys.map((key) => {
    if (key.length !== BYTES) throw new Error(`The root key must have ${BYTES} bytes.`);
    return { id: rootKeyId(key), key };
  });
}

/** The id of a root key. */
export function rootKeyId(key: Buffer): string {
  return createHmac('sha256', key).update('bureau:root-key-id:v1').digest('hex').slice(0, 16);
}

/**
 * The root keys: `BUREAU_ROOT_KEY` (base64, 32 bytes each, comma between them, the current one
 * first), or else the file `root.key` of the data folder, which is made on the first start (mode
 * 0600). Whoever loses one in use loses what is sealed, and they are in no backup.
 * @throws Error when a key that is there does not have 32 bytes; it is never replaced
 */
export function loadRootKeys(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): RootKeys {
  const given = env['BUREAU_ROOT_KEY'];
  if (given !== undefined && given !== '') {
    return new RootKeys(() => decodeAll(given.split(','), 'BUREAU_ROOT_KEY'));
  }
  const file = path.join(dataDir, ROOT_KEY_FILE);
  return new RootKeys(() => {
    const found = readKeyFile(file);
    if (found === undefined) createKeyFile(file);
    return decodeAll(found ?? readKeyFile(file) ?? [''], file);
  });
}

function decodeAll(texts: readonly string[], source: string): Buffer[] {
  return texts.map((text) => {
    const key = Buffer.from(text.trim(), 'base64');
    if (key.length === BYTES) return key;
    throw new Error(`${source} must hold ${BYTES} bytes in base64; it holds ${key.length}.`);
  });
}
