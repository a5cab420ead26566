import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

const BYTES = 32;
const FILE = 'root.key';

/**
 * The root key: `BUREAU_ROOT_KEY` (base64, 32 bytes), or else the file `root.key` of the data
 * folder, which is made on the first start (mode 0600). Whoever loses it loses what is sealed, and
 * it is in no backup.
 * @throws Error when the key that is there does not have 32 bytes; it is never replaced.
 */
export function loadRootKey(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Buffer {
  const given = env['BUREAU_ROOT_KEY'];
  if (given !== undefined && given !== '') return decode(given, 'BUREAU_ROOT_KEY');
  const file = path.join(dataDir, FILE);
  const found = read(file);
  if (found !== undefined) return decode(found, file);
  create(dataDir, file);
  return decode(read(file) ?? '', file);
}

function decode(text: string, source: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === BYTES) return key;
  throw new Error(`${source} must hold ${BYTES} bytes in base64; it holds ${key.length}.`);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all, also after a crash; of two that start at once the first one's key stays. */
function create(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${randomBytes(BYTES).toString('base64')}\n`);
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(handle);
    rmSync(draft, { force: true });
  }
}
