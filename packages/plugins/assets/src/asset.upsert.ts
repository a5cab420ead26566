import type { Ctx, ImportRow } from '@bureau/core';
import { Asset } from './asset.entity.js';
import { errors } from './errors.js';
import { cellOf, cellsOf } from './import-columns.js';
import { modelOf, type Named } from './import-look-ups.js';
import { amountOf } from './input-values.js';

/** An asset that is there already. */
export interface KnownAsset {
  record: Asset;
}

/** The assets that the rows of a batch name. */
export async function findKnown(
  ctx: Ctx,
  rows: readonly ImportRow[],
): Promise<ReadonlyMap<string, KnownAsset>> {
  const tags = cellsOf(rows, 'tag');
  const populate = ['host', 'statusLabel'] as const;
  const found = await ctx.em.find(Asset, { tag: { $in: tags } }, { populate });
  return new Map(found.map((record) => [record.tag, { record }]));
}

/**
 * What is known of an asset; who has it is compared only: hand-overs have mutations of their own.
 * @throws ASSETS_IMPORT_CUSTODY, ASSETS_ALREADY_DISPOSED, ASSETS_COST_INCOMPLETE
 */
export function changeKnown(
  ctx: Ctx,
  { record }: KnownAsset,
  { row, prepared }: { row: ImportRow; prepared: Named },
): void {
  record.assertChangeable();
  demandSame(record, row, prepared);
  const model = modelOf(ctx, row, prepared);
  if (model.id !== record.model.id) record.model = model;
  record.serialNumber = cellOf(row, 'serial_number') ?? record.serialNumber ?? null;
  record.leaseEndsOn = cellOf(row, 'lease_ends_on') ?? record.leaseEndsOn ?? null;
  record.purchasedOn = cellOf(row, 'purchased_on') ?? record.purchasedOn ?? null;
  changeCost(record, row);
}

function changeCost(record: Asset, row: ImportRow): void {
  const amount = cellOf(row, 'cost_amount');
  const currency = cellOf(row, 'cost_currency');
  if (amount === null && currency === null) return;
  if (amount === null || currency === null) {
    throw errors.COST_INCOMPLETE({}, [amount === null ? 'cost_amount' : 'cost_currency']);
  }
  const { cost } = record;
  if (cost && Number(cost.amount) === Number(amount) && cost.currency === currency) return;
  record.cost = amountOf({ amount, currency }, ['cost_amount']);
}

function demandSame(record: Asset, row: ImportRow, { sites, employees }: Named): void {
  const { tag, state, site, holder, host, statusLabel } = record;
  const stands = {
    state,
    // A code that is not known is not that of the record either.
    site_code: site ? codeOf(sites, site.id) : undefined,
    holder_number: holder ? codeOf(employees, holder.id) : undefined,
    host_tag: host?.tag,
    // A mutation of its own sets the status.
    status_code: statusLabel?.code,
  };
  for (const [column, value] of Object.entries(stands)) {
    const given = cellOf(row, column);
    if (given !== null && given !== value) throw errors.IMPORT_CUSTODY({ tag }, [column]);
  }
}

function codeOf(records: ReadonlyMap<string, { id: string }>, id: string): string | undefined {
  return [...records].find(([, one]) => one.id === id)?.[0];
}
