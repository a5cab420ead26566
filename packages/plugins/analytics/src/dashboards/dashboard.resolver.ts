import {
  actorOf,
  Arg,
  Context,
  type Ctx,
  DashboardSourceService,
  encodeId,
  Extensions,
  FieldResolver,
  filledText,
  Mutation,
  Query,
  Resolver,
  Role,
  Root,
  User,
  uuidv7,
} from '@bureau/core';
import { DashboardCard, type StoredCard } from './card.types.js';
import { checkedCards } from './check-cards.js';
import { Dashboard, DashboardRevision, DashboardShare } from './dashboard.entity.js';
import {
  DashboardArchiveInput,
  DashboardArchivePayload,
  DashboardCreateInput,
  DashboardCreatePayload,
  DashboardSharesSetInput,
  DashboardSharesSetPayload,
  DashboardTemplate,
  DashboardType,
  DashboardUpdateInput,
  DashboardUpdatePayload,
} from './dashboard.types.js';
import { dashboardErrors } from './errors.js';
import { cardsLoader, cardsOf } from './find-dashboard.js';
import { changeable } from './visibility.js';

const MOST_ROLES = 20;

/** Dashboards that people make. */
@Resolver(() => DashboardType.object as never)
export class DashboardResolver {
  @Extensions({ items: 24 })
  @FieldResolver(() => [DashboardCard], { description: 'Its cards, in their order.' })
  async cards(@Root() { id }: { id: string }, @Context() ctx: Ctx): Promise<DashboardCard[]> {
    const row = await ctx.load(cardsLoader, id);
    return row ? cardsOf(row.cards).map(shown) : [];
  }

  @Extensions({ cost: 5, items: 50 })
  @Query(() => [DashboardTemplate], {
    description: 'Dashboards that come with the plugins: each shows the figures that you may see.',
  })
  dashboardTemplates(@Context() ctx: Ctx): DashboardTemplate[] {
    const found = ctx.service(DashboardSourceService).dashboards(ctx);
    return found.map(({ cards, ...one }) => ({
      ...one,
      cards: (cards as readonly StoredCard[]).map(shown),
    }));
  }

  @Mutation(() => DashboardCreatePayload, {
    description: 'Makes a dashboard of yours; its cards are held against the model of figures.',
  })
  async dashboardCreate(@Context() ctx: Ctx, @Arg('input') input: DashboardCreateInput) {
    const cards = await checkedCards(ctx, input.cards);
    const dashboard = ctx.em.create(Dashboard, {
      id: uuidv7(),
      title: titleOf(input.title),
      description: input.description ?? null,
      owner: await ctx.em.findOneOrFail(User, ctx.principal.userId ?? ''),
      cards,
    });
    keepRevision(ctx, dashboard);
    return { dashboard };
  }

  @Mutation(() => DashboardUpdatePayload, {
    description: 'Changes a dashboard; other cards make a revision, the older ones stay on record.',
  })
  async dashboardUpdate(@Context() ctx: Ctx, @Arg('input') input: DashboardUpdateInput) {
    const dashboard = await changed(ctx, input);
    if (input.title != null) dashboard.title = titleOf(input.title);
    if (input.description !== undefined) dashboard.description = input.description;
    if (input.cards) {
      dashboard.cards = await checkedCards(ctx, input.cards);
      dashboard.revision += 1;
      keepRevision(ctx, dashboard);
    }
    return { dashboard };
  }

  @Mutation(() => DashboardSharesSetPayload, {
    description:
      'Says who else sees a dashboard: everybody, or holders of roles. Each sees it ' +
      'with the own rights.',
  })
  async dashboardSharesSet(@Context() ctx: Ctx, @Arg('input') input: DashboardSharesSetInput) {
    const dashboard = await changed(ctx, input);
    const { roles, isPublic } = input;
    if (roles.length > MOST_ROLES) {
      throw dashboardErrors.DASHBOARD_SHARED({ most: MOST_ROLES }, ['input', 'roles']);
    }
    dashboard.isPublic = isPublic;
    const before = await ctx.em.find(DashboardShare, { dashboard });
    const wanted = new Map<string, { role: Role; canEdit: boolean }>();
    for (const [at, { roleId, canEdit }] of roles.entries()) {
      const path = ['input', 'roles', String(at), 'roleId'];
      const role = await ctx.find(Role, roleId, { path });
      wanted.set(role.id, { role, canEdit: canEdit ?? false });
    }
    for (const share of before) {
      const now = wanted.get(share.role.id);
      if (now) share.canEdit = now.canEdit;
      else ctx.em.remove(share);
      wanted.delete(share.role.id);
    }
    for (const one of wanted.values()) ctx.em.create(DashboardShare, { dashboard, ...one });
    return { dashboard };
  }

  @Mutation(() => DashboardArchivePayload, {
    description: 'Puts a dashboard away, or takes it out again.',
  })
  async dashboardArchive(@Context() ctx: Ctx, @Arg('input') input: DashboardArchiveInput) {
    const dashboard = await changed(ctx, input);
    dashboard.archivedAt = dashboard.archivedAt ? null : ctx.now;
    return { dashboard };
  }
}

/** A card for those who read the definition. */
function shown(card: StoredCard): DashboardCard {
  const { key, title, chart } = card;
  return { key, title, kind: chart.kind, definition: card };
}

function titleOf(title: string): string {
  return filledText(title, () => dashboardErrors.DASHBOARD_TITLE({}, ['input', 'title']));
}

function keepRevision(ctx: Ctx, dashboard: Dashboard): void {
  const { revision: number, title, cards } = dashboard;
  ctx.em.create(DashboardRevision, { dashboard, number, title, cards, ...actorOf(ctx) });
}

/** A dashboard that the caller sees and may change. @throws ANALYTICS_DASHBOARD_NOT_YOURS */
async function changed(
  ctx: Ctx,
  { dashboardId, expectedVersion }: { dashboardId: string; expectedVersion?: number | null },
): Promise<Dashboard> {
  const path = ['input', 'dashboardId'];
  const dashboard = await ctx.find(Dashboard, dashboardId, { expectedVersion, path, lock: true });
  const limits = changeable(ctx.principal);
  if (!limits || ctx.principal.kind === 'system') return dashboard;
  const id = { eq: encodeId(DashboardType.options.prefix, dashboard.id) };
  const values: unknown[] = [dashboard.id];
  const where = await ctx.rowsSql(DashboardType, { alias: 'd', values, condition: limits });
  const text = `select 1 as one from analytics.dashboard d where d.id = $1 and ${where}`;
  if ((await ctx.sql(text, values)).length > 0) return dashboard;
  throw dashboardErrors.DASHBOARD_NOT_YOURS({ id: id.eq }, path);
}
