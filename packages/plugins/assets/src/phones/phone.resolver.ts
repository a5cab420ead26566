import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { errors } from '../errors.js';
import { needed, optional } from '../input-values.js';
import { phoneErrors } from './errors.js';
import { e164, PhoneContract, PhoneLine, PhoneNumber } from './phone.entities.js';
import {
  PhoneLineAssignInput,
  PhoneLineAssignPayload,
  PhoneLineCreateInput,
  PhoneLineCreatePayload,
  PhoneLineStateSetInput,
  PhoneLineStateSetPayload,
  PhoneNumberCreateInput,
  PhoneNumberCreatePayload,
  PhoneNumberMoveInput,
  PhoneNumberMovePayload,
} from './phone.inputs.js';

/** Lines, the devices that they are in, who uses them, and where numbers ring. */
@Resolver()
export class PhoneResolver {
  @Mutation(() => PhoneLineCreatePayload, { description: 'Adds a line of a contract.' })
  async phoneLineCreate(@Context() ctx: Ctx, @Arg('input') input: PhoneLineCreateInput) {
    const path = ['input', 'contractId'];
    const contract = await ctx.find(PhoneContract, input.contractId, { path });
    const simNumber = optional(input.simNumber) ?? null;
    if (simNumber !== null && !/^\d{18,22}$/.test(simNumber)) {
      throw phoneErrors.SIM_NUMBER({}, ['input', 'simNumber']);
    }
    const code = needed('code', input.code);
    const facts = { code, contract, kind: input.kind, simNumber };
    const values = { ...facts, state: 'ACTIVE' as const, asset: null, holder: null };
    return { phoneLine: ctx.em.create(PhoneLine, values) };
  }

  @Mutation(() => PhoneLineAssignPayload, {
    description: 'Puts a line into a device and gives it to an employee, or takes it back.',
  })
  async phoneLineAssign(@Context() ctx: Ctx, @Arg('input') input: PhoneLineAssignInput) {
    const { lineId, expectedVersion, assetId, employeeId } = input;
    const found = { expectedVersion, path: ['input', 'lineId'], lock: true };
    const phoneLine = await ctx.find(PhoneLine, lineId, found);
    const path = ['input', 'assetId'];
    const asset = assetId ? await ctx.find(Asset, assetId, { path, lock: true }) : null;
    asset?.assertChangeable();
    phoneLine.assign(asset, employeeId ? await holderOf(ctx, employeeId) : null);
    return { phoneLine };
  }

  @Mutation(() => PhoneLineStateSetPayload, {
    description: 'Blocks a line, opens it again, or gives it up for good.',
  })
  async phoneLineStateSet(@Context() ctx: Ctx, @Arg('input') input: PhoneLineStateSetInput) {
    const { lineId, expectedVersion, state } = input;
    const found = { expectedVersion, path: ['input', 'lineId'] };
    const phoneLine = await ctx.find(PhoneLine, lineId, found);
    phoneLine.turn(state);
    return { phoneLine };
  }

  @Mutation(() => PhoneNumberCreatePayload, { description: 'Adds a number.' })
  async phoneNumberCreate(@Context() ctx: Ctx, @Arg('input') input: PhoneNumberCreateInput) {
    const number = e164(input.number, ['input', 'number']);
    const line = await lineOf(ctx, input.lineId);
    return { phoneNumber: ctx.em.create(PhoneNumber, { number, line }) };
  }

  @Mutation(() => PhoneNumberMovePayload, {
    description: 'Lets a number ring at another line, or nowhere.',
  })
  async phoneNumberMove(@Context() ctx: Ctx, @Arg('input') input: PhoneNumberMoveInput) {
    const { numberId, expectedVersion, lineId } = input;
    const found = { expectedVersion, path: ['input', 'numberId'] };
    const phoneNumber = await ctx.find(PhoneNumber, numberId, found);
    phoneNumber.line = await lineOf(ctx, lineId);
    return { phoneNumber };
  }
}

async function lineOf(ctx: Ctx, id: string | null | undefined): Promise<PhoneLine | null> {
  if (!id) return null;
  const path = ['input', 'lineId'];
  const line = await ctx.find(PhoneLine, id, { path });
  if (line.state === 'ENDED') throw phoneErrors.LINE_ENDED({ code: line.code }, path);
  return line;
}

async function holderOf(ctx: Ctx, id: string): Promise<Employee> {
  const path = ['input', 'employeeId'];
  const employee = await ctx.find(Employee, id, { path });
  const { number, terminatedOn } = employee;
  if (terminatedOn && terminatedOn < ctx.today) throw errors.EMPLOYEE_GONE({ number }, path);
  return employee;
}
