import {
  ApprovalService,
  Arg,
  Context,
  type Ctx,
  Mutation,
  OrgUnit,
  Resolver,
  Site,
  uuidv7,
} from '@bureau/core';
import { filled } from '../employee.entity.js';
import { recruitmentErrors } from './errors.js';
import {
  demandPosts,
  openRequisition,
  requisitionApproval,
  usedPosts,
} from './open-requisition.js';
import { JobPosting, Position, Requisition } from './position.entity.js';
import {
  JobPostingClosePayload,
  JobPostingCreateInput,
  JobPostingCreatePayload,
  JobPostingInput,
  JobPostingPublishPayload,
  PositionCreateInput,
  PositionCreatePayload,
  PositionUpdateInput,
  PositionUpdatePayload,
  RequisitionClosePayload,
  RequisitionCreateInput,
  RequisitionCreatePayload,
  RequisitionInput,
  RequisitionSubmitPayload,
} from './vacancy.types.js';

/** What people are wanted for, and how many. */
@Resolver()
export class PositionResolver {
  @Mutation(() => PositionCreatePayload, { description: 'Adds a position with approved posts.' })
  async positionCreate(@Context() ctx: Ctx, @Arg('input') input: PositionCreateInput) {
    const position = ctx.em.create(Position, {
      code: filled(input.code, ['input', 'code']),
      title: filled(input.title, ['input', 'title']),
      unit: await ctx.find(OrgUnit, input.unitId, { path: ['input', 'unitId'] }),
      site: await ctx.find(Site, input.siteId, { path: ['input', 'siteId'] }),
      posts: postsOf(input.posts, 0),
    });
    return { position };
  }

  @Mutation(() => PositionUpdatePayload, { description: 'Changes title and number of posts.' })
  async positionUpdate(@Context() ctx: Ctx, @Arg('input') input: PositionUpdateInput) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const position = await ctx.find(Position, input.id, { expectedVersion, path, lock: true });
    if (input.title != null) position.title = filled(input.title, ['input', 'title']);
    if (input.isActive != null) position.isActive = input.isActive;
    if (input.posts != null) {
      position.posts = postsOf(input.posts, await usedPosts(ctx, position.id));
    }
    return { position };
  }
}

/** Fewer posts than are in use would be a wish, no fact. */
function postsOf(posts: number, used: number): number {
  if (posts >= used && posts <= 1_000) return posts;
  throw recruitmentErrors.POSITION_POSTS({ used }, ['input', 'posts']);
}

/** Wishes to hire, up to the consent. */
@Resolver()
export class RequisitionResolver {
  @Mutation(() => RequisitionCreatePayload, {
    description: 'Writes a requisition, a draft that nobody is asked about yet.',
  })
  async requisitionCreate(@Context() ctx: Ctx, @Arg('input') input: RequisitionCreateInput) {
    const position = await ctx.find(Position, input.positionId, { path: ['input', 'positionId'] });
    const requisition = ctx.em.create(Requisition, {
      position,
      openings: countOf(input.openings, 1_000, 'openings'),
      wantedOn: input.wantedOn ?? null,
      reason: input.reason?.trim() || null,
      keepDays: countOf(input.keepDays ?? 180, 3_650, 'keepDays'),
    });
    return { requisition };
  }

  @Mutation(() => RequisitionSubmitPayload, {
    description:
      'Asks for a requisition. It needs as many approved posts as it has openings, and opens at ' +
      'once where nobody has to agree.',
  })
  async requisitionSubmit(@Context() ctx: Ctx, @Arg('input') input: RequisitionInput) {
    const requisition = await foundRequisition(ctx, input);
    requisition.demand('DRAFT');
    await demandPosts(ctx, requisition);
    requisition.state = 'PENDING';
    const { title } = await ctx.em.findOneOrFail(Position, { id: requisition.position.id });
    const approvalRequest = await ctx.service(ApprovalService).request(ctx, {
      kind: requisitionApproval.key,
      recordId: requisition.id,
      title: `Hire ${requisition.openings} for ${title}`,
    });
    if (approvalRequest === null) await openRequisition(ctx, requisition);
    return { requisition, approvalRequest };
  }

  @Mutation(() => RequisitionClosePayload, {
    description: 'Ends a requisition: nobody else is hired by it, and unused posts are free again.',
  })
  async requisitionClose(@Context() ctx: Ctx, @Arg('input') input: RequisitionInput) {
    const requisition = await foundRequisition(ctx, input);
    requisition.demand('DRAFT', 'OPEN', 'FILLED');
    requisition.state = 'CLOSED';
    return { requisition };
  }
}

function foundRequisition(ctx: Ctx, { id, expectedVersion }: RequisitionInput) {
  return ctx.find(Requisition, String(id), { expectedVersion, path: ['input', 'id'], lock: true });
}

function countOf(count: number, max: number, name: string): number {
  if (count >= 1 && count <= max) return count;
  throw recruitmentErrors.RECRUITMENT_COUNT({ min: 1, max }, ['input', name]);
}

/** Advertisements. */
@Resolver()
export class JobPostingResolver {
  @Mutation(() => JobPostingCreatePayload, { description: 'Writes an advertisement, a draft.' })
  async jobPostingCreate(@Context() ctx: Ctx, @Arg('input') input: JobPostingCreateInput) {
    const path = ['input', 'requisitionId'];
    const requisition = await ctx.find(Requisition, input.requisitionId, { path });
    const jobPosting = ctx.em.create(JobPosting, {
      id: uuidv7(),
      requisition,
      title: filled(input.title, ['input', 'title']),
      words: filled(input.words, ['input', 'words']),
      language: input.language ?? 'en',
      closesOn: input.closesOn ?? null,
    });
    return { jobPosting };
  }

  @Mutation(() => JobPostingPublishPayload, {
    description: 'Shows an advertisement of an open requisition.',
  })
  async jobPostingPublish(@Context() ctx: Ctx, @Arg('input') input: JobPostingInput) {
    const jobPosting = await foundPosting(ctx, input);
    jobPosting.demand('DRAFT');
    const id = jobPosting.requisition.id;
    (await ctx.em.findOneOrFail(Requisition, { id })).demand('OPEN');
    jobPosting.state = 'PUBLISHED';
    return { jobPosting };
  }

  @Mutation(() => JobPostingClosePayload, { description: 'Takes an advertisement down.' })
  async jobPostingClose(@Context() ctx: Ctx, @Arg('input') input: JobPostingInput) {
    const jobPosting = await foundPosting(ctx, input);
    jobPosting.demand('DRAFT', 'PUBLISHED');
    jobPosting.state = 'CLOSED';
    return { jobPosting };
  }
}

function foundPosting(ctx: Ctx, { id, expectedVersion }: JobPostingInput) {
  return ctx.find(JobPosting, String(id), { expectedVersion, path: ['input', 'id'] });
}
