import path from 'node:path';
import { type Finding, linesOf, nodesOf, type SourceFile, type SyntaxNode } from './source.js';

/** One place where a file names another module: import, export from, `import()`, `import type`. */
export interface ImportLine {
  /** As written: `./gate.js`, `@bureau/core`. */
  target: string;
  line: number;
}

const STATEMENTS = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ExportNamedDeclaration']);
const found = new WeakMap<SourceFile, ImportLine[]>();

/** Every module that the file names with a plain text, types included. */
export function importsOf(file: SourceFile): ImportLine[] {
  const known = found.get(file);
  if (known) return known;
  const lines = nodesOf(file).flatMap(({ node }) => {
    const target = targetOf(node);
    return target === undefined ? [] : [{ target, line: linesOf(file, node).first }];
  });
  found.set(file, lines);
  return lines;
}

/** The file of the repository that a relative import means, or `undefined`. */
export function resolveImport(
  from: string,
  target: string,
  exists: (path: string) => boolean,
): string | undefined {
  if (!target.startsWith('.')) return undefined;
  const plain = path.posix.join(path.posix.dirname(from), target);
  const source = plain.replace(/\.js$/, '.ts');
  return [source, plain].find(exists);
}

/** Node resolves what is written: the ending is part of it. */
export function relativeEndings(file: SourceFile): Finding[] {
  return importsOf(file).flatMap(({ target, line }) => {
    if (!target.startsWith('.') || /\.(js|mjs|cjs|json)$/.test(target)) return [];
    const text = `"${target}" has no ending. Relative imports end in .js.`;
    return [{ path: file.path, line, rule: 'import ending', text }];
  });
}

function targetOf(node: SyntaxNode): string | undefined {
  if (STATEMENTS.has(node.type)) return textOf(node['source']);
  if (node.type === 'TsImportType') return textOf(node['argument']);
  if (node.type !== 'CallExpression') return undefined;
  if ((node['callee'] as SyntaxNode).type !== 'Import') return undefined;
  const [first] = node['arguments'] as { expression: SyntaxNode }[];
  return textOf(first?.expression);
}

function textOf(value: unknown): string | undefined {
  const node = value as SyntaxNode | null | undefined;
  return node?.type === 'StringLiteral' ? String(node['value']) : undefined;
}
