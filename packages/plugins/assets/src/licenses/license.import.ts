import {
  type Ctx,
  defineImport,
  type ImportColumn,
  type ImportRow,
  type Money,
} from '@bureau/core';
import { errors } from '../errors.js';
import { cellOf, cellsOf } from '../import-columns.js';
import { amountOf } from '../input-values.js';
import { licenseErrors } from './errors.js';
import { License } from './license.entity.js';

const columns: ImportColumn[] = [
  text('code', 'Short code, unique in the organization', { required: true, maxLength: 60 }),
  text('name', 'What may be used', { required: true, maxLength: 200 }),
  text('publisher', 'Who sells the right to use it', { maxLength: 120 }),
  text('seats', 'How many may use it at once', { kind: 'integer', required: true }),
  text('cost_amount', 'What it was bought for', { kind: 'decimal' }),
  text('cost_currency', 'ISO 4217 code of the cost', { kind: 'currency' }),
  text('purchased_on', 'Day of the purchase', { kind: 'date' }),
  text('expires_on', 'Last day on which it may be used', { kind: 'date' }),
  text('is_freed_on_return', 'Whether a returned device frees its seat; true when empty', {
    kind: 'boolean',
  }),
  text('note', 'Free text', { maxLength: 1000 }),
];

function text(name: string, description: string, more: Partial<ImportColumn>): ImportColumn {
  return { name, description, kind: 'text', ...more };
}

/** Codes that are taken. */
type Taken = ReadonlySet<string>;

/** Licences, one row for each; seats have files of their own. */
export const licenseImport = defineImport<Taken>({
  kind: 'license',
  plugin: 'assets',
  description: 'Licences, one row for each.',
  permission: 'assets.license.manage',
  columns,
  key: ['code'],
  makes: 'License',
  export: {
    list: 'licenses',
    paths: {
      code: 'code',
      name: 'name',
      publisher: 'publisher',
      seats: 'seats',
      cost_amount: 'cost.amount',
      cost_currency: 'cost.currency',
      purchased_on: 'purchasedOn',
      expires_on: 'expiresOn',
      is_freed_on_return: 'isFreedOnReturn',
      note: 'note',
    },
  },
  prepare: async (ctx, rows) => {
    const found = await ctx.em.find(License, { code: { $in: cellsOf(rows, 'code') } });
    return new Set(found.map(({ code }) => code));
  },
  apply,
  upsert: {
    permission: 'assets.license.manage',
    find: async (ctx, rows) => {
      const found = await ctx.em.find(License, { code: { $in: cellsOf(rows, 'code') } });
      return new Map(found.map((record) => [record.code, { record }]));
    },
    change: (_ctx, { record }, { row }) => change(record as License, row),
  },
});

function apply(ctx: Ctx, row: ImportRow, taken: Taken): License {
  const code = cellOf(row, 'code') ?? '';
  if (taken.has(code)) throw licenseErrors.LICENSE_TAKEN({ code }, ['code']);
  const { seats, purchasedOn, expiresOn } = figuresOf(row);
  assertSpan(purchasedOn, expiresOn);
  return ctx.em.create(License, {
    code,
    name: cellOf(row, 'name') ?? '',
    publisher: cellOf(row, 'publisher'),
    seats,
    cost: costOf(row),
    ...{ purchasedOn, expiresOn },
    isFreedOnReturn: row['is_freed_on_return'] !== false,
    note: cellOf(row, 'note'),
  });
}

/** Empty cells leave what is there. */
function change(license: License, row: ImportRow): void {
  const { seats, purchasedOn, expiresOn } = figuresOf(row);
  if (seats !== license.seats) license.resize(seats);
  const cost = costOf(row);
  const isSame =
    Number(license.cost?.amount) === Number(cost?.amount) &&
    license.cost?.currency === cost?.currency;
  if (cost && !isSame) license.cost = cost;
  license.name = cellOf(row, 'name') ?? license.name;
  license.publisher = cellOf(row, 'publisher') ?? license.publisher ?? null;
  license.purchasedOn = purchasedOn ?? license.purchasedOn ?? null;
  license.expiresOn = expiresOn ?? license.expiresOn ?? null;
  assertSpan(license.purchasedOn, license.expiresOn);
  const isFreed = row['is_freed_on_return'];
  if (typeof isFreed === 'boolean') license.isFreedOnReturn = isFreed;
  license.note = cellOf(row, 'note') ?? license.note ?? null;
}

function figuresOf(row: ImportRow) {
  const seats = Number(row['seats']);
  if (!(seats >= 1 && seats <= 1_000_000)) throw licenseErrors.SEATS_RANGE({}, ['seats']);
  return {
    seats,
    purchasedOn: cellOf(row, 'purchased_on'),
    expiresOn: cellOf(row, 'expires_on'),
  };
}

function assertSpan(from: string | null | undefined, to: string | null | undefined): void {
  if (from && to && to < from) throw licenseErrors.LICENSE_SPAN({}, ['expires_on']);
}

function costOf(row: ImportRow): Money | null {
  const amount = cellOf(row, 'cost_amount');
  const currency = cellOf(row, 'cost_currency');
  if (amount === null && currency === null) return null;
  if (amount === null || currency === null) {
    throw errors.COST_INCOMPLETE({}, [amount === null ? 'cost_amount' : 'cost_currency']);
  }
  return amountOf({ amount, currency }, ['cost_amount']);
}
