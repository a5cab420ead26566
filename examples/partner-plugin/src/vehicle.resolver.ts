import {
  Arg,
  Context,
  FieldResolver,
  File,
  Files,
  Int,
  Mutation,
  NumberSeriesService,
  Resolver,
  Root,
  type Ctx,
} from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';

import { errors } from './errors.js';
import { FleetVehicleAdded, FleetVehicleAssigned } from './events.js';
import { kilometresOf } from './kilometres.js';
import { vehicleNumbers } from './numbers.js';
import { REGISTRATION } from './registration.js';
import { askToSell } from './sale.js';
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
  FleetVehicleUpdateInput,
  FleetVehicleUpdatePayload,
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
      number: await ctx.service(NumberSeriesService).next(ctx, vehicleNumbers.key),
    });
    if (input.inspectionDueOn) fleetVehicle.inspectBy(input.inspectionDueOn);
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

  @Mutation(() => FleetVehicleUpdatePayload, {
    description: 'Changes the day of inspection, the registration paper and custom fields.',
  })
  async fleetVehicleUpdate(
    @Context() ctx: Ctx,
    @Arg('input', () => FleetVehicleUpdateInput, { description: 'What changes.' })
    input: FleetVehicleUpdateInput,
  ) {
    const fleetVehicle = await vehicleOf(ctx, input);
    fleetVehicle.assertOurs();
    if (input.inspectionDueOn !== undefined) fleetVehicle.inspectBy(input.inspectionDueOn);
    if (input.registrationId !== undefined) {
      fleetVehicle.registration = await paperOf(ctx, input.registrationId);
    }
    return { fleetVehicle };
  }

  @Mutation(() => FleetVehicleSellPayload, {
    description: 'Any state -> SOLD. Final. Asks for approval where the organization wants it.',
  })
  async fleetVehicleSell(
    @Context() ctx: Ctx,
    @Arg('input', () => FleetVehicleSellInput, { description: 'The vehicle.' })
    input: FleetVehicleSellInput,
  ) {
    const fleetVehicle = await vehicleOf(ctx, input);
    return { fleetVehicle, approvalRequest: await askToSell(ctx, fleetVehicle) };
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

async function paperOf(ctx: Ctx, fileId: string | null): Promise<File | null> {
  if (fileId === null) return null;
  const path = ['input', 'registrationId'];
  return ctx.service(Files).attach(ctx, fileId, { purpose: REGISTRATION.id, path });
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
