import { hook, subscriber, type Ctx } from '@bureau/core';
import { employeeTerminate, employeeTerminated } from '@bureau/plugin-hr/contract';

import { errors } from './errors.js';
import { FleetVehicleAssigned } from './events.js';
import { FleetVehicle } from './vehicle.entity.js';

/** How many vehicles one transaction takes back at most. */
export const BATCH = 200;

/** Nobody leaves before the day on which a vehicle was handed to them: one of the two is wrong. */
export const notBeforeHandOver = hook(employeeTerminate, async (ctx, { employee, lastDay }) => {
  const late = await ctx.em.findOne(FleetVehicle, {
    holder: employee.id,
    handedOverOn: { $gt: lastDay },
  });
  if (!late) return;
  const { plate, handedOverOn: day } = late;
  throw errors.HANDED_OVER_LATER({ name: employee.displayName, plate, day: day ?? '' });
});

/** Who has left drives no vehicle; for last days to come the morning round does it. */
export const takeBackFromLeaver = subscriber(employeeTerminated, {
  name: 'fleet.takeBackFromLeaver',
  run: async (ctx, { payload }) => {
    await takeBackFromLeavers(ctx, payload.employeeId);
  },
});

/** Takes back what leavers still hold, of one or of all, and says how many that were. */
export async function takeBackFromLeavers(ctx: Ctx, employeeId?: string): Promise<number> {
  const left = { terminatedOn: { $lt: ctx.today } };
  const holder = employeeId ? { id: employeeId, ...left } : left;
  const vehicles = await ctx.em.find(FleetVehicle, { holder }, { limit: BATCH });
  for (const vehicle of vehicles) {
    vehicle.takeBack();
    const { id } = vehicle;
    ctx.emit(FleetVehicleAssigned, { vehicleId: id, holderId: null }, { id, type: 'FleetVehicle' });
  }
  return vehicles.length;
}
