import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { addMonths } from '../days.js';
import { errors } from '../errors.js';
import { optional } from '../input-values.js';
import { AssetReservation } from './asset-reservation.entity.js';
import { reservationErrors } from './errors.js';
import {
  AssetReservationCancelInput,
  AssetReservationCancelPayload,
  AssetReservationCreateInput,
  AssetReservationCreatePayload,
} from './reservation.types.js';
import { type DaySpan, reservationIn, reserved } from './reserved.js';

/** Assets that are kept for somebody over some days. */
@Resolver()
export class ReservationResolver {
  @Mutation(() => AssetReservationCreatePayload, {
    description: 'Keeps an asset for an employee. Two reservations never share a day.',
  })
  async assetReservationCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: AssetReservationCreateInput,
  ) {
    const { startsOn, endsOn } = input;
    assertSpan(ctx, { startsOn, endsOn });
    const path = ['input', 'employeeId'];
    const employee = await ctx.find(Employee, input.employeeId, { path });
    if (employee.terminatedOn && employee.terminatedOn < endsOn) {
      throw errors.EMPLOYEE_GONE({ number: employee.number }, path);
    }
    const at = ['input', 'assetId'];
    const asset = await ctx.find(Asset, input.assetId, { path: at, lock: true });
    const { tag, state } = asset;
    if (state === 'DISPOSED' || state === 'LOST') {
      throw reservationErrors.RESERVATION_STATE({ tag, state }, at);
    }
    const other = await reservationIn(ctx, asset, { startsOn, endsOn });
    if (other) throw reserved(asset, other, ['input', 'startsOn']);
    const values = { asset, employee, startsOn, endsOn, cancelledAt: null };
    const note = optional(input.note) ?? null;
    return { assetReservation: ctx.em.create(AssetReservation, { ...values, note }) };
  }

  @Mutation(() => AssetReservationCancelPayload, { description: 'Takes a reservation back.' })
  async assetReservationCancel(
    @Context() ctx: Ctx,
    @Arg('input') input: AssetReservationCancelInput,
  ) {
    const { reservationId, expectedVersion } = input;
    const found = { expectedVersion, path: ['input', 'reservationId'] };
    const assetReservation = await ctx.find(AssetReservation, reservationId, found);
    assetReservation.cancel(ctx.now, ctx.today);
    return { assetReservation };
  }
}

function assertSpan(ctx: Ctx, { startsOn, endsOn }: DaySpan): void {
  if (startsOn < ctx.today) {
    throw reservationErrors.RESERVATION_PAST({}, ['input', 'startsOn']);
  }
  if (endsOn >= startsOn && endsOn <= addMonths(startsOn, 12)) return;
  throw reservationErrors.RESERVATION_SPAN({}, ['input', 'endsOn']);
}
