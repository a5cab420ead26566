import { importsOf, resolveImport } from './imports.js';
import { type Finding, isGenerated, isTest, type SourceFile } from './source.js';

/** Texts that start programs: package.json files, boot script, configurations. */
export type Manifests = readonly string[];

/**
 * Modules that no entry point reaches. Entry points are files that a manifest names (as source or
 * as compiled), package roots, contracts, tests and standalone scripts. What only tests reach is
 * dead too when it stands among the sources: it would be shipped for nothing.
 */
export function deadFiles(files: readonly SourceFile[], manifests: Manifests): Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const named = manifests.join('\n');
  const entries = files.filter(({ path }) => !isTest(path) && isEntry(path, named));
  const tests = files.filter(({ path }) => isTest(path));
  const shipped = reach(entries, byPath);
  const used = reach([...entries, ...tests], byPath);
  return files.flatMap((file) => {
    const { path } = file;
    if (isTest(path) || isGenerated(file) || shipped.has(path)) return [];
    if (!used.has(path)) return [dead(path, 'Nothing imports it. Delete it, or use it.')];
    if (!path.includes('/src/')) return [];
    return [dead(path, 'Only tests import it. Use it, or move it out of the sources.')];
  });
}

function dead(path: string, text: string): Finding {
  return { path, line: 0, rule: 'dead file', text };
}

function isEntry(path: string, named: string): boolean {
  if (/^(packages|examples)\/.*\/src\/(.+\/)?(index|contract)\.ts$/.test(path)) return true;
  if (/^[^/]+$/.test(path) || path.startsWith('scripts/')) return true;
  // Run by people.
  if (/^(bench|benchmarks|examples\/operations)\//.test(path)) return true;
  const compiled = path.replace('/src/', '/dist/').replace(/\.ts$/, '.js');
  return named.includes(path) || named.includes(compiled);
}

function reach(
  from: readonly SourceFile[],
  byPath: ReadonlyMap<string, SourceFile>,
): Set<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file.path)) continue;
    reached.add(file.path);
    for (const { target } of importsOf(file)) {
      const path = resolveImport(file.path, target, (one) => byPath.has(one));
      const next = path === undefined ? undefined : byPath.get(path);
      if (next) waiting.push(next);
    }
  }
  return reached;
}
