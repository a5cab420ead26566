import { fileLength, leftNotes, lineLength } from './text-rules.js';

const source = 'packages/core/src/a.ts';
const lines = (count: number) => 'const a = 1;\n'.repeat(count);
const wide = `const a = '${'é'.repeat(88)}';`;

test('file length: 300 lines for sources, 500 for tests, none for generated files', () => {
  expect(fileLength({ path: source, text: lines(300) })).toEqual([]);
  expect(fileLength({ path: source, text: lines(301) })).toEqual([
    expect.objectContaining({ path: source, line: 0, text: expect.stringContaining('301 lines') }),
  ]);
  expect(fileLength({ path: 'packages/core/src/a.test.ts', text: lines(500) })).toEqual([]);
  expect(fileLength({ path: 'packages/core/src/a.test.ts', text: lines(501) })).toHaveLength(1);
  expect(fileLength({ path: source, text: `// @generated\n${lines(400)}` })).toEqual([]);
  expect(fileLength({ path: 'test/generated/operations.ts', text: lines(400) })).toEqual([]);
});

test('line length: 100 columns, counted in characters', () => {
  expect(lineLength({ path: source, text: wide })).toEqual([
    expect.objectContaining({ line: 1, rule: 'line length', text: '101 columns; at most 100.' }),
  ]);
  expect(lineLength({ path: source, text: wide.replace('é', '') })).toEqual([]);
});

test('line length: SQL in a migration may be wider, its code and other files may not', () => {
  const sql = `export const up = \`\n${'x'.repeat(120)}\n\`;\n`;
  const migration = 'packages/core/src/schema/migrations/0001-init.ts';
  expect(lineLength({ path: migration, text: sql })).toEqual([]);
  expect(lineLength({ path: source, text: sql })).toHaveLength(1);
  expect(lineLength({ path: migration, text: `${sql}${wide}` })).toEqual([
    expect.objectContaining({ line: 4 }),
  ]);
});

test('left notes are found with their line; words that contain them are not', () => {
  const note = ['TO', 'DO'].join('');
  expect(leftNotes({ path: source, text: `const a = 1;\n// ${note}: later\n` })).toEqual([
    expect.objectContaining({ line: 2, rule: 'left note', text: expect.stringContaining(note) }),
  ]);
  expect(leftNotes({ path: source, text: `// ${['FIX', 'ME'].join('')}` })).toHaveLength(1);
  expect(leftNotes({ path: source, text: `const ${note}S = pending.toDo;` })).toEqual([]);
});
