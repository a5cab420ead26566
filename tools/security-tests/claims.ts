import { isTest, nodesOf, type SourceFile, type SyntaxNode } from '../tidy/source.js';

/** A test that says in its title which attacks it stands for. */
export interface Claim {
  path: string;
  rows: readonly number[];
}

// "row 12: ...", "rows 21, 22, 31: ...", "rows 51 to 53: ...", "#58 ...", "#77 #78 ..."
const ROWS = /^rows? ((?:\d+(?:, | and | to )?)+):/;
const SIGNS = /^(?:#\d+[ ,:]+)+/;

/** What the titles of tests and their groups claim, skipped ones left out. */
export function claimsOf(files: readonly SourceFile[]): Claim[] {
  return files
    .filter(({ path }) => isTest(path))
    .flatMap((file) =>
      titlesOf(file).flatMap((title) => {
        const rows = rowsOf(title);
        return rows.length > 0 ? [{ path: file.path, rows }] : [];
      }),
    );
}

/** Numbers that a title begins with; "51 to 53" is all three. */
export function rowsOf(title: string): number[] {
  const signs = SIGNS.exec(title)?.[0];
  if (signs !== undefined) return numbersIn(signs);
  const text = ROWS.exec(title)?.[1] ?? '';
  return text.split(/, | and /).flatMap((part) => {
    const [first = 0, last = first] = numbersIn(part);
    return first === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}

const numbersIn = (text: string) => [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));

/**
 * First arguments of calls, skipped ones left out; a title is one of them whatever the test
 * function is called.
 */
export function titlesOf(file: SourceFile): string[] {
  return nodesOf(file).flatMap(({ node }) => {
    if (node.type !== 'CallExpression' || isSkipped(node['callee'] as SyntaxNode)) return [];
    const [first] = node['arguments'] as { expression: SyntaxNode }[];
    return first ? textOf(first.expression) : [];
  });
}

function isSkipped(callee: SyntaxNode): boolean {
  const inner = callee.type === 'CallExpression' ? (callee['callee'] as SyntaxNode) : callee;
  if (inner.type !== 'MemberExpression') return false;
  const name = (inner['property'] as SyntaxNode & { value?: string }).value;
  return name === 'skip' || name === 'todo';
}

function textOf(node: SyntaxNode): string[] {
  if (node.type === 'StringLiteral') return [String(node['value'])];
  if (node.type !== 'TemplateLiteral') return [];
  const [head] = node['quasis'] as { cooked: string }[];
  return head ? [head.cooked] : [];
}
