import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** Creates DATA_DIR for this user only; an existing one keeps its mode. */
export function ensureDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

/** Reads a JSON file; undefined when it is missing. A torn or foreign file throws. */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return JSON.parse(text) as unknown;
}

/** Replaces a file as a whole (mode 0600): a reader sees the old content or the new one. */
export function writeJson(file: string, value: unknown): void {
  const draft = writeDraft(file, value);
  renameSync(draft, file);
}

/** Creates a file (mode 0600) with all of its content at once; false when it is already there. */
export function createJson(file: string, value: unknown): boolean {
  const draft = writeDraft(file, value);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(file: string, value: unknown): string {
  const name = `.${path.basename(file)}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const draft = path.join(path.dirname(file), name);
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return draft;
}
