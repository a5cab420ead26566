import { readRow } from './import-cells.js';
import type { ImportColumn } from './import-type.js';

function read(kind: ImportColumn['kind'], text: string, more: Partial<ImportColumn> = {}) {
  const column = { name: 'x', description: '', kind, ...more };
  const plan = { columns: [column], isSound: true, faults: [] };
  const { values, faults } = readRow(plan, [text], 2);
  return faults[0]?.code ?? values['x'];
}

test.each<[ImportColumn['kind'], string, unknown]>([
  ['text', '  a b ', 'a b'],
  ['text', '   ', undefined],
  ['text', 'a\u0007', 'CORE_IMPORT_BAD_TEXT'],
  ['date', '2024-02-29', '2024-02-29'],
  ['date', '2023-02-29', 'CORE_IMPORT_BAD_DATE'],
  ['date', '31.12.2024', 'CORE_IMPORT_BAD_DATE'],
  ['decimal', '-0012.50', '-0012.50'],
  ['decimal', '1,5', 'CORE_IMPORT_BAD_DECIMAL'],
  ['decimal', '1e5', 'CORE_IMPORT_BAD_DECIMAL'],
  ['decimal', 'NaN', 'CORE_IMPORT_BAD_DECIMAL'],
  ['integer', '-7', -7],
  ['integer', '7.0', 'CORE_IMPORT_BAD_INTEGER'],
  ['integer', '9007199254740993', 'CORE_IMPORT_BAD_INTEGER'],
  ['boolean', 'Yes', true],
  ['boolean', '0', false],
  ['boolean', 'maybe', 'CORE_IMPORT_BAD_BOOLEAN'],
  ['currency', 'eur', 'EUR'],
  ['currency', '€', 'CORE_IMPORT_BAD_CURRENCY'],
  ['instant', '2026-03-31 14:30+02:00', '2026-03-31T12:30:00.000Z'],
  ['instant', '2026-03-31T12:30:00', 'CORE_IMPORT_BAD_INSTANT'],
  ['instant', '2026-02-30T12:30:00Z', 'CORE_IMPORT_BAD_INSTANT'],
])('%s %j', (kind, text, expected) => {
  expect(read(kind, text)).toBe(expected);
});

test('values of an enum in any case, lengths in characters', () => {
  const values = ['PART_TIME', 'FULL_TIME'];
  expect(read('enum', 'part time', { values })).toBe('PART_TIME');
  expect(read('enum', 'none', { values })).toBe('CORE_IMPORT_BAD_VALUE');
  expect(read('text', '😀😀', { maxLength: 2 })).toBe('😀😀');
  expect(read('text', 'abc', { maxLength: 2 })).toBe('CORE_IMPORT_TOO_LONG');
  expect(read('text', '', { required: true })).toBe('CORE_IMPORT_REQUIRED');
});

test('names of prototypes are ordinary columns', () => {
  const column: ImportColumn = { name: '__proto__', description: '', kind: 'text' };
  const { values } = readRow({ columns: [column], isSound: true, faults: [] }, ['x'], 2);
  expect(Object.getPrototypeOf(values)).not.toBe('x');
});
