import type { Finding, SourceFile } from './source.js';

const EMPTY_WORDS = new Set([
  'common',
  'helper',
  'helpers',
  'manager',
  'managers',
  'util',
  'utils',
]);
/** Package roots, and the second entry of the server. */
const INDEX_PLACES = [
  /^packages\/[\w-]+\/src\/index\.ts$/,
  /^packages\/plugins\/[\w-]+\/src\/index\.ts$/,
  /^packages\/server\/src\/database\/index\.ts$/,
  /^examples\/[\w-]+\/src\/index\.ts$/,
];
const NUMBERED = /^(.*\/migrations)\/(\d{4})-[a-z0-9-]+\.ts$/;

/** A name says what is in it; these say nothing. */
export function sayingNames({ path }: SourceFile): Finding[] {
  const word = path.split(/[/.-]/).find((part) => EMPTY_WORDS.has(part.toLowerCase()));
  if (word === undefined) return [];
  const text = `"${word}" says nothing about what is in it. Call it by what it does.`;
  return [{ path, line: 0, rule: 'name', text }];
}

/** Inside a package every import names the file that it means. */
export function indexAtRoot({ path }: SourceFile): Finding[] {
  const isIndex = /(^|\/)index\.[cm]?[jt]s$/.test(path);
  if (!isIndex || INDEX_PLACES.some((place) => place.test(path))) return [];
  const text = 'index.ts stands at a package root only. Import the files themselves.';
  return [{ path, line: 0, rule: 'index', text }];
}

/**
 * Migrations of a folder begin with 0001, and no number stands twice. Gaps are allowed: several
 * areas of one plugin may have ranges of their own.
 */
export function numberedMigrations(files: readonly SourceFile[]): Finding[] {
  const folders = new Map<string, { number: number; path: string }[]>();
  for (const { path } of files) {
    const [, folder, digits] = NUMBERED.exec(path) ?? [];
    if (folder === undefined || digits === undefined) continue;
    folders.set(folder, [...(folders.get(folder) ?? []), { number: Number(digits), path }]);
  }
  return [...folders.values()].flatMap((steps) => {
    const ordered = steps.sort((a, b) => (a.path < b.path ? -1 : 1));
    const step = ordered.find(({ number }, at) =>
      at === 0 ? number !== 1 : number === ordered[at - 1]?.number,
    );
    if (!step) return [];
    const text = step === ordered[0] ? 'Expected number 0001 here.' : 'This number stands twice.';
    return [{ path: step.path, line: 0, rule: 'migration number', text }];
  });
}
