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

/** The lines of a key file; `undefined` when there is none. */
export function readKeyFile(file: string): string[] | undefined {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.map((line) => line.trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A new key of 32 random bytes; of two that start at once the first one's key stays. */
export function createKeyFile(file: string): void {
  const draft = writeDraft(file, [newKeyLine()]);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Changes the lines of a key file, whole or not at all. Two changes at once would lose a key, so
 * the second one is refused.
 */
export function changeKeyFile(
  file: string,
  change: (lines: readonly string[]) => readonly string[],
): void {
  const lock = `${file}.lock`;
  closeSync(openLock(lock));
  try {
    renameSync(writeDraft(file, change(readKeyFile(file) ?? [])), file);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** 32 random bytes in base64. */
export function newKeyLine(): string {
  return randomBytes(32).toString('base64');
}

function openLock(lock: string): number {
  try {
    return openSync(lock, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`Another command changes the root keys. If none does, remove ${lock}.`, {
      cause: error,
    });
  }
}

/** Whole on disk, beside the file that it is for. */
function writeDraft(file: string, lines: readonly string[]): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${lines.join('\n')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return draft;
}
