import { indexAtRoot, numberedMigrations, sayingNames } from './name-rules.js';

const at = (path: string) => ({ path, text: '' });

test.each([
  'packages/core/src/utils/a.ts',
  'packages/core/src/helpers.ts',
  'packages/core/src/common/a.ts',
  'packages/core/src/job-manager.ts',
  'test/util.mjs',
])('names that say nothing: %s', (path) => {
  expect(sayingNames(at(path))).toEqual([expect.objectContaining({ path, rule: 'name' })]);
});

test('names that only contain such a word are free', () => {
  expect(sayingNames(at('packages/plugins/hr/src/managerial-chain.ts'))).toEqual([]);
});

test('index.ts stands at package roots', () => {
  expect(indexAtRoot(at('packages/core/src/read/index.ts'))).toHaveLength(1);
  expect(indexAtRoot(at('packages/plugins/hr/src/employee/index.ts'))).toHaveLength(1);
  expect(indexAtRoot(at('packages/core/src/index.ts'))).toEqual([]);
  expect(indexAtRoot(at('packages/plugins/hr/src/index.ts'))).toEqual([]);
  expect(indexAtRoot(at('packages/server/src/database/index.ts'))).toEqual([]);
  expect(indexAtRoot(at('packages/core/src/reindex.ts'))).toEqual([]);
});

test('migrations are numbered from 0001 and without double, per folder', () => {
  const steps = (...names: string[]) =>
    numberedMigrations(names.map((name) => at(`packages/plugins/hr/src/migrations/${name}.ts`)));
  expect(steps('0001-init', '0002-more')).toEqual([]);
  expect(steps('0001-init', '0010-more')).toEqual([]);
  expect(steps('0001-init', '0001-other')).toEqual([
    expect.objectContaining({
      path: expect.stringContaining('0001-other'),
      text: 'This number stands twice.',
    }),
  ]);
  expect(steps('0002-init')).toHaveLength(1);
  expect(steps('0001-init', 'tables')).toEqual([]);
});
