import { importBorders } from './borders.js';
import { deadFiles, type Manifests } from './dead-files.js';
import { relativeEndings } from './imports.js';
import { indexAtRoot, numberedMigrations, sayingNames } from './name-rules.js';
import { type FileRule, type Finding, nodesOf, type SourceFile } from './source.js';
import {
  fewParameters,
  functionLength,
  noAny,
  noDefaultExport,
  noNonNull,
  noSwitchedOffTests,
} from './syntax-rules.js';
import { fileLength, leftNotes, lineLength } from './text-rules.js';

const FILE_RULES: readonly FileRule[] = [
  fileLength,
  lineLength,
  leftNotes,
  sayingNames,
  indexAtRoot,
  functionLength,
  noAny,
  noNonNull,
  noDefaultExport,
  fewParameters,
  noSwitchedOffTests,
  relativeEndings,
  importBorders,
];

/** All house rules over all files; sorted by file and line. */
export function tidyFindings(files: readonly SourceFile[], manifests: Manifests): Finding[] {
  const broken = new Set<SourceFile>();
  const ofFiles = files.flatMap((file) => {
    const unreadable = unreadableFile(file);
    if (!unreadable) return FILE_RULES.flatMap((rule) => rule(file));
    broken.add(file);
    return [unreadable];
  });
  const readable = files.filter((file) => !broken.has(file));
  const findings = [...ofFiles, ...numberedMigrations(readable), ...deadFiles(readable, manifests)];
  return findings.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}

/** The findings as one list, grouped by file; empty text when there are none. */
export function findingsText(findings: readonly Finding[]): string {
  const paths = [...new Set(findings.map(({ path }) => path))];
  return paths
    .map((path) => {
      const lines = findings
        .filter((finding) => finding.path === path)
        .map(({ line, rule, text }) => `  ${line === 0 ? '' : `line ${line}, `}${rule}: ${text}`);
      return [path, ...lines].join('\n');
    })
    .join('\n');
}

function unreadableFile(file: SourceFile): Finding | undefined {
  try {
    nodesOf(file);
    return undefined;
  } catch (error) {
    const text = String(error).split('\n')[0] ?? '';
    return { path: file.path, line: 0, rule: 'syntax', text };
  }
}
