import type { RequestContext } from '../context/request.js';
import { queueMail } from '../mail/queue-mail.js';
import { uuidv7 } from '../model/ids.js';
import { Organization } from '../schema/organization.entity.js';
import { User } from '../schema/user.entity.js';
import { type Recipient, recipientsOf } from './audience.js';
import {
  declaredNotifications,
  type Notice,
  type NotificationKind,
  surroundings,
} from './declaration.js';
import { NotificationCreated } from './events.js';
import { Notification, NotificationTemplate } from './notification.entity.js';
import { type NotificationWords, renderWords } from './template.js';

/** Topic of whoever chose how to be told about everything else. */
export const EVERYTHING_ELSE = '*';

const TOLD = `
  select user_id as id from core.notification
  where kind = $1 and unique_key = $2 and user_id = any($3::uuid[])`;

/**
 * Tells people something, in the open transaction: it is there when that commits, and never
 * otherwise. Returns how many are told.
 * @throws Error for data that do not fit, and for a kind that no loaded plugin declares
 */
export async function notify<T extends object>(
  ctx: RequestContext,
  kind: NotificationKind<T>,
  notice: Notice<T>,
): Promise<number> {
  const { composition } = ctx.runtime;
  if (declaredNotifications(composition).get(kind.key) !== (kind as NotificationKind)) {
    throw new Error(`Notification ${kind.key} is in "notifications" of no loaded plugin.`);
  }
  const data = kind.data.parse(notice.data);
  const topics = [kind.key, kind.category, EVERYTHING_ELSE];
  const found = await recipientsOf(ctx, notice.to, topics);
  const recipients = await untold(ctx, found, { kind: kind.key, uniqueKey: notice.uniqueKey });
  if (recipients.length === 0) return 0;
  const organization = await ctx.em.findOneOrFail(Organization, ctx.organizationId);
  const write = await wordsOf(ctx, kind, organization);
  let told = 0;
  for (const recipient of recipients) {
    const delivery = recipient.delivery ?? kind.delivery;
    if (delivery === 'NONE') continue;
    const words = write({ ...data, ...surroundings(recipient.display_name, organization.name) });
    await tell(ctx, recipient, { ...words, kind: kind.key, delivery, notice });
    told += 1;
  }
  return told;
}

async function untold(
  ctx: RequestContext,
  recipients: readonly Recipient[],
  { kind, uniqueKey }: { kind: string; uniqueKey: string | undefined },
): Promise<readonly Recipient[]> {
  if (uniqueKey === undefined || recipients.length === 0) return recipients;
  const ids = recipients.map(({ id }) => id);
  const told = await ctx.sql<{ id: string }>(TOLD, [kind, uniqueKey, ids]);
  const known = new Set(told.map(({ id }) => id));
  return recipients.filter(({ id }) => !known.has(id));
}

/** The words of the organization for its language, or the plugin's where these do not do. */
export async function wordsOf(
  ctx: RequestContext,
  kind: Pick<NotificationKind, 'key' | 'words'>,
  { locale }: Organization,
): Promise<(scope: object) => NotificationWords> {
  const [language = 'en'] = locale.split('-');
  const own =
    (await ctx.em.findOne(NotificationTemplate, { kind: kind.key, locale })) ??
    (await ctx.em.findOne(NotificationTemplate, { kind: kind.key, locale: language }));
  const declared = kind.words[locale] ?? kind.words[language] ?? kind.words.en;
  return (scope) => {
    if (own) {
      try {
        return renderWords(own, scope);
      } catch (error) {
        // It was tried with a sample when it was set; these data it cannot take.
        const reason = error instanceof Error ? error.name : 'unknown';
        ctx.runtime.log.warn({ kind: kind.key, reason }, 'a template of an organization failed');
      }
    }
    return renderWords(declared, scope);
  };
}

interface Told extends NotificationWords {
  kind: string;
  delivery: Notification['delivery'];
  notice: Notice<object>;
}

async function tell(ctx: RequestContext, recipient: Recipient, told: Told): Promise<void> {
  const { kind, title, body, delivery, notice } = told;
  const user = ctx.em.getReference(User, recipient.id);
  const { email } = recipient;
  const mail =
    delivery === 'IMMEDIATE' && email !== null
      ? await queueMail(ctx, { user, kind, address: email, subject: title, body })
      : null;
  const id = uuidv7();
  ctx.em.create(Notification, {
    id,
    user,
    kind,
    title,
    body,
    delivery,
    mail,
    recordType: notice.record?.type ?? null,
    recordId: notice.record?.id ?? null,
    uniqueKey: notice.uniqueKey ?? null,
    readAt: null,
  });
  const news = { notificationId: id, userId: recipient.id, kind };
  ctx.emit(NotificationCreated, news, { type: 'User', id: recipient.id });
}
