import { type Ctx, type ImportRow, Site } from '@bureau/core';
import { Employee, EmployeeType } from '@bureau/plugin-hr/contract';
import { AssetModel } from './asset-model.entity.js';
import { Asset } from './asset.entity.js';
import { AssetType } from './asset.types.js';
import { Category } from './category.entity.js';
import { startsOfDays } from './days.js';
import { errors } from './errors.js';
import { cellOf, cellsOf } from './import-columns.js';
import { StatusLabel } from './status/status-label.entity.js';

/** What the rows of one batch name, looked up once for all of them. */
export interface Named {
  /** Known before, and made by earlier rows. */
  models: Map<string, AssetModel>;
  categories: ReadonlyMap<string, Category>;
  sites: ReadonlyMap<string, Site>;
  /** Only those whom the caller may see. */
  employees: ReadonlyMap<string, Employee>;
  /** What rows name as hosts, known before, and what rows of this batch have made, by tag. */
  hosts: ReadonlyMap<string, Asset>;
  made: Map<string, Asset>;
  labels: ReadonlyMap<string, StatusLabel>;
  /** Tags that are taken. */
  tags: ReadonlySet<string>;
  /** Instants at which days begin. */
  starts: ReadonlyMap<string, Date>;
}

/**
 * Seven statements a batch, nine with hosts and statuses.
 * @throws Refusal FORBIDDEN for new products without the right
 */
export async function lookUp(ctx: Ctx, rows: readonly ImportRow[]): Promise<Named> {
  const { em } = ctx;
  const codes = cellsOf(rows, 'model_code');
  const models = byCode(await em.find(AssetModel, { code: { $in: codes } }));
  const isNew = (row: ImportRow) => !models.has(cellOf(row, 'model_code') ?? '');
  if (rows.some((row) => isNew(row) && cellOf(row, 'model_name') !== null)) {
    ctx.demand('assets.catalogue.manage');
  }
  const categories = await em.find(Category, { code: { $in: cellsOf(rows, 'category') } });
  const sites = await em.find(Site, { code: { $in: cellsOf(rows, 'site_code') } });
  return {
    models,
    categories: byCode(categories),
    sites: byCode(sites),
    employees: await employeesOf(ctx, cellsOf(rows, 'holder_number')),
    hosts: await hostsOf(ctx, cellsOf(rows, 'host_tag')),
    made: new Map(),
    labels: await labelsOf(ctx, cellsOf(rows, 'status_code')),
    tags: await takenTags(ctx, cellsOf(rows, 'tag')),
    starts: await startsOfDays(ctx, cellsOf(rows, 'purchased_on', 'held_since')),
  };
}

async function employeesOf(ctx: Ctx, numbers: string[]): Promise<Map<string, Employee>> {
  if (numbers.length === 0) return new Map();
  const ids = await ctx.ids(EmployeeType, { number: { in: numbers } }, numbers.length);
  const found = await ctx.em.find(Employee, { id: { $in: ids } });
  return new Map(found.map((employee) => [employee.number, employee]));
}

/** Only those that the caller may see. */
async function hostsOf(ctx: Ctx, tags: string[]): Promise<Map<string, Asset>> {
  if (tags.length === 0) return new Map();
  const ids = await ctx.ids(AssetType, { tag: { in: tags } }, tags.length);
  const found = await ctx.em.find(Asset, { id: { $in: ids } });
  return new Map(found.map((asset) => [asset.tag, asset]));
}

async function labelsOf(ctx: Ctx, codes: string[]): Promise<Map<string, StatusLabel>> {
  if (codes.length === 0) return new Map();
  return byCode(await ctx.em.find(StatusLabel, { code: { $in: codes } }));
}

async function takenTags(ctx: Ctx, tags: string[]): Promise<Set<string>> {
  const rows = await ctx.sql<{ tag: string }>(
    'select tag from assets.asset where tag = any($1::text[])',
    [tags],
  );
  return new Set(rows.map(({ tag }) => tag));
}

function byCode<T extends { code: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.code, record]));
}

/** The record of a cell, or null for an empty one. @throws the error when there is none */
export function namedIn<E extends Site | Employee | Category>(
  records: ReadonlyMap<string, E>,
  cell: { row: ImportRow; column: string },
  unknown: (text: string) => Error,
): E | null {
  const text = cellOf(cell.row, cell.column);
  if (text === null) return null;
  const record = records.get(text);
  if (record) return record;
  throw unknown(text);
}

/** The product of a row; a new one is made when its name and category are given. */
export function modelOf(ctx: Ctx, row: ImportRow, named: Named): AssetModel {
  const code = cellOf(row, 'model_code') ?? '';
  const known = named.models.get(code);
  if (known) return known;
  const name = cellOf(row, 'model_name');
  const category = namedIn(named.categories, { row, column: 'category' }, (text) =>
    errors.CATEGORY_UNKNOWN({ code: text }, ['category']),
  );
  if (name === null || !category) throw errors.MODEL_UNKNOWN({ code }, ['model_code']);
  const made = ctx.em.create(AssetModel, { code, name, category });
  named.models.set(code, made);
  return made;
}
