import {
  Arg,
  Context,
  type Ctx,
  FieldResolver,
  Int,
  Mutation,
  Needs,
  Refusal,
  Resolver,
  Root,
} from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { amountOf, given, needed, neededIfGiven, optional } from '../input-values.js';
import { licenseErrors } from './errors.js';
import { License } from './license.entity.js';
import {
  LicenseCreateInput,
  LicenseCreatePayload,
  LicenseType,
  LicenseUpdateInput,
  LicenseUpdatePayload,
  SeatAssignInput,
  SeatAssignPayload,
  SeatReleaseInput,
  SeatReleasePayload,
} from './license.types.js';
import { Seat } from './seat.entity.js';
import { assignSeat, releaseSeat, type SeatUser } from './seats.js';

/** Licences, and who uses them. */
@Resolver(() => LicenseType.object)
export class LicenseResolver {
  @Mutation(() => LicenseCreatePayload, { description: 'Adds a licence.' })
  licenseCreate(@Context() ctx: Ctx, @Arg('input') input: LicenseCreateInput) {
    const { seats, purchasedOn = null, expiresOn = null, isFreedOnReturn } = input;
    assertSeats(seats);
    assertSpan(purchasedOn, expiresOn);
    const license = ctx.em.create(License, {
      code: needed('code', input.code),
      name: needed('name', input.name),
      publisher: optional(input.publisher) ?? null,
      seats,
      cost: amountOf(input.cost, ['input', 'cost']),
      purchasedOn,
      expiresOn,
      isFreedOnReturn: isFreedOnReturn ?? true,
      note: optional(input.note) ?? null,
    });
    return { license };
  }

  @Mutation(() => LicenseUpdatePayload, {
    description: 'Changes a licence. Not below the seats that are taken.',
  })
  async licenseUpdate(@Context() ctx: Ctx, @Arg('input') input: LicenseUpdateInput) {
    const { expectedVersion, purchasedOn, expiresOn, seats } = input;
    const found = { expectedVersion, path: ['input', 'id'], lock: true };
    const license = await ctx.find(License, input.id, found);
    if (seats != null) {
      assertSeats(seats);
      license.resize(seats);
    }
    if (input.cost !== undefined) license.cost = amountOf(input.cost, ['input', 'cost']);
    const code = neededIfGiven('code', input.code);
    const name = neededIfGiven('name', input.name);
    const publisher = optional(input.publisher);
    const note = optional(input.note);
    const isFreedOnReturn = input.isFreedOnReturn ?? undefined;
    const facts = { code, name, publisher, purchasedOn, expiresOn, note, isFreedOnReturn };
    ctx.em.assign(license, given(facts));
    assertSpan(license.purchasedOn, license.expiresOn);
    return { license };
  }

  @Mutation(() => SeatAssignPayload, {
    description: 'Gives a seat to an employee or a device. Never more than were bought.',
  })
  async seatAssign(@Context() ctx: Ctx, @Arg('input') input: SeatAssignInput) {
    const user = await userOf(ctx, input);
    // Locked: of several who want the last seat, each sees the one before it.
    const path = ['input', 'licenseId'];
    const license = await ctx.find(License, input.licenseId, { path, lock: true });
    return { license, seat: await assignSeat(ctx, license, user) };
  }

  @Mutation(() => SeatReleasePayload, { description: 'Frees a seat.' })
  async seatRelease(@Context() ctx: Ctx, @Arg('input') input: SeatReleaseInput) {
    const { expectedVersion } = input;
    const path = ['input', 'seatId'];
    const seat = await ctx.find(Seat, input.seatId, { expectedVersion, path, lock: true });
    releaseSeat(ctx, seat, 'RELEASE');
    return { seat };
  }

  @FieldResolver(() => Int, { description: 'How many seats are free.' })
  @Needs('seats', 'seatsUsed')
  seatsFree(@Root() { seats, seatsUsed }: { seats: number; seatsUsed: number }): number {
    return seats - seatsUsed;
  }
}

function assertSeats(seats: number): void {
  if (seats >= 1 && seats <= 1_000_000) return;
  throw licenseErrors.SEATS_RANGE({}, ['input', 'seats']);
}

function assertSpan(from: string | null | undefined, to: string | null | undefined): void {
  if (from && to && to < from) throw licenseErrors.LICENSE_SPAN({}, ['input', 'expiresOn']);
}

async function userOf(ctx: Ctx, { employeeId, assetId }: SeatAssignInput): Promise<SeatUser> {
  if (employeeId && !assetId) {
    return { employee: await ctx.find(Employee, employeeId, { path: ['input', 'employeeId'] }) };
  }
  if (assetId && !employeeId) {
    return { asset: await ctx.find(Asset, assetId, { path: ['input', 'assetId'], lock: true }) };
  }
  throw new Refusal('BAD_USER_INPUT', 'Give exactly one of employeeId and assetId.');
}
