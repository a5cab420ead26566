import { deadFiles } from './dead-files.js';

const file = (path: string, text = '') => ({ path, text });

test('files that no entry point reaches are dead, rings too', () => {
  const files = [
    file('packages/core/src/index.ts', "export * from './used.js';"),
    file('packages/core/src/used.ts', "import('./late.js');"),
    file('packages/core/src/late.ts'),
    file('packages/core/src/lonely.ts'),
    file('packages/core/src/ring-a.ts', "import './ring-b.js';"),
    file('packages/core/src/ring-b.ts', "import './ring-a.js';"),
  ];
  expect(deadFiles(files, []).map(({ path }) => path)).toEqual([
    'packages/core/src/lonely.ts',
    'packages/core/src/ring-a.ts',
    'packages/core/src/ring-b.ts',
  ]);
});

test('what only tests reach is dead among sources, not beside them', () => {
  const files = [
    file('packages/core/src/a.test.ts', "import './a.js';\nimport '../test/fixture.js';"),
    file('packages/core/src/a.ts'),
    file('packages/core/test/fixture.ts'),
  ];
  expect(deadFiles(files, [])).toEqual([
    expect.objectContaining({
      path: 'packages/core/src/a.ts',
      text: expect.stringContaining('Only tests'),
    }),
  ]);
});

test('entry points: what a manifest names, contracts, root files, scripts', () => {
  const files = [
    file('packages/server/src/main.ts'),
    file('test/global-setup.mjs'),
    file('packages/plugins/hr/src/contract.ts'),
    file('bureau.config.ts'),
    file('scripts/boot.mjs'),
  ];
  const boot = "run: [at('packages/server/dist/main.js')]";
  const manifests = [boot, '<rootDir>/test/global-setup.mjs'];
  expect(deadFiles(files, manifests)).toEqual([]);
  expect(deadFiles(files, []).map(({ path }) => path)).toEqual([
    'packages/server/src/main.ts',
    'test/global-setup.mjs',
  ]);
});
