import { type Ctx, type ServiceProvider, serviceToken } from '@bureau/core';
import type { DepreciationBook } from './asset-kinds.js';

/** What a fixed asset is worth; amounts are decimal texts in the base currency. */
export interface InventoryValue {
  cost: string;
  accumulated: string;
  currency: string;
}

/** Values of what the inventory plugin keeps, for that plugin. */
export interface InventoryValueService {
  /**
   * By the uuids of assets of the inventory: those that are in the books on that day.
   * @throws Refusal FORBIDDEN without accounting.fixedAsset.read
   */
  valuesOf(
    ctx: Ctx,
    question: { assetIds: readonly string[]; asOf: string; book: DepreciationBook },
  ): Promise<ReadonlyMap<string, InventoryValue>>;
}

/** `ctx.service(InventoryValues).valuesOf(ctx, { assetIds, asOf, book })`. */
export const InventoryValues = serviceToken<InventoryValueService>('accounting.inventoryValues');

// Until the entry of its disposal it is there, as in the register.
const VALUES = `
  select a.inventory_asset_id as id, s.cost::text, coalesce(t.amount, 0)::text as accumulated,
      (select base_currency from accounting.settings limit 1) as currency
    from accounting.fixed_asset a
    join accounting.depreciation_schedule s on s.asset_id = a.id and s.book = $3
    left join lateral (select sum(l.amount) as amount from accounting.depreciation_line l
        where l.schedule_id = s.id and l.taken_on <= $2::date and not l.is_reversed) t on true
   where a.inventory_asset_id = any($1::uuid[]) and a.status <> 'VOID'
     and a.acquired_on <= $2::date and (a.disposed_on is null or a.disposed_on > $2::date)`;

/** The service as this plugin offers it. */
export const inventoryValues: ServiceProvider<InventoryValueService> = {
  token: InventoryValues,
  create: () => ({
    valuesOf: async (ctx, { assetIds, asOf, book }) => {
      ctx.demand('accounting.fixedAsset.read');
      type Row = Record<'id' | keyof InventoryValue, string>;
      const rows = await ctx.sql<Row>(VALUES, [assetIds, asOf, book]);
      return new Map(rows.map(({ id, ...value }) => [id, value]));
    },
  }),
};
