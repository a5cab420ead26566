import type { ImportColumn, ImportRow } from '@bureau/core';

/** States in which an asset can be entered. */
export const IMPORTED_STATES = [
  'ORDERED',
  'AVAILABLE',
  'IN_USE',
  'RETURN_PENDING',
  'IN_REPAIR',
  'LOST',
] as const;
export type ImportedState = (typeof IMPORTED_STATES)[number];

/** The columns of an asset file. */
export const columns: ImportColumn[] = [
  column('tag', 'Inventory tag, unique in the organization', { required: true }),
  column('serial_number', 'Serial number of the manufacturer', { maxLength: 120 }),
  column('model_code', 'Product', { required: true, maxLength: 60 }),
  column('model_name', 'Name of the product, to make it when its code is new', { maxLength: 200 }),
  column('category', 'Code of the kind of equipment, for a new product'),
  column('purchased_on', 'Day of the purchase', { kind: 'date' }),
  column('cost_amount', 'What it was bought for', { kind: 'decimal' }),
  column('cost_currency', 'ISO 4217 code of the cost', { kind: 'currency' }),
  column('site_code', 'Where it is, or was until the holder got it; may be empty with a holder'),
  column('holder_number', 'Employee number of who has it'),
  column('held_since', 'Since when the custodian has it; since the purchase when empty', {
    kind: 'date',
  }),
  column('host_tag', 'Tag of the asset that it is part of; it is where that one is'),
  column('status_code', 'Code of its status'),
  column('lease_ends_on', 'Last day of its lease', { kind: 'date' }),
  column('state', 'By default IN_USE with a holder, AVAILABLE with a site, else ORDERED', {
    kind: 'enum',
    values: IMPORTED_STATES,
  }),
];

function column(name: string, description: string, more: Partial<ImportColumn> = {}): ImportColumn {
  return { name, description, kind: 'text', maxLength: 40, ...more };
}

/** The text of a cell; null when it is empty. */
export function cellOf(row: ImportRow, name: string): string | null {
  const value = row[name];
  return value === undefined ? null : String(value).trim() || null;
}

/** The different texts of these columns over all rows. */
export function cellsOf(rows: readonly ImportRow[], ...names: string[]): string[] {
  const texts = rows.flatMap((row) => names.map((name) => cellOf(row, name)));
  return [...new Set(texts)].filter((text) => text !== null);
}
