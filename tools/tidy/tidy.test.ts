import { repositoryFiles, repositoryManifests } from './repository.js';
import { findingsText, tidyFindings } from './tidy.js';

test('the repository keeps its house rules', () => {
  const files = repositoryFiles();
  expect(files.length).toBeGreaterThan(100);
  expect(findingsText(tidyFindings(files, repositoryManifests()))).toBe('');
});

test('findings are grouped by file, sorted, with line and rule', () => {
  const files = [
    { path: 'packages/core/src/b.ts', text: 'export default 1;\n' },
    { path: 'packages/core/src/index.ts', text: "import './b';\nexport const x: any = 1;\n" },
  ];
  expect(findingsText(tidyFindings(files, []))).toBe(
    [
      'packages/core/src/b.ts',
      '  dead file: Nothing imports it. Delete it, or use it.',
      '  line 1, default export: A default export. Export it by its name.',
      'packages/core/src/index.ts',
      '  line 1, import ending: "./b" has no ending. Relative imports end in .js.',
      '  line 2, any: The type any. Name the type, or take unknown and check it.',
    ].join('\n'),
  );
});

test('a file that cannot be read is one finding and does not stop the others', () => {
  const broken = { path: 'scripts/broken.ts', text: 'const = ;\n' };
  expect(tidyFindings([broken], [])).toEqual([
    expect.objectContaining({ path: 'scripts/broken.ts', line: 0, rule: 'syntax' }),
  ]);
});
