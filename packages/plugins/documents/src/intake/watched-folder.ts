import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackgroundHost, BackgroundService } from '@bureau/core';
import type { WatchedFolderSettings } from '../settings.js';
import { ArrivalRefused, openAddress, takeIn } from './take-in.js';

/** Files that are taken in one look. */
const AT_ONCE = 50;

/**
 * Takes files that are put into a folder. A file moves, each time as a whole, to `taking`, then to
 * `taken` or to `refused` with the reason beside it. One that stands in `taking` after a crash is
 * taken again; its bytes and name tell that it was.
 */
export function createWatchedFolder(
  host: BackgroundHost,
  settings: WatchedFolderSettings,
): BackgroundService {
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const look = () => {
    turn = turn.then(() =>
      takeFiles(host, settings).catch((error: unknown) => {
        host.log('watched folder', { error: String(error) });
      }),
    );
    return turn;
  };
  return {
    name: 'watched-folder',
    start: () => {
      void look();
      timer = setInterval(() => void look(), settings.everySeconds * 1_000);
    },
    wake: () => void look(),
    settled: () => look(),
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}

async function takeFiles(host: BackgroundHost, settings: WatchedFolderSettings): Promise<void> {
  const folders = await foldersOf(settings.path);
  for (const name of await stillFiles(settings)) {
    await rename(path.join(settings.path, name), path.join(folders.taking, name));
  }
  const names = (await readdir(folders.taking)).slice(0, AT_ONCE);
  for (const name of names) await takeFile(host, settings, { name, folders });
}

type Folders = Record<'taking' | 'taken' | 'refused', string>;

async function foldersOf(root: string): Promise<Folders> {
  const at = (name: string) => path.join(root, name);
  const folders = { taking: at('taking'), taken: at('taken'), refused: at('refused') };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  return folders;
}

/** Files to which nobody has written for a while; links and hidden ones are none. */
async function stillFiles({ path: root, stillSeconds }: WatchedFolderSettings): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const { mtimeMs } = await stat(path.join(root, entry.name));
    if (Date.now() - mtimeMs >= stillSeconds * 1_000) found.push(entry.name);
    if (found.length >= AT_ONCE) break;
  }
  return found;
}

async function takeFile(
  host: BackgroundHost,
  settings: WatchedFolderSettings,
  { name, folders }: { name: string; folders: Folders },
): Promise<void> {
  const file = path.join(folders.taking, name);
  try {
    const { size } = await stat(file);
    if (size > settings.maxSize) throw new ArrivalRefused('The file is too large.');
    const address = await openAddress(host, settings.address);
    if (!address) throw new Error('The address of the watched folder is not open.');
    const bytes = await readFile(file);
    const key = `file ${name} ${createHash('sha256').update(bytes).digest('hex')}`;
    const mediaType = 'application/octet-stream';
    await takeIn(host, address, { key, sender: null, papers: [{ name, mediaType, bytes }] });
    await rename(file, path.join(folders.taken, name));
  } catch (error) {
    // Whatever may pass is tried again with the next look: the file stays where it is.
    if (!(error instanceof ArrivalRefused)) throw error;
    await writeFile(path.join(folders.refused, `${name}.reason.txt`), `${error.message}\n`);
    await rename(file, path.join(folders.refused, name));
  }
}
