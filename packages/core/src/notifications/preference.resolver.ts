import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import { Arg, Context, Mutation, Query, Resolver } from '../model/graphql.js';
import { Organization } from '../schema/organization.entity.js';
import { User } from '../schema/user.entity.js';
import { Refusal } from '../write/errors.js';
import { declaredNotifications, type NotificationKind, sampleScope } from './declaration.js';
import { notificationErrors } from './errors.js';
import { NotificationPreference, NotificationTemplate } from './notification.entity.js';
import {
  NotificationKindInfo,
  NotificationPreferenceSetInput,
  NotificationPreferenceSetPayload,
  NotificationTemplateDeleteInput,
  NotificationTemplateDeletePayload,
  NotificationTemplateSetInput,
  NotificationTemplateSetPayload,
} from './notification.types.js';
import { EVERYTHING_ELSE } from './notify.js';
import { wordsFault } from './template.js';

const DIGEST_HOUR = 7;

/** How people want to be told, and in which words. */
@Resolver()
export class NotificationPreferenceResolver {
  @Query(() => [NotificationKindInfo], { description: 'Everything that people may be told.' })
  notificationKinds(@Context() ctx: Ctx): NotificationKindInfo[] {
    return [...kindsOf(ctx).values()].map(({ key, description, category, delivery }) => {
      return { key, description, category, delivery };
    });
  }

  @Mutation(() => NotificationPreferenceSetPayload, {
    description: 'Sets how the caller is told from now on. A kind goes before its category.',
  })
  async notificationPreferenceSet(
    @Context() ctx: Ctx,
    @Arg('input') input: NotificationPreferenceSetInput,
  ) {
    const { userId } = ctx.principal;
    if (userId === undefined) throw new Refusal('FORBIDDEN', 'Only users are told anything.');
    const topic = input.topic ?? EVERYTHING_ELSE;
    const kinds = [...kindsOf(ctx).values()];
    const isKnown = kinds.some(({ key, category }) => key === topic || category === topic);
    if (!isKnown && topic !== EVERYTHING_ELSE) {
      throw notificationErrors.NOTIFICATION_TOPIC_UNKNOWN({ topic }, ['input', 'topic']);
    }
    const hour = hourOf(input, topic);
    await lock(ctx, `preference ${userId}`);
    const user = ctx.em.getReference(User, userId);
    const known = await ctx.em.findOne(NotificationPreference, { user, topic });
    const { delivery } = input;
    if (!known) {
      const digestHour = hour ?? DIGEST_HOUR;
      const values = { user, topic, delivery, digestHour };
      return { notificationPreference: ctx.em.create(NotificationPreference, values) };
    }
    known.delivery = delivery;
    known.digestHour = hour ?? known.digestHour;
    return { notificationPreference: known };
  }

  @Mutation(() => NotificationTemplateSetPayload, {
    description:
      'Sets the words of the organization for a kind. They are tried with a sample: variables ' +
      'and filters that do not exist are refused.',
  })
  async notificationTemplateSet(
    @Context() ctx: Ctx,
    @Arg('input') input: NotificationTemplateSetInput,
  ) {
    const kind = kindsOf(ctx).get(input.kind);
    if (!kind) {
      throw notificationErrors.NOTIFICATION_KIND_UNKNOWN({ kind: input.kind }, ['input', 'kind']);
    }
    const { title, body } = input;
    const fault = wordsFault({ title, body }, sampleScope(kind));
    if (fault !== undefined) {
      throw notificationErrors.NOTIFICATION_TEMPLATE_INVALID({ fault }, ['input']);
    }
    const locale = await localeOf(ctx, input.locale);
    await lock(ctx, `template ${kind.key}`);
    const known = await ctx.em.findOne(NotificationTemplate, { kind: kind.key, locale });
    if (known) return { notificationTemplate: Object.assign(known, { title, body }) };
    const values = { kind: kind.key, locale, title, body };
    return { notificationTemplate: ctx.em.create(NotificationTemplate, values) };
  }

  @Mutation(() => NotificationTemplateDeletePayload, {
    description: 'Takes the words of the organization back: those of the plugin hold again.',
  })
  async notificationTemplateDelete(
    @Context() ctx: Ctx,
    @Arg('input') input: NotificationTemplateDeleteInput,
  ) {
    const found = await ctx.find(NotificationTemplate, input.id, { path: ['input', 'id'] });
    ctx.em.remove(found);
    return { deletedId: input.id };
  }
}

function kindsOf(ctx: Ctx): ReadonlyMap<string, NotificationKind> {
  return declaredNotifications(requestOf(ctx).runtime.composition);
}

function hourOf({ digestHour }: NotificationPreferenceSetInput, topic: string) {
  if (digestHour == null) return undefined;
  if (topic !== EVERYTHING_ELSE) {
    throw new Refusal('BAD_USER_INPUT', 'The hour of digests is set without a topic.');
  }
  if (digestHour >= 0 && digestHour <= 23) return digestHour;
  throw new Refusal('BAD_USER_INPUT', 'An hour is 0 to 23.');
}

async function localeOf(ctx: Ctx, given: string | null | undefined): Promise<string> {
  const organization = await ctx.em.findOneOrFail(Organization, ctx.organizationId);
  const locale = given ?? organization.locale;
  try {
    const [canonical = locale] = Intl.getCanonicalLocales(locale);
    return canonical;
  } catch {
    throw notificationErrors.NOTIFICATION_LOCALE_INVALID({ locale }, ['input', 'locale']);
  }
}

/** Whoever sets the same thing for the first time at the same moment waits. */
async function lock(ctx: Ctx, what: string): Promise<void> {
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `core.notification ${ctx.organizationId} ${what}`,
  ]);
}
