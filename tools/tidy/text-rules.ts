import {
  type Finding,
  isGenerated,
  isMigration,
  isTest,
  linesOf,
  nodesOf,
  type SourceFile,
} from './source.js';

const FILE_LIMIT = 300;
const TEST_LIMIT = 500;
const LINE_LIMIT = 100;
// In two parts, or this file would find itself.
const LEFT_NOTE = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X'.repeat(3)].join('|')})\\b`);

/** Files are short enough to be read in one go: 300 lines, tests 500. */
export function fileLength(file: SourceFile): Finding[] {
  const limit = isTest(file.path) ? TEST_LIMIT : FILE_LIMIT;
  const length = linesIn(file.text).length;
  if (length <= limit || isGenerated(file)) return [];
  const text = `${length} lines; at most ${limit}. Split it along what it does.`;
  return [{ path: file.path, line: 0, rule: 'file length', text }];
}

/** Lines have at most 100 columns, but for SQL in migrations and generated files. */
export function lineLength(file: SourceFile): Finding[] {
  if (isGenerated(file)) return [];
  const found = linesIn(file.text).flatMap((content, index) => {
    const columns = [...content].length;
    if (columns <= LINE_LIMIT) return [];
    const text = `${columns} columns; at most ${LINE_LIMIT}.`;
    return [{ path: file.path, line: index + 1, rule: 'line length', text }];
  });
  if (found.length === 0 || !isMigration(file.path)) return found;
  const sql = nodesOf(file)
    .filter(({ node }) => node.type === 'TemplateLiteral')
    .map(({ node }) => linesOf(file, node));
  return found.filter(({ line }) => !sql.some(({ first, last }) => line >= first && line <= last));
}

/** Work that is left over goes into an issue, not into a comment. */
export function leftNotes(file: SourceFile): Finding[] {
  if (isGenerated(file)) return [];
  return linesIn(file.text).flatMap((content, index) => {
    const note = LEFT_NOTE.exec(content)?.[1];
    if (note === undefined) return [];
    const text = `${note} is left. Do it, or write an issue.`;
    return [{ path: file.path, line: index + 1, rule: 'left note', text }];
  });
}

function linesIn(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
