import { parseSync } from '@swc/core';

/** A file of the repository as the rules see it. */
export interface SourceFile {
  /** From the root of the repository, with `/`. */
  path: string;
  text: string;
}

/** One breach of a house rule. */
export interface Finding {
  path: string;
  /** 1-based; 0 where the whole file is meant. */
  line: number;
  /** Name of the rule, in few words. */
  rule: string;
  /** What is wrong and what to do. */
  text: string;
}

/** A rule that looks at one file at a time. */
export type FileRule = (file: SourceFile) => Finding[];

/** A node of the syntax tree of swc; spans are bytes of UTF-8, from 1. */
export interface SyntaxNode {
  type: string;
  span: { start: number; end: number };
  [property: string]: unknown;
}

/** A node with the one above it. */
export interface PlacedNode {
  node: SyntaxNode;
  above: SyntaxNode | undefined;
}

const OPTIONS = { syntax: 'typescript', decorators: true, target: 'es2023' } as const;
/** Of the file that was looked at last: all rules look at one file, then at the next. */
let latest: { file: SourceFile; nodes: readonly PlacedNode[] } | undefined;
const lineStarts = new WeakMap<SourceFile, number[]>();

/** Every node of a file's syntax tree, outermost first. Throws on text that is no TypeScript. */
export function nodesOf(file: SourceFile): readonly PlacedNode[] {
  if (latest?.file !== file) {
    const nodes: PlacedNode[] = [];
    collect(parseSync(file.text, OPTIONS), undefined, nodes);
    latest = { file, nodes };
  }
  return latest.nodes;
}

/** The first and last line of a node. */
export function linesOf(file: SourceFile, node: SyntaxNode): { first: number; last: number } {
  return { first: lineAt(file, node.span.start), last: lineAt(file, node.span.end - 1) };
}

/** Tests may do what sources may not. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts');
}

/** Written by a program: says so in its name or in its first line. */
export function isGenerated({ path, text }: SourceFile): boolean {
  return /(^|[/.])generated[/.]/.test(path) || text.slice(0, 200).includes('@generated');
}

/** Frozen SQL texts of a plugin or of core. */
export function isMigration(path: string): boolean {
  return path.includes('/migrations/') && !isTest(path);
}

function collect(value: unknown, above: SyntaxNode | undefined, nodes: PlacedNode[]): void {
  if (typeof value !== 'object' || value === null) return;
  const node = isNode(value) ? value : undefined;
  if (node) nodes.push({ node, above });
  for (const name in value) collect((value as Record<string, unknown>)[name], node ?? above, nodes);
}

function isNode(value: object): value is SyntaxNode {
  return 'type' in value && typeof value.type === 'string' && 'span' in value;
}

function lineAt(file: SourceFile, position: number): number {
  let starts = lineStarts.get(file);
  if (!starts) {
    starts = [1];
    const bytes = Buffer.from(file.text);
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 2);
    lineStarts.set(file, starts);
  }
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
