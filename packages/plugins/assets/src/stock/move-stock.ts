import { type Ctx, Site } from '@bureau/core';
import type { Employee } from '@bureau/plugin-hr/contract';
import type { Asset } from '../asset.entity.js';
import { optional } from '../input-values.js';
import { EquipmentMove, type EquipmentMoveKind, EquipmentStock } from './equipment-stock.entity.js';
import { stockErrors } from './errors.js';
import { type Component, Consumable } from './item.entity.js';

/** What moves: its row is locked, so that one after another counts what is left. */
export type StockItem = Component | Consumable;

/** A move as it is wished for. */
export interface WantedMove {
  siteId: string;
  quantity: number;
  kind: EquipmentMoveKind;
  note?: string | null | undefined;
  asset?: Asset;
  employee?: Employee;
}

/**
 * Writes a move; the database adds it to the stock and refuses what would be below zero.
 * @throws ASSETS_STOCK_QUANTITY, ASSETS_STOCK_SHORT, ASSETS_STOCK_SAME, ASSETS_NOT_INSTALLED
 */
export async function moveStock(
  ctx: Ctx,
  item: StockItem,
  wanted: WantedMove,
): Promise<EquipmentMove> {
  const { kind, asset = null, employee = null } = wanted;
  assertQuantity(wanted);
  const site = await ctx.find(Site, wanted.siteId, { path: ['input', 'siteId'] });
  const of = item instanceof Consumable ? { consumable: item } : { component: item };
  const stock = await ctx.em.findOne(EquipmentStock, { ...of, site });
  const quantity = changeOf(wanted, stock?.quantity ?? 0);
  if (kind === 'REMOVE' && asset) await assertInstalled(ctx, { item, asset, quantity });
  return ctx.em.create(EquipmentMove, {
    ...{ component: null, consumable: null, ...of },
    ...{ site, kind, quantity, asset, employee },
    ...{ movedAt: ctx.now, note: optional(wanted.note) ?? null },
  });
}

const MOST = 1_000_000;
const PATH = ['input', 'quantity'];

function assertQuantity({ kind, quantity }: WantedMove): void {
  if (kind === 'COUNT') {
    if (quantity < 0 || quantity > MOST) throw stockErrors.STOCK_COUNT({}, PATH);
  } else if (quantity < 1 || quantity > MOST) {
    throw stockErrors.STOCK_QUANTITY({}, PATH);
  }
}

/** What the stock changes by. */
function changeOf({ kind, quantity }: WantedMove, there: number): number {
  if (kind === 'RECEIPT' || kind === 'REMOVE') return quantity;
  if (kind === 'COUNT') {
    if (quantity === there) throw stockErrors.STOCK_SAME({ quantity }, PATH);
    return quantity - there;
  }
  if (quantity > there) throw stockErrors.STOCK_SHORT({ quantity: there }, PATH);
  return -quantity;
}

async function assertInstalled(
  ctx: Ctx,
  { item, asset, quantity }: { item: StockItem; asset: Asset; quantity: number },
): Promise<void> {
  const [row] = await ctx.sql<{ inside: string }>(
    `select coalesce(-sum(quantity), 0)::text as inside from assets.equipment_move
      where asset_id = $1 and component_id = $2`,
    [asset.id, item.id],
  );
  const inside = Number(row?.inside ?? 0);
  if (quantity <= inside) return;
  throw stockErrors.NOT_INSTALLED({ quantity: inside, tag: asset.tag }, PATH);
}
