import { approvalKind, ApprovalService, type ApprovalRequest, type Ctx } from '@bureau/core';

import { FleetVehicleSold } from './events.js';
import { FleetVehicle } from './vehicle.entity.js';

/** What it cost is what limits of an approval policy are compared with. */
export const saleApproval = approvalKind({
  key: 'fleet.vehicle.sell',
  description: 'Sale of a vehicle; its amount is what the vehicle cost.',
  recordType: 'FleetVehicle',
  withoutPolicy: 'APPROVE',
  async decided(ctx, { state, recordId }) {
    if (state === 'APPROVED') sell(ctx, await ctx.em.findOneOrFail(FleetVehicle, recordId));
  },
});

/** Sells it now when nobody has to be asked; otherwise the request that decides. */
export async function askToSell(ctx: Ctx, vehicle: FleetVehicle): Promise<ApprovalRequest | null> {
  vehicle.assertOurs();
  const { id: recordId, plate, price } = vehicle;
  const request = await ctx.service(ApprovalService).request(ctx, {
    kind: saleApproval.key,
    recordId,
    title: `Sell ${plate}`,
    amount: price ?? null,
  });
  if (request === null) sell(ctx, vehicle);
  return request;
}

function sell(ctx: Ctx, vehicle: FleetVehicle): void {
  vehicle.sell();
  const { id, plate } = vehicle;
  ctx.emit(FleetVehicleSold, { vehicleId: id, plate }, { id, type: 'FleetVehicle' });
}
