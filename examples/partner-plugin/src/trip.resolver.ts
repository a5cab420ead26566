import { Arg, Context, Mutation, Resolver, type Ctx } from '@bureau/core';

import { errors } from './errors.js';
import { FleetTrip } from './trip.entity.js';
import { FleetTripAddInput, FleetTripAddPayload } from './trip.types.js';
import { FleetVehicle } from './vehicle.entity.js';

@Resolver()
export class FleetTripResolver {
  @Mutation(() => FleetTripAddPayload, { description: 'Enters a trip into the log book.' })
  async fleetTripAdd(
    @Context() ctx: Ctx,
    @Arg('input', () => FleetTripAddInput, { description: 'The trip.' }) input: FleetTripAddInput,
  ) {
    const { drivenOn, kilometres, purpose } = input;
    if (kilometres < 1) throw errors.KILOMETRES_INVALID({}, ['input', 'kilometres']);
    if (drivenOn > ctx.today) throw errors.DAY_IN_FUTURE({ day: drivenOn }, ['input', 'drivenOn']);
    const path = ['input', 'vehicleId'];
    const vehicle = await ctx.find(FleetVehicle, input.vehicleId, { path });
    vehicle.assertOurs();
    const fleetTrip = ctx.em.create(FleetTrip, { vehicle, drivenOn, kilometres, purpose });
    return { fleetTrip };
  }
}
