import {
  actorOf,
  Arg,
  Context,
  type Ctx,
  Extensions,
  filledText,
  hashOfSecret,
  Mutation,
  newOutsideToken,
  Resolver,
  uuidv7,
  writeOutsideToken,
} from '@bureau/core';
import { Dashboard } from '../dashboards/dashboard.entity.js';
import { findDashboard } from '../dashboards/find-dashboard.js';
import { BoardLink } from './board-link.entity.js';
import {
  BoardLinkCreateInput,
  BoardLinkCreatePayload,
  BoardLinkOpenInput,
  BoardLinkOpenPayload,
  BoardLinkRevokeInput,
  BoardLinkRevokePayload,
} from './board-link.types.js';
import { boardErrors } from './errors.js';
import { openBoard } from './open-board.js';

const DAY = 86_400_000;
const MOST_DAYS = 366;

/** Dashboards for people outside. */
@Resolver()
export class BoardLinkResolver {
  @Mutation(() => BoardLinkCreatePayload, {
    description:
      'Makes a link by which somebody outside reads a dashboard until a day: what you may see ' +
      'when it is opened, and nothing else.',
  })
  async boardLinkCreate(@Context() ctx: Ctx, @Arg('input') input: BoardLinkCreateInput) {
    const id = uuidv7();
    const token = newOutsideToken(ctx.organizationId, id);
    const blank = () => boardErrors.BOARD_RECIPIENT({}, ['input', 'recipient']);
    const boardLink = ctx.em.create(BoardLink, {
      id,
      ...(await sourceOf(ctx, input)),
      recipient: filledText(input.recipient, blank),
      expiresAt: endOf(ctx, input.expiresAt),
      secretHash: hashOfSecret(token.secret),
      ...actorOf(ctx),
    });
    return { boardLink, token: writeOutsideToken(token) };
  }

  @Mutation(() => BoardLinkRevokePayload, {
    description: 'Takes a link back: it opens nothing from now on.',
  })
  async boardLinkRevoke(@Context() ctx: Ctx, @Arg('input') input: BoardLinkRevokeInput) {
    const { linkId, expectedVersion } = input;
    const path = ['input', 'linkId'];
    const boardLink = await ctx.find(BoardLink, linkId, { expectedVersion, path, lock: true });
    if (boardLink.revokedAt) throw boardErrors.BOARD_REVOKED({}, path);
    boardLink.revokedAt = ctx.now;
    return { boardLink };
  }

  // Without a transaction of the kernel: the log of a refused try must stay.
  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => BoardLinkOpenPayload, {
    description:
      'Opens a link, without a credential, and shows the dashboard with the rights that its ' +
      'maker has now. Whatever is wrong with it, the answer is one and the same.',
  })
  boardLinkOpen(@Context() ctx: Ctx, @Arg('input') input: BoardLinkOpenInput) {
    return openBoard(ctx, input.token);
  }
}

async function sourceOf(ctx: Ctx, input: BoardLinkCreateInput) {
  const { dashboardId, dashboardKey = null } = input as {
    dashboardId?: string | null;
    dashboardKey?: string | null;
  };
  const path = ['input', 'dashboardId'];
  if ((dashboardId == null) === (dashboardKey == null)) throw boardErrors.BOARD_DASHBOARD({}, path);
  if (dashboardId != null) {
    return { dashboard: await ctx.find(Dashboard, dashboardId, { path }), dashboardKey: null };
  }
  await findDashboard(ctx, { key: dashboardKey });
  return { dashboard: null, dashboardKey };
}

function endOf(ctx: Ctx, given: Date): Date {
  const now = ctx.now.valueOf();
  const end = new Date(given).valueOf();
  if (end > now && end <= now + MOST_DAYS * DAY) return new Date(end);
  throw boardErrors.BOARD_TERM({ days: MOST_DAYS }, ['input', 'expiresAt']);
}
