import { Arg, Context, type Ctx, Mutation, Refusal, Resolver, Site } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { askToAccept, voidPending } from './acceptance/acceptances.js';
import { Asset, type Custodian } from './asset.entity.js';
import {
  AssetCheckInPayload,
  AssetCheckOutInput,
  AssetCheckOutPayload,
  AssetDisposeInput,
  AssetDisposePayload,
  AssetReceivePayload,
  AssetRecoverPayload,
  AssetRepairEndPayload,
  AssetRepairStartPayload,
  AssetReportLostPayload,
  AssetReturnRequestPayload,
  AssetStepInput,
  AssetToSiteInput,
  AssetTransferInput,
  AssetTransferPayload,
} from './asset.inputs.js';
import { askToDispose } from './disposal-approval.js';
import { dispose } from './disposal.js';
import { freeTiesOf } from './freed.js';
import { buildInto, checkIn, checkOut, receive, recover, transfer } from './hand-over.js';
import { assertNoParts } from './hosts/parts.js';
import { amountOf, needed } from './input-values.js';
import { assertNotReserved } from './reservations/reserved.js';

const ONE_OF_THREE = 'Give exactly one of employeeId, siteId and hostId.';

/** Who has an asset: each operation is one step of its state machine. */
@Resolver()
export class CustodyResolver {
  @Mutation(() => AssetReceivePayload, { description: 'ORDERED -> AVAILABLE at a site.' })
  async assetReceive(@Context() ctx: Ctx, @Arg('input') input: AssetToSiteInput) {
    const asset = await assetOf(ctx, input);
    await receive(ctx, { asset, at: input.at }, await siteOf(ctx, input.siteId));
    return { asset };
  }

  @Mutation(() => AssetCheckOutPayload, {
    description:
      'AVAILABLE -> IN_USE: an employee takes it, a site uses it, or it becomes part of another ' +
      'asset. What is built into it goes with it.',
  })
  async assetCheckOut(@Context() ctx: Ctx, @Arg('input') input: AssetCheckOutInput) {
    const asset = await assetOf(ctx, input);
    const { at, hostId, employeeId, siteId } = input;
    const hasOne = [employeeId, siteId, hostId].filter(Boolean).length === 1;
    if (!hasOne) throw new Refusal('BAD_USER_INPUT', ONE_OF_THREE);
    const employee = employeeId ? await employeeOf(ctx, employeeId) : null;
    await assertNotReserved(ctx, asset, { employee, at });
    if (employee) await checkOut(ctx, { asset, at }, { employee });
    if (siteId) await checkOut(ctx, { asset, at }, { site: await siteOf(ctx, siteId) });
    if (hostId) await buildInto(ctx, { asset, at }, await hostOf(ctx, hostId));
    await askToAccept(ctx, asset);
    return { asset };
  }

  @Mutation(() => AssetReturnRequestPayload, {
    description: 'IN_USE -> RETURN_PENDING: the employee announces to give it back.',
  })
  async assetReturnRequest(@Context() ctx: Ctx, @Arg('input') input: AssetStepInput) {
    const asset = await assetOf(ctx, input);
    asset.requestReturn();
    return { asset };
  }

  @Mutation(() => AssetCheckInPayload, {
    description: 'IN_USE or RETURN_PENDING -> AVAILABLE: it is back at a site.',
  })
  async assetCheckIn(@Context() ctx: Ctx, @Arg('input') input: AssetToSiteInput) {
    const asset = await assetOf(ctx, input);
    await voidPending(ctx, asset);
    await checkIn(ctx, { asset, at: input.at }, await siteOf(ctx, input.siteId));
    return { asset };
  }

  @Mutation(() => AssetTransferPayload, {
    description: 'From employee to employee, or from site to site; the state stays.',
  })
  async assetTransfer(@Context() ctx: Ctx, @Arg('input') input: AssetTransferInput) {
    const asset = await assetOf(ctx, input);
    await transfer(ctx, { asset, at: input.at }, await targetOf(ctx, input));
    await askToAccept(ctx, asset);
    return { asset };
  }

