import { Arg, Context, FieldResolver, Int, Mutation, Resolver, Root, type Ctx } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';

import { errors } from './errors.js';
import { FleetVehicleAdded, FleetVehicleAssigned, FleetVehicleSold } from './events.js';
import { kilometresOf } from './kilometres.js';
import { assertMayHold, dayOfHandOver, modelNameOf, plateOf, priceOf } from './vehicle-rules.js';
import { FleetVehicle } from './vehicle.entity.js';
import {
  FleetVehicleAssignInput,
  FleetVehicleAssignPayload,
  FleetVehicleCreateInput,
  FleetVehicleCreatePayload,
  FleetVehicleSellInput,
  FleetVehicleSellPayload,
  FleetVehicleType,
} from './vehicle.types.js';

@Resolver(() => FleetVehicleType.object)
export class FleetVehicleResolver {
  @Mutation(() => FleetVehicleCreatePayload, {
    description: 'Adds a vehicle, handed over at once when a holder is given.',
  })
  async fleetVehicleCreate(
    @Context() ctx: Ctx,
    @Arg('input', () => FleetVehicleCreateInput, { description: 'The vehicle.' })
    input: FleetVehicleCreateInput,
  ) {
    const fleetVehicle = ctx.em.create(FleetVehicle, {
      plate: plateOf(input.plate),
      modelName: modelNameOf(input.modelName),
      price: priceOf(input.price),
    });
    if (input.holderId) await handOver(ctx, fleetVehicle, input.holderId, input.handedOverOn);
    else if (input.handedOverOn) throw errors.HOLDER_NEEDED({}, ['input', 'handedOverOn']);
    const { id, plate } = fleetVehicle;
    ctx.emit(FleetVehicleAdded, { vehicleId: id, plate }, { id, type: 'FleetVehicle' });
    return { fleetVehicle };
  }

  @Mutation(() => FleetVehicleAssignPayload, {
    description: 'POOL or HANDED_OVER -> HANDED_OVER to an employee, or back to POOL.',
  })
  async fleetVehicleAssign(
    @Context() ctx: Ctx,
    @Arg('input', () => FleetVehicleAssignInput, { description: 'Vehicle and employee.' })
    input: FleetVehicleAssignInput,
  ) {
    const fleetVehicle = await vehicleOf(ctx, input);
    if (input.holderId) await handOver(ctx, fleetVehicle, input.holderId, input.handedOverOn);
    else fleetVehicle.takeBack();
    const { id, holder } = fleetVehicle;
    const payload = { vehicleId: id, holderId: holder?.id ?? null };
    ctx.emit(FleetVehicleAssigned, payload, { id, type: 'FleetVehicle' });
    return { fleetVehicle };
  }

  @Mutation(() => FleetVehicleSellPayload, { description: 'Any state -> SOLD. Final.' })
  async fleetVehicleSell(
    @Context() ctx: Ctx,
    @Arg('input', () => FleetVehicleSellInput, { description: 'The vehicle.' })
    input: FleetVehicleSellInput,
  ) {
    const fleetVehicle = await vehicleOf(ctx, input);
    fleetVehicle.sell();
    const { id, plate } = fleetVehicle;
    ctx.emit(FleetVehicleSold, { vehicleId: id, plate }, { id, type: 'FleetVehicle' });
    return { fleetVehicle };
  }

  @FieldResolver(() => Int, { description: 'Length of all its trips.' })
  kilometres(@Root() vehicle: { id: string }, @Context() ctx: Ctx): Promise<number> {
    return ctx.load(kilometresOf, vehicle.id);
  }
}

function vehicleOf(
  ctx: Ctx,
  { vehicleId, expectedVersion }: { vehicleId: string; expectedVersion?: number | null },
): Promise<FleetVehicle> {
  return ctx.find(FleetVehicle, vehicleId, { path: ['input', 'vehicleId'], expectedVersion });
}

async function handOver(
  ctx: Ctx,
  vehicle: FleetVehicle,
  holderId: string,
  day: string | null | undefined,
): Promise<void> {
  vehicle.assertOurs();
  // The lock makes two hand-overs to the same employee wait for each other: the limit holds.
  const holder = await ctx.find(Employee, holderId, { path: ['input', 'holderId'], lock: true });
  vehicle.handOver(holder, dayOfHandOver(ctx, day));
  await assertMayHold(ctx, holder, vehicle);
}
