// Where the bundle of a start is and whether it is of the code that is there. Of Node only: a start
// reads this before anything else.
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of bundles; one of them is the current one. */
export const bundlesOf = (root) => path.join(root, 'node_modules', '.cache', 'bundle');

const manifestOf = (root) => path.join(bundlesOf(root), 'current.json');

/** What was put there as `writeManifest` got it, or nothing. */
export function readManifest(root) {
  try {
    return JSON.parse(readFileSync(manifestOf(root), 'utf8'));
  } catch {
    return undefined;
  }
}

/** A file as it is now: when it was written and how long it is. Absent: nothing. */
export function markOf(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.mtimeMs} ${stat.size}`;
}

/** Whether every file that the bundle was made of is as it was then: a thousand looks, 5 ms. */
export function isCurrent(root, manifest) {
  const marks = Object.entries(manifest?.marks ?? {});
  return marks.length > 0 && marks.every(([file, mark]) => markOf(path.join(root, file)) === mark);
}

/** The place of a bundle becomes the current one; the one before it may be in use by a server. */
export function writeManifest(root, manifest) {
  const before = readManifest(root)?.folder;
  const draft = path.join(manifest.folder, 'manifest.json');
  writeFileSync(draft, JSON.stringify(manifest));
  renameSync(draft, manifestOf(root));
  for (const name of readdirSync(bundlesOf(root))) {
    const folder = path.join(bundlesOf(root), name);
    const isKept = folder === manifestOf(root) || folder === manifest.folder || folder === before;
    if (!isKept) rmSync(folder, { recursive: true, force: true });
  }
}
