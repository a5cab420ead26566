import { Arg, Context, type Ctx, Mutation, Refusal, Resolver } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { moveStock, type StockItem } from './move-stock.js';
import { Component, Consumable } from './item.entity.js';
import {
  ComponentInstallPayload,
  ComponentMoveInput,
  ComponentRemovePayload,
  ConsumableIssueInput,
  ConsumableIssuePayload,
  EquipmentCountPayload,
  EquipmentQuantityInput,
  EquipmentReceivePayload,
} from './stock.inputs.js';

/** Components and consumables that come, go and are counted. */
@Resolver()
export class StockResolver {
  @Mutation(() => EquipmentReceivePayload, { description: 'Takes something into stock.' })
  async equipmentReceive(@Context() ctx: Ctx, @Arg('input') input: EquipmentQuantityInput) {
    const item = await itemOf(ctx, input);
    return { equipmentMove: await moveStock(ctx, item, { ...input, kind: 'RECEIPT' }) };
  }

  @Mutation(() => EquipmentCountPayload, {
    description: 'Sets the stock to what was counted; the difference is a move.',
  })
  async equipmentCount(@Context() ctx: Ctx, @Arg('input') input: EquipmentQuantityInput) {
    const item = await itemOf(ctx, input);
    return { equipmentMove: await moveStock(ctx, item, { ...input, kind: 'COUNT' }) };
  }

  @Mutation(() => ComponentInstallPayload, {
    description: 'Builds components into a device; the stock goes down.',
  })
  async componentInstall(@Context() ctx: Ctx, @Arg('input') input: ComponentMoveInput) {
    const asset = await assetOf(ctx, input.assetId);
    asset.assertChangeable();
    const item = await itemOf(ctx, input);
    return { equipmentMove: await moveStock(ctx, item, { ...input, kind: 'INSTALL', asset }) };
  }

  @Mutation(() => ComponentRemovePayload, {
    description: 'Takes components out of a device, back into stock.',
  })
  async componentRemove(@Context() ctx: Ctx, @Arg('input') input: ComponentMoveInput) {
    const asset = await assetOf(ctx, input.assetId);
    const item = await itemOf(ctx, input);
    return { equipmentMove: await moveStock(ctx, item, { ...input, kind: 'REMOVE', asset }) };
  }

  @Mutation(() => ConsumableIssuePayload, {
    description: 'Gives consumables to an employee; the stock goes down.',
  })
  async consumableIssue(@Context() ctx: Ctx, @Arg('input') input: ConsumableIssueInput) {
    const path = ['input', 'employeeId'];
    const employee = await ctx.find(Employee, input.employeeId, { path });
    const item = await itemOf(ctx, input);
    return { equipmentMove: await moveStock(ctx, item, { ...input, kind: 'ISSUE', employee }) };
  }
}

function assetOf(ctx: Ctx, id: string): Promise<Asset> {
  return ctx.find(Asset, id, { path: ['input', 'assetId'] });
}

/** Locked: of several who want the last piece, each sees the one before it. */
async function itemOf(
  ctx: Ctx,
  { componentId, consumableId }: { componentId?: string | null; consumableId?: string | null },
): Promise<StockItem> {
  if (componentId && !consumableId) {
    return ctx.find(Component, componentId, { path: ['input', 'componentId'], lock: true });
  }
  if (consumableId && !componentId) {
    return ctx.find(Consumable, consumableId, { path: ['input', 'consumableId'], lock: true });
  }
  throw new Refusal('BAD_USER_INPUT', 'Give exactly one of componentId and consumableId.');
}
