import { timingSafeEqual } from 'node:crypto';
import {
  type Ctx,
  encodeId,
  hashOfSecret,
  OnBehalf,
  Outside,
  type OutsideToken,
  readOutsideToken,
  Refusal,
  RequestContext,
} from '@bureau/core';
import { cardSvg, pictureOf } from '../charts/card-svg.js';
import { tableRows } from '../charts/table-picture.js';
import type { DashboardCardData } from '../dashboards/card.types.js';
import { cardsData } from '../dashboards/dashboard-data.js';
import { DashboardType } from '../dashboards/dashboard.types.js';
import { findDashboard } from '../dashboards/find-dashboard.js';
import { BoardLink, BoardView, type BoardViewKind } from './board-link.entity.js';
import type { BoardCard } from './board-link.types.js';
import { boardErrors } from './errors.js';

const SIZE = { width: 640, height: 360 };

/** What a link shows. */
export interface OpenedBoard {
  title: string;
  dataAsOf: Date;
  expiresAt: Date;
  cards: BoardCard[];
}

/** What a link leads to, read from its row. */
interface Behind {
  inside: Ctx;
  id: string | null;
  key: string | null;
  userId: string | null;
  expiresAt: Date;
}

/**
 * Opens a link for whoever has its token. The token is looked at in a transaction, the figures are
 * read outside of any, with the rights that its maker has at this moment, and what came of it is
 * written down. Whatever is wrong, the answer is one and the same.
 * @throws ANALYTICS_BOARD_REFUSED
 */
export async function openBoard(ctx: Ctx, text: string): Promise<OpenedBoard> {
  const token = readOutsideToken(text);
  const behind = token && (await look(ctx, token));
  const opened = behind && (await shown(behind));
  if (token && behind) await note(ctx, token, opened ? 'OPENED' : 'REFUSED');
  if (opened) return opened;
  throw boardErrors.BOARD_REFUSED({}, ['input', 'token']);
}

async function look(ctx: Ctx, token: OutsideToken): Promise<Behind | undefined> {
  const found = await asPlatform(ctx, token, async (inside, link) => {
    const { dashboard, dashboardKey, createdBy, expiresAt } = link;
    const key = dashboardKey ?? null;
    const [id, userId] = [dashboard?.id ?? null, createdBy?.id ?? null];
    return { inside, id, key, userId, expiresAt, isOpen: link.isOpen(inside.now) };
  });
  if (!found) return undefined;
  const { isOpen, ...behind } = found;
  if (!isOpen) await note(ctx, token, 'REFUSED');
  return isOpen ? behind : undefined;
}

/** `undefined` where its maker is gone, or may not see the dashboard any more. */
async function shown({
  inside,
  id,
  key,
  userId,
  expiresAt,
}: Behind): Promise<OpenedBoard | undefined> {
  if (userId === null) return undefined;
  const behalf = { userId, operation: 'boardLinkOpen' };
  try {
    return await inside.service(OnBehalf).read(inside, behalf, async (own) => {
      if (!own.can('analytics.board.share')) return undefined;
      const name = { id: id && encodeId(DashboardType.options.prefix, id), key };
      const { title, cards } = await findDashboard(own, name);
      const data = await cardsData(own, cards);
      const drawn: BoardCard[] = [];
      for (const one of data) drawn.push(await cardOf(own, one));
      return { title, dataAsOf: own.now, expiresAt, cards: drawn };
    });
  } catch (error) {
    if (error instanceof Refusal && error.extensions['code'] === 'NOT_FOUND') return undefined;
    throw error;
  }
}

async function cardOf(own: Ctx, data: DashboardCardData): Promise<BoardCard> {
  const { key, title, kind, result } = data;
  if (!result) return { key, title, kind, svg: null, head: [], rows: [] };
  const { head, body } = tableRows(await pictureOf(own, data, SIZE));
  return { key, title, kind, svg: await cardSvg(own, data, SIZE), head, rows: body };
}

/** The link of a token, in a transaction of the platform; `undefined` for a wrong secret. */
function asPlatform<T>(
  ctx: Ctx,
  { organizationId, id, secret }: OutsideToken,
  work: (inside: Ctx, link: BoardLink) => Promise<T>,
): Promise<T | undefined> {
  const where = { organizationId, operation: 'boardLinkOpen' };
  return ctx.service(Outside).run(ctx, where, async (inside) => {
    const link = await inside.em.findOne(BoardLink, { id });
    const isRight = link && timingSafeEqual(Buffer.from(link.secretHash), hashOfSecret(secret));
    return link && isRight ? work(inside, link) : undefined;
  });
}

async function note(ctx: Ctx, token: OutsideToken, kind: BoardViewKind): Promise<void> {
  const from = ctx instanceof RequestContext ? ctx.caller.origin?.address : undefined;
  await asPlatform(ctx, token, async (inside, link) => {
    inside.em.create(BoardView, { link, kind, address: from?.slice(0, 60) ?? null });
    if (kind === 'OPENED') link.views += 1;
    await inside.em.flush();
  });
}
