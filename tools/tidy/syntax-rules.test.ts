import type { FileRule } from './source.js';
import {
  fewParameters,
  functionLength,
  noAny,
  noDefaultExport,
  noNonNull,
  noSwitchedOffTests,
} from './syntax-rules.js';

const source = 'packages/core/src/a.ts';
const testFile = 'packages/core/src/a.test.ts';
const linesFound = (rule: FileRule, text: string, path = source) =>
  rule({ path, text }).map(({ line }) => line);
const body = (count: number) => `{\n${'  call();\n'.repeat(count - 2)}}`;

test.each([
  ['function', (text: string) => `\nfunction a() ${text}`],
  ['arrow', (text: string) => `\nconst a = () => ${text};`],
  ['method', (text: string) => `class A {\n  a() ${text}\n}`],
  ['constructor', (text: string) => `class A {\n  constructor() ${text}\n}`],
  ['getter', (text: string) => `class A {\n  get a() ${text}\n}`],
  ['object method', (text: string) => `const a = {\n  a() ${text}\n};`],
])('function length: 60 lines, %s', (_kind, around) => {
  expect(linesFound(functionLength, around(body(60)))).toEqual([]);
  expect(linesFound(functionLength, around(body(61)))).toEqual([2]);
});

test('function length: the callback of describe may be longer, that of a test may not', () => {
  expect(linesFound(functionLength, `describe('a', () => ${body(80)});`, testFile)).toEqual([]);
  const table = `describe.each([1])('a', () => ${body(80)});`;
  expect(linesFound(functionLength, table, testFile)).toEqual([]);
  expect(linesFound(functionLength, `test('a', () => ${body(80)});`, testFile)).toEqual([1]);
});

test('any is found as a type, not as a word', () => {
  const typed = 'const a: any = 1;\nconst b = c as any;\n// é\ntype D = any[];';
  expect(linesFound(noAny, typed)).toEqual([1, 2, 4]);
  expect(linesFound(noAny, "const any = 'any'; // any\ntype Any = unknown;")).toEqual([]);
});

test('non-null assertions are for tests only', () => {
  const text = 'const a = b!;\nconst c = d!.e;\nlet f!: string;\nconst g = !h;';
  expect(linesFound(noNonNull, text)).toEqual([1, 2]);
  expect(linesFound(noNonNull, text, testFile)).toEqual([]);
});

test('default exports are for jest only', () => {
  expect(linesFound(noDefaultExport, 'export default class A {}')).toEqual([1]);
  expect(linesFound(noDefaultExport, '\nexport default { a: 1 };')).toEqual([2]);
  expect(linesFound(noDefaultExport, 'const a = 1;\nexport { a as default };')).toEqual([2]);
  expect(linesFound(noDefaultExport, 'export const a = 1;\nexport { a as b };')).toEqual([]);
  for (const path of ['jest.config.mjs', 'test/tally-reporter.mjs', 'test/a/b-runtime.mjs']) {
    expect(linesFound(noDefaultExport, 'export default {};', path)).toEqual([]);
  }
});

test.each([
  'function f(a, b, c, d) {}',
  'const f = (a, { b }, [c], d = 1) => a;',
  'class A { f(a, b, c, d) {} }',
  'class A { constructor(private a: A, private b: B, c: C, d: D) {} }',
  'interface A { f(a: A, b: B, c: C, d: D): void }',
  'type F = (a: A, b: B, c: C, ...d: D[]) => void;',
])('parameters: four are too many: %s', (text) => {
  expect(linesFound(fewParameters, text)).toEqual([1]);
});

test.each([
  'function f(this: A, a, b, c) {}',
  'const f = (a, b, { c, d, e }) => a;',
  "class A { f(@Arg('a') a: A, @Arg('b') b: B, @Context() c: C, @Arg('d') d: D) {} }",
  'const resolve = (_source, args, ctx, info) => args;',
])('parameters: allowed: %s', (text) => {
  expect(linesFound(fewParameters, text)).toEqual([]);
});

test('switched-off tests are found in tests', () => {
  const text = "it.only('a', f);\ntest.skip.each([1])('b', f);\ntest.todo('c');\nxit('d', f);";
  expect(linesFound(noSwitchedOffTests, text, testFile)).toEqual([1, 2, 3, 4]);
  expect(linesFound(noSwitchedOffTests, "test('a', () => set.skip(1));", testFile)).toEqual([]);
  expect(linesFound(noSwitchedOffTests, "it.only('a', f);")).toEqual([]);
  const conditional = 'const whenRoot = asRoot ? describe : describe.skip;';
  expect(linesFound(noSwitchedOffTests, conditional, testFile)).toEqual([]);
});