  @Mutation(() => AssetRepairStartPayload, { description: 'AVAILABLE -> IN_REPAIR.' })
  async assetRepairStart(@Context() ctx: Ctx, @Arg('input') input: AssetStepInput) {
    const asset = await assetOf(ctx, input);
    asset.startRepair();
    return { asset };
  }

  @Mutation(() => AssetRepairEndPayload, { description: 'IN_REPAIR -> AVAILABLE.' })
  async assetRepairEnd(@Context() ctx: Ctx, @Arg('input') input: AssetStepInput) {
    const asset = await assetOf(ctx, input);
    asset.endRepair();
    return { asset };
  }

  @Mutation(() => AssetReportLostPayload, {
    description: 'Any state but LOST and DISPOSED -> LOST. The custodian stays.',
  })
  async assetReportLost(@Context() ctx: Ctx, @Arg('input') input: AssetStepInput) {
    const asset = await assetOf(ctx, input);
    asset.reportLost();
    await voidPending(ctx, asset);
    await freeTiesOf(ctx, asset, 'RETURN');
    return { asset };
  }

  @Mutation(() => AssetRecoverPayload, {
    description: 'LOST -> AVAILABLE: it was found and brought to a site.',
  })
  async assetRecover(@Context() ctx: Ctx, @Arg('input') input: AssetToSiteInput) {
    const asset = await assetOf(ctx, input);
    await recover(ctx, { asset, at: input.at }, await siteOf(ctx, input.siteId));
    return { asset };
  }

  @Mutation(() => AssetDisposePayload, {
    description:
      'AVAILABLE or LOST -> DISPOSED: sold, scrapped or written off. Final. Where the policy of ' +
      'assets.asset.dispose asks for it, an approval comes first: the asset stays as it is.',
  })
  async assetDispose(@Context() ctx: Ctx, @Arg('input') input: AssetDisposeInput) {
    const asset = await assetOf(ctx, input);
    asset.assertDisposable();
    await assertNoParts(ctx, asset);
    const wanted = {
      reason: needed('reason', input.reason),
      proceeds: amountOf(input.proceeds, ['input', 'proceeds']),
      disposedOn: input.disposedOn ?? null,
    };
    const approvalRequest = await askToDispose(ctx, asset, wanted);
    if (approvalRequest?.state === 'PENDING') return { asset, approvalRequest };
    if (approvalRequest) return { asset, disposal: asset.disposal, approvalRequest };
    const disposedOn = wanted.disposedOn ?? ctx.today;
    return { asset, disposal: await dispose(ctx, asset, { ...wanted, disposedOn }) };
  }
}

/** Locked: of several changes at once, each sees the one before it. */
function assetOf(ctx: Ctx, { assetId, expectedVersion }: AssetStepInput): Promise<Asset> {
  return ctx.find(Asset, assetId, { expectedVersion, path: ['input', 'assetId'], lock: true });
}

function hostOf(ctx: Ctx, id: string): Promise<Asset> {
  return ctx.find(Asset, id, { path: ['input', 'hostId'], lock: true });
}

function siteOf(ctx: Ctx, id: string): Promise<Site> {
  return ctx.find(Site, id, { path: ['input', 'siteId'] });
}

function employeeOf(ctx: Ctx, id: string): Promise<Employee> {
  return ctx.find(Employee, id, { path: ['input', 'employeeId'] });
}

async function targetOf(ctx: Ctx, { employeeId, siteId }: AssetTransferInput): Promise<Custodian> {
  if (employeeId && !siteId) return { employee: await employeeOf(ctx, employeeId) };
  if (siteId && !employeeId) return { site: await siteOf(ctx, siteId) };
  throw new Refusal('BAD_USER_INPUT', 'Give exactly one of employeeId and siteId.');
}
