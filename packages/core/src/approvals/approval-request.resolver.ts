import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '../context/ctx.js';
import { defineLoader } from '../context/loader.js';
import { requestOf } from '../context/runtime-of.js';
import { NOBODY } from '../identity/authenticate.js';
import {
  Arg,
  Context,
  FieldResolver,
  Info,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from '../model/graphql.js';
import { NodeType } from '../model/shared-types.js';
import { readScope } from '../read/access.js';
import { readConnection } from '../read/planner.js';
import { Refusal } from '../write/errors.js';
import { type ApprovalDecision, ApprovalRequest } from './approval-request.entity.js';
import {
  ApprovalRequestApprovePayload,
  ApprovalRequestRejectPayload,
  ApprovalRequestType,
  ApprovalRequestWithdrawInput,
  ApprovalRequestWithdrawPayload,
  ApprovalVoteInput,
  seatOf,
} from './approval-request.types.js';
import { createApprovalService } from './approval.service.js';
import { castVote } from './vote.js';

/** The key of the record is no field of the graph: one statement for all requests of an answer. */
const recordLoader = defineLoader<string, { __typename: string; id: string } | null>({
  name: 'core.approvalRecord',
  key: (id) => id,
  async batch(ctx, ids) {
    const rows = await ctx.sql<{ id: string; record_type: string; record_id: string }>(
      'select id, record_type, record_id from core.approval_request where id = any($1::uuid[])',
      [ids],
    );
    const found = new Map(
      rows.map((row) => [row.id, { __typename: row.record_type, id: row.record_id }]),
    );
    return ids.map((id) => found.get(id) ?? null);
  },
});

const service = createApprovalService();
const COMMENT_LENGTH = 1_000;

/** Requests for approval: what waits for the caller, and what the caller says to it. */
@Resolver(() => ApprovalRequestType.object as never)
export class ApprovalRequestResolver {
  @Query(() => ApprovalRequestType.connection, {
    description:
      'Pending requests that wait for the vote of the caller, as an approver or a substitute for ' +
      'one, oldest first. Own requests are not among them: nobody decides those.',
  })
  approvalRequestsAwaitingMe(
    @Context() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many, 100 at most.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' })
    after: string | null,
  ): Promise<unknown> {
    const request = requestOf(ctx);
    const record = request.runtime.composition.records.get(ApprovalRequestType.name);
    if (!record) throw new Error('Approvals are part of core.');
    const userId = ctx.principal.userId ?? NOBODY;
    const where = {
      state: { eq: 'PENDING' },
      not: { requester: { id: { eq: userId } } },
      seats: { some: { isOpen: { eq: true }, ...seatOf(userId, ctx.today) } },
    };
    const selected = {
      key: String(info.path.key),
      name: info.fieldName,
      nodes: info.fieldNodes,
      args: { first, after },
    };
    return readConnection(readScope(request, info), request.runner, { record, selected, where });
  }

  @FieldResolver(() => NodeType, {
    nullable: true,
    description: 'The record that it is about; null where the caller may not see it.',
  })
  record(@Root() request: { id: string }, @Context() ctx: Ctx) {
    return ctx.load(recordLoader, request.id);
  }

  @Mutation(() => ApprovalRequestApprovePayload, {
    description: 'Agrees. The vote that completes the last step does what was asked for.',
  })
  async approvalRequestApprove(@Context() ctx: Ctx, @Arg('input') input: ApprovalVoteInput) {
    return { approvalRequest: await vote(ctx, input, 'APPROVE') };
  }

  @Mutation(() => ApprovalRequestRejectPayload, { description: 'Refuses.' })
  async approvalRequestReject(@Context() ctx: Ctx, @Arg('input') input: ApprovalVoteInput) {
    return { approvalRequest: await vote(ctx, input, 'REJECT') };
  }

  @Mutation(() => ApprovalRequestWithdrawPayload, {
    description: 'Takes a request back. Requires to be who asked, or core.approval.write.',
  })
  async approvalRequestWithdraw(
    @Context() ctx: Ctx,
    @Arg('input') input: ApprovalRequestWithdrawInput,
  ) {
    const approvalRequest = await locked(ctx, input);
    await service.withdraw(ctx, approvalRequest, commentOf(input.comment));
    return { approvalRequest };
  }
}

async function vote(
  ctx: Ctx,
  input: ApprovalVoteInput,
  decision: ApprovalDecision,
): Promise<ApprovalRequest> {
  const request = await locked(ctx, input);
  await castVote(ctx, request, { decision, comment: commentOf(input.comment) });
  return request;
}

/** Locked: votes of one request come one after another. */
function locked(
  ctx: Ctx,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<ApprovalRequest> {
  return ctx.find(ApprovalRequest, id, { expectedVersion, path: ['input', 'id'], lock: true });
}

function commentOf(text: string | null | undefined): string | null {
  const comment = text?.trim() || null;
  if (!comment || comment.length <= COMMENT_LENGTH) return comment;
  throw new Refusal('BAD_USER_INPUT', `A comment has ${COMMENT_LENGTH} characters at most.`);
}
