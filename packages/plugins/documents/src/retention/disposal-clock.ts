import { type Ctx, defineJob, notificationKind, z } from '@bureau/core';
import { handlingOf } from '../handling/document-settings.entity.js';
import { Document } from '../library/document.entity.js';
import { disposeOf, newRecord } from './dispose.js';
import { verdictOn, keepingOf } from './retention-of.js';

const AT_ONCE = 50;

/** For those who decide on disposals. */
export const disposalsDue = notificationKind({
  key: 'documents.disposal.due',
  description: 'The time of documents is over, and somebody must agree to their disposal.',
  category: 'documents',
  delivery: 'DAILY',
  data: z.object({ count: z.int(), day: z.string() }),
  sample: { count: 3, day: '2026-03-31' },
  words: {
    en: {
      title: 'Documents to be disposed of: {{ count }}',
      body:
        'Hello {{ recipient.name }},\n\nthe time of {{ count }} documents is over as of ' +
        '{{ day }}. Two people must agree before they go.',
    },
    de: {
      title: 'Zu vernichtende Dokumente: {{ count }}',
      body:
        'Guten Tag {{ recipient.name }},\n\nam {{ day }} ist die Frist von {{ count }} ' +
        'Dokumenten abgelaufen. Zwei Personen müssen zustimmen, bevor sie vernichtet werden.',
    },
  },
});

/** Proposes what is due, and empties the trash. */
export const retentionClock = defineJob({
  kind: 'documents.retentionClock',
  description: 'Proposes disposals of documents whose time is over, and empties the trash.',
  input: z.object({}),
  schedule: { cron: '30 3 * * *' },
  async run(work) {
    let done = 0;
    for (const turn of [propose, purge]) {
      for (let after = FIRST; ;) {
        let page: Page = { count: 0, last: '' };
        await work.step(async (ctx) => {
          page = await turn(ctx, after);
          return { done: done + page.count };
        });
        done += page.count;
        if (page.last === '') break;
        after = page.last;
      }
    }
  },
});

const FIRST = '00000000-0000-0000-0000-000000000000';

interface Page {
  /** What became of it. */
  count: number;
  /** Uuid of the last document that was looked at; empty: there was none. */
  last: string;
}

// Terms whose day is known and over; the whole rule is asked of each of them again.
const DUE = `
  select d.id from documents.document d
  where d.state = 'ARCHIVED' and d.id > $1
    and exists (select from documents.retention_span s
      where s.organization_id = d.organization_id and s.document_id = d.id)
    and not exists (select from documents.retention_span s
      where s.organization_id = d.organization_id and s.document_id = d.id
        and (s.free_on is null or s.free_on > $2::date))
    and not exists (select from documents.disposal_record r
      where r.organization_id = d.organization_id and r.document_id = d.id
        and (r.state in ('PROPOSED', 'CONFIRMED')
          or r.state = 'REJECTED' and r.decided_at > $2::date - interval '1 year'))
  order by d.id limit $3`;

async function propose(ctx: Ctx, after: string): Promise<Page> {
  const rows = await ctx.sql<{ id: string }>(DUE, [after, ctx.today, AT_ONCE]);
  const ids = rows.map(({ id }) => id);
  const keeping = await keepingOf(ctx, ids);
  let count = 0;
  for (const id of ids) {
    const terms = keeping.get(id);
    if (!terms || verdictOn(ctx.today, terms).state !== 'FREE') continue;
    const document = await locked(ctx, id);
    if (document?.state !== 'ARCHIVED') continue;
    await newRecord(ctx, document, { kind: 'DISPOSAL' });
    count += 1;
  }
  if (count > 0) {
    await ctx.notify(disposalsDue, {
      to: { roles: ['recordsManager'] },
      data: { count, day: ctx.today },
      uniqueKey: `${ctx.today} ${after}`,
    });
  }
  return { count, last: ids.at(-1) ?? '' };
}

const OLD = `
  select id from documents.document
  where state = 'TRASH' and id > $1 and trashed_at < $2::timestamptz - make_interval(days => $3)
  order by id limit $4`;

async function purge(ctx: Ctx, after: string): Promise<Page> {
  const { trashDays } = await handlingOf(ctx);
  const values = [after, ctx.now.toISOString(), trashDays, AT_ONCE];
  const ids = (await ctx.sql<{ id: string }>(OLD, values)).map(({ id }) => id);
  let count = 0;
  for (const id of ids) {
    const document = await locked(ctx, id);
    if (document?.state !== 'TRASH') continue;
    // A hold that came while it was in the trash, or a term that began.
    const keeping = (await keepingOf(ctx, [id])).get(id);
    if (!keeping || verdictOn(ctx.today, keeping).state !== 'FREE') continue;
    await disposeOf(ctx, document, await newRecord(ctx, document, { kind: 'PURGE' }));
    count += 1;
  }
  return { count, last: ids.at(-1) ?? '' };
}

/** The document, so that no hold comes in between; `null` when it is gone. */
async function locked(ctx: Ctx, id: string): Promise<Document | null> {
  await ctx.sql('select from documents.document where id = $1 for update', [id]);
  return ctx.em.findOne(Document, { id }, { refresh: true });
}
