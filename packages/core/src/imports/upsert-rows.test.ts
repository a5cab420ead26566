import type { ImportType } from './import-type.js';
import { rowKey } from './upsert-rows.js';

const column = (name: string, required: boolean) => {
  return { name, description: name, kind: 'text' as const, required };
};

test.each<[string, Pick<ImportType, 'key' | 'columns'>, Record<string, string>, string | null]>([
  ['one column', { key: ['tag'], columns: [column('tag', true)] }, { tag: 'A' }, 'A'],
  ['one empty column is none', { key: ['tag'], columns: [column('tag', false)] }, {}, null],
  ['no column', { key: [], columns: [] }, { tag: 'A' }, null],
  [
    'of several one that need not be there may be empty',
    { key: ['a', 'b'], columns: [column('a', true), column('b', false)] },
    { a: '1' },
    '["1",null]',
  ],
  [
    'one that must be there may not',
    { key: ['a', 'b'], columns: [column('a', true), column('b', false)] },
    { b: '1' },
    null,
  ],
])('the key of a row: %s', (_title, type, row, key) => {
  expect(rowKey(type, row)).toBe(key ?? undefined);
});
