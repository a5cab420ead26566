import { ApprovalService, Arg, Context, type Ctx, Mutation, Refusal, Resolver } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { askToAccept } from '../acceptance/acceptances.js';
import { AssetModel } from '../asset-model.entity.js';
import { Asset } from '../asset.entity.js';
import { Category } from '../category.entity.js';
import { checkOut } from '../hand-over.js';
import { needed } from '../input-values.js';
import { assertNotReserved } from '../reservations/reserved.js';
import { AssetRequest } from './asset-request.entity.js';
import { requestErrors } from './errors.js';
import { AssetRequestFulfilled } from './events.js';
import { requestApproval } from './request-approval.js';
import {
  AssetRequestCancelInput,
  AssetRequestCancelPayload,
  AssetRequestCreateInput,
  AssetRequestCreatePayload,
  AssetRequestFulfillInput,
  AssetRequestFulfillPayload,
} from './request.inputs.js';

const PATH = ['input', 'requestId'];

/** Equipment that employees ask for, and what becomes of it. */
@Resolver()
export class RequestResolver {
  @Mutation(() => AssetRequestCreatePayload, {
    description:
      'Asks for equipment, for the caller by default. Where the policy of ' +
      'assets.request.fulfill asks for it an approval comes first.',
  })
  async assetRequestCreate(@Context() ctx: Ctx, @Arg('input') input: AssetRequestCreateInput) {
    const reason = needed('reason', input.reason);
    const employee = await employeeOf(ctx, input.employeeId);
    const { category, model, words } = await wishOf(ctx, input);
    const { neededOn = null } = input;
    const assetRequest = ctx.em.create(AssetRequest, {
      ...{ employee, category, model, reason, neededOn },
      ...{ state: 'PENDING', asset: null, fulfilledAt: null },
    });
    await ctx.em.flush();
    const approvalRequest = await ctx.service(ApprovalService).request(ctx, {
      kind: requestApproval.key,
      recordId: assetRequest.id,
      title: `${words} for ${employee.displayName}: ${reason}`,
    });
    if (approvalRequest === null) assetRequest.decide('APPROVED');
    return { assetRequest, approvalRequest };
  }

  @Mutation(() => AssetRequestCancelPayload, { description: 'Takes a wish back.' })
  async assetRequestCancel(@Context() ctx: Ctx, @Arg('input') input: AssetRequestCancelInput) {
    const { requestId, expectedVersion } = input;
    const found = { expectedVersion, path: PATH, lock: true };
    const assetRequest = await ctx.find(AssetRequest, requestId, found);
    const approvals = ctx.service(ApprovalService);
    const asked = await approvals.stateOf(ctx, requestApproval.key, assetRequest.id);
    if (asked?.state === 'PENDING') await approvals.withdraw(ctx, asked);
    else assetRequest.cancel();
    return { assetRequest };
  }

  @Mutation(() => AssetRequestFulfillPayload, {
    description: 'Checks an asset out to whoever asked for such a one.',
  })
  async assetRequestFulfill(@Context() ctx: Ctx, @Arg('input') input: AssetRequestFulfillInput) {
    const { requestId, expectedVersion, assetId, at } = input;
    const found = { expectedVersion, path: PATH, lock: true };
    const assetRequest = await ctx.find(AssetRequest, requestId, found);
    assetRequest.demand(['APPROVED']);
    const asset = await ctx.find(Asset, assetId, { path: ['input', 'assetId'], lock: true });
    await assertMatch(ctx, assetRequest, asset);
    const employee = await ctx.em.findOneOrFail(Employee, { id: assetRequest.employee.id });
    await assertNotReserved(ctx, asset, { employee, at });
    await checkOut(ctx, { asset, at }, { employee });
    await askToAccept(ctx, asset);
    assetRequest.fulfil(asset, ctx.now);
    const { id } = assetRequest;
    const payload = { requestId: id, employeeId: employee.id, assetId: asset.id };
    ctx.emit(AssetRequestFulfilled, payload, { type: 'AssetRequest', id });
    return { assetRequest, asset };
  }
}

async function employeeOf(ctx: Ctx, id: string | null | undefined): Promise<Employee> {
  const path = ['input', 'employeeId'];
  if (id) return ctx.find(Employee, id, { path });
  const person = ctx.principal.personId;
  const own = person === undefined ? null : await ctx.em.findOne(Employee, { person });
  if (own) return own;
  throw requestErrors.REQUEST_NO_EMPLOYEE({}, path);
}

interface Wish {
  category: Category | null;
  model: AssetModel | null;
  /** For whoever decides. */
  words: string;
}

async function wishOf(ctx: Ctx, input: AssetRequestCreateInput): Promise<Wish> {
  const { categoryId, modelId } = input;
  if (categoryId && !modelId) {
    const category = await ctx.find(Category, categoryId, { path: ['input', 'categoryId'] });
    return { category, model: null, words: category.name };
  }
  if (modelId && !categoryId) {
    const model = await ctx.find(AssetModel, modelId, { path: ['input', 'modelId'] });
    return { category: null, model, words: model.name };
  }
  throw new Refusal('BAD_USER_INPUT', 'Give exactly one of categoryId and modelId.');
}

/** @throws ASSETS_REQUEST_MISMATCH */
async function assertMatch(ctx: Ctx, request: AssetRequest, asset: Asset): Promise<void> {
  const model = await ctx.em.findOneOrFail(AssetModel, { id: asset.model.id });
  const isIt = request.model
    ? request.model.id === model.id
    : request.category?.id === model.category.id;
  if (!isIt) throw requestErrors.REQUEST_MISMATCH({ tag: asset.tag }, ['input', 'assetId']);
}
