import { importBorders } from './borders.js';
import { importsOf, relativeEndings, resolveImport } from './imports.js';

const file = (text: string, path = 'packages/core/src/read/a.ts') => ({ path, text });
const faults = (path: string, target: string) =>
  importBorders(file(`import { a } from '${target}';`, path)).map(({ text }) => text);

test('all ways to name a module are seen', () => {
  const text = [
    "import './a.js';",
    "import type { B } from './b.js';",
    "export * from './c.js';",
    "export { d } from './d.js';",
    "const e = await import('./e.js');",
    "type F = import('./f.js').F;",
    "export { g }; const h = 'import ./h.js';",
  ];
  expect(importsOf(file(text.join('\n')))).toEqual([
    { target: './a.js', line: 1 },
    { target: './b.js', line: 2 },
    { target: './c.js', line: 3 },
    { target: './d.js', line: 4 },
    { target: './e.js', line: 5 },
    { target: './f.js', line: 6 },
  ]);
});

test('relative imports mean the source behind the compiled name', () => {
  const exists = (path: string) => path === 'packages/core/src/model/b.ts';
  expect(resolveImport('packages/core/src/read/a.ts', '../model/b.js', exists)).toBe(
    'packages/core/src/model/b.ts',
  );
  expect(resolveImport('packages/core/src/read/a.ts', 'zod', exists)).toBeUndefined();
});

test('relative imports end in .js', () => {
  const text = "import './a.js';\nimport '../b';\nimport c from './c.ts';\nimport 'zod';";
  expect(relativeEndings(file(text)).map(({ line }) => line)).toEqual([2, 3]);
});

test.each([
  ['packages/client/src/a.ts', '@bureau/core'],
  ['packages/core/src/a.ts', '@bureau/server/database'],
  ['packages/core/src/a.test.ts', '@bureau/testing'],
  ['packages/server/src/a.ts', '@bureau/plugin-hr'],
  ['packages/server/src/a.test.ts', '@bureau/plugin-hr/contract'],
  ['packages/cli/src/a.ts', '@bureau/testing'],
  ['packages/testing/src/a.ts', '@bureau/plugin-hr'],
  ['packages/plugins/assets/src/a.ts', '@bureau/plugin-hr'],
  ['packages/plugins/assets/src/a.ts', '@bureau/plugin-hr/src/employee.js'],
  ['packages/plugins/assets/src/a.ts', '@bureau/core/dist/model/money.js'],
  ['packages/plugins/assets/src/a.ts', '@bureau/server/database'],
  ['packages/plugins/assets/src/a.ts', '@bureau/testing'],
  ['packages/plugins/assets/src/a.ts', 'type-graphql'],
  ['packages/plugins/assets/src/a.ts', '@mikro-orm/core'],
  ['packages/plugins/assets/src/a.ts', '../../hr/src/employee.entity.js'],
  ['packages/server/src/a.ts', '../../core/src/index.js'],
  ['examples/partner-plugin/src/a.ts', '@bureau/plugin-hr'],
])('borders: %s must not import %s', (path, target) => {
  expect(faults(path, target)).toEqual([expect.stringContaining(`"${target}"`)]);
});

test.each([
  ['packages/core/src/a.ts', 'graphql'],
  ['packages/core/src/read/a.ts', '../model/b.js'],
  ['packages/server/src/a.ts', '@bureau/core'],
  ['packages/testing/src/a.ts', '@bureau/server/database'],
  ['packages/cli/src/a.ts', '@bureau/server/database'],
  ['packages/plugins/assets/src/a.ts', '@bureau/core'],
  ['packages/plugins/assets/src/a.ts', '@bureau/plugin-hr/contract'],
  ['packages/plugins/assets/src/a.test.ts', '@bureau/testing'],
  ['packages/plugins/assets/src/a.test.ts', '@bureau/plugin-hr'],
  ['bureau.config.ts', '@bureau/plugin-hr'],
])('borders: %s may import %s', (path, target) => {
  expect(faults(path, target)).toEqual([]);
});
