import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '../context/ctx.js';
import { defineLoader } from '../context/loader.js';
import type { RequestContext } from '../context/request.js';
import { requestOf } from '../context/runtime-of.js';
import type { StoredChange } from '../feed/stored-change.js';
import { NOBODY } from '../identity/authenticate.js';
import { liveEvents } from '../live/live-events.js';
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
  Subscription,
} from '../model/graphql.js';
import { NodeType } from '../model/shared-types.js';
import { readScope } from '../read/access.js';
import { readConnection } from '../read/planner.js';
import { Refusal } from '../write/errors.js';
import { NotificationCreated } from './events.js';
import { Notification } from './notification.entity.js';
import {
  NotificationReadAllPayload,
  NotificationReadInput,
  NotificationReadPayload,
  NotificationType,
} from './notification.types.js';

const recordLoader = defineLoader<string, { __typename: string; id: string } | null>({
  name: 'core.notificationRecord',
  key: (id) => id,
  async batch(ctx, ids) {
    const rows = await ctx.sql<{ id: string; record_type: string | null; record_id: string }>(
      'select id, record_type, record_id from core.notification where id = any($1::uuid[])',
      [ids],
    );
    const known = requestOf(ctx).runtime.composition.records;
    const found = new Map(
      rows.flatMap(({ id, record_type: type, record_id }) =>
        // The plugin of the record may have gone.
        type !== null && known.has(type)
          ? [[id, { __typename: type, id: record_id }] as const]
          : [],
      ),
    );
    return ids.map((id) => found.get(id) ?? null);
  },
});

const UNREAD = `
  select count(*) as count from core.notification where user_id = $1 and read_at is null`;

const READ_ALL = `
  update core.notification set read_at = $2, version = version + 1, updated_at = $2
  where user_id = $1 and read_at is null returning id`;

/** What the caller is told. */
@Resolver(() => NotificationType.object as never)
export class NotificationResolver {
  @Query(() => NotificationType.connection, {
    description: 'What the caller is told, the oldest first; never what others are told.',
  })
  notifications(
    @Context() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
    @Arg('isRead', () => Boolean, {
      nullable: true,
      description: 'Only those that were read, or were not.',
    })
    isRead: boolean | null,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 100 at most; default 25.' })
    _first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' })
    _after: string | null,
    @Arg('last', () => Int, {
      nullable: true,
      description: 'How many from the end: the newest ones.',
    })
    _last: number | null,
    @Arg('before', () => String, { nullable: true, description: 'Cursor to go on before.' })
    _before: string | null,
  ): Promise<unknown> {
    const request = requestOf(ctx);
    const record = request.runtime.composition.records.get(NotificationType.name);
    if (!record) throw new Error('Notifications are part of core.');
    const where = {
      user: { id: { eq: ctx.principal.userId ?? NOBODY } },
      ...(isRead == null ? {} : { readAt: { isNull: !isRead } }),
    };
    const given = { first: _first, after: _after, last: _last, before: _before };
    const args = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
    const selected = {
      key: String(info.path.key),
      name: info.fieldName,
      nodes: info.fieldNodes,
      args: _first == null && _last == null ? { ...args, first: 25 } : args,
    };
    return readConnection(readScope(request, info), request.runner, { record, selected, where });
  }

  @Query(() => Int, { description: 'How many notifications the caller has not read.' })
  async notificationUnreadCount(@Context() ctx: Ctx): Promise<number> {
    const userId = ctx.principal.userId ?? NOBODY;
    const [row] = await ctx.sql<{ count: string }>(UNREAD, [userId]);
    return Number(row?.count ?? 0);
  }

  @FieldResolver(() => NodeType, {
    nullable: true,
    description: 'The record that it is about; null where the caller may not see it.',
  })
  record(@Root() notification: { id: string }, @Context() ctx: Ctx) {
    return ctx.load(recordLoader, notification.id);
  }

  @Mutation(() => NotificationReadPayload, { description: 'Marks an own notification as read.' })
  async notificationRead(@Context() ctx: Ctx, @Arg('input') input: NotificationReadInput) {
    const path = ['input', 'id'];
    const notification = await ctx.find(Notification, input.id, { path });
    if (notification.user.id !== ctx.principal.userId) {
      throw new Refusal('NOT_FOUND', 'There is no such record.', { argumentPath: path });
    }
    notification.readAt ??= ctx.now;
    return { notification };
  }

  @Mutation(() => NotificationReadAllPayload, {
    description: 'Marks everything that the caller was told as read.',
  })
  async notificationReadAll(@Context() ctx: Ctx) {
    const read = await ctx.sql(READ_ALL, [ctx.principal.userId ?? NOBODY, ctx.now]);
    return { count: read.length };
  }

  @Subscription(() => NotificationType.object, {
    nullable: true,
    description: 'The caller is told something. What came before is in notifications.',
    subscribe: ({ context }: { context: unknown }) => {
      const ctx = context as RequestContext;
      const { userId = NOBODY } = ctx.principal;
      return liveEvents(ctx, {
        name: NotificationCreated.name,
        wanted: ({ recordType, recordId }) => recordType === 'User' && recordId === userId,
      });
    },
  })
  notification(@Root() event: StoredChange): object {
    return { id: (event.payload as { notificationId: string }).notificationId };
  }
}
