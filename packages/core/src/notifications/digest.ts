import { z } from 'zod';
import type { RequestContext } from '../context/request.js';
import { requestOf } from '../context/runtime-of.js';
import { defineJob, type JobDefinition } from '../jobs/job-definition.js';
import { queueMail } from '../mail/queue-mail.js';
import { DIGEST } from './unsubscribe.js';
import { User } from '../schema/user.entity.js';

/** Users whose digests are made in one transaction. */
const BATCH = 50;
/** Notifications in one digest; more are counted. */
const SHOWN = 100;

/** Looks each hour for digests that are due; what a stopped server missed is made up for. */
export const notificationDigest: JobDefinition<object> = defineJob({
  kind: 'core.notificationDigest',
  description: 'Makes the daily and weekly mails of what people have not read.',
  input: z.object({}),
  schedule: { cron: '0 * * * *' },
  async run(work) {
    let made = BATCH;
    while (made === BATCH) {
      work.checkpoint();
      await work.step(async (ctx) => {
        made = await makeDigests(requestOf(ctx));
        return {};
      });
    }
  },
});

interface DigestRow extends Record<string, unknown> {
  user_id: string;
  delivery: string;
  email: string;
  /** Instant of the digest, as text. */
  due: string;
  ids: string;
  titles: string;
}

/**
 * A digest is due at the hour of its user, each day or on Monday; it holds what was told before
 * that and is neither read nor mailed. The digest of an hour that was missed is made later.
 */
const DUE = `
  with clock as (
    select u.id, u.organization_id, u.email, d.delivery,
      (date_trunc(d.unit, local.hour - make_interval(hours => local.digest)) +
        make_interval(hours => local.digest)) at time zone o.time_zone as due
    from core.membership u
    join core.organization o on o.id = u.organization_id
    left join core.notification_preference w
      on w.organization_id = u.organization_id and w.user_id = u.id and w.topic = '*'
    cross join lateral (
      select $1::timestamptz at time zone o.time_zone as hour,
        coalesce(w.digest_hour, 7) as digest) local
    cross join (values ('DAILY', 'day'), ('WEEKLY', 'week')) d (delivery, unit)
    where u.is_active and u.email is not null)
  select n.user_id, n.delivery, c.email, c.due::text as due,
    json_agg(n.id order by n.id)::text as ids, json_agg(n.title order by n.id)::text as titles
  from core.notification n
  join clock c
    on c.organization_id = n.organization_id and c.id = n.user_id and c.delivery = n.delivery
  where n.mail_id is null and n.read_at is null and n.created_at < c.due
  group by n.user_id, n.delivery, c.email, c.due
  order by n.user_id, n.delivery limit ${BATCH}`;

const MAILED = 'update core.notification set mail_id = $1 where id = any($2::uuid[])';

async function makeDigests(ctx: RequestContext): Promise<number> {
  const rows = await ctx.sql<DigestRow>(DUE, [ctx.now]);
  for (const row of rows) {
    const titles = JSON.parse(row.titles) as string[];
    const mail = await queueMail(ctx, {
      user: ctx.em.getReference(User, row.user_id),
      kind: DIGEST,
      address: row.email,
      subject: `You have ${titles.length} unread notification${titles.length === 1 ? '' : 's'}`,
      body: textOf(titles),
      uniqueKey: `${row.delivery} ${row.user_id} ${row.due}`,
    });
    await ctx.sql(MAILED, [mail.id, JSON.parse(row.ids)]);
  }
  return rows.length;
}

function textOf(titles: readonly string[]): string {
  const lines = titles.slice(0, SHOWN).map((title) => `- ${title}`);
  const rest = titles.length - lines.length;
  return [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n');
}
