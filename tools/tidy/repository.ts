import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Manifests } from './dead-files.js';
import type { SourceFile } from './source.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OURS = /^((packages|scripts|tools|examples|test|benchmarks)\/.+|[\w.-]+)\.(ts|mjs)$/;
/** A partner's package: it stands outside, with a tool chain and checks of its own. */
const FOREIGN = /^examples\/partner-plugin\//;
const NAMING = /(^|\/)package\.json$|^(jest\.config\.mjs|scripts\/[\w-]+\.mjs|codegen\.yml)$/;

/** Every source file of the repository that git tracks or would track. */
export function repositoryFiles(): SourceFile[] {
  return paths()
    .filter((one) => OURS.test(one) && !FOREIGN.test(one))
    .map((one) => ({ path: one, text: read(one) }));
}

/** The texts that name entry points. */
export function repositoryManifests(): Manifests {
  const named = [...paths().filter((one) => NAMING.test(one)), '.ci/run'];
  return named.filter((one) => existsSync(path.join(ROOT, one))).map(read);
}

function paths(): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const output = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 << 20 });
  const all = new Set(output.split('\0').filter(Boolean));
  // A file that was deleted but not yet committed is still listed.
  return [...all].filter((one) => existsSync(path.join(ROOT, one))).sort();
}

function read(one: string): string {
  return readFileSync(path.join(ROOT, one), 'utf8');
}
