import { z } from 'zod';
import type { Ctx } from '../context/ctx.js';
import type { Notice, NotificationKind } from '../notifications/declaration.js';
import { defineJob, type JobDefinition, type JobRule } from './job-definition.js';
import { inPages } from './job-pages.js';

/** Rows that are looked at in one transaction unless a reminder says otherwise. */
const ROWS = 100;

/** A row of a reminder's list. */
export interface ReminderRow {
  /** What the list is ordered by, unique: a uuid, or several of them with a blank between. */
  key: string;
}

/** Which rows are asked for. */
export interface ReminderPage {
  /** Only those behind this key; null: from the first one on. */
  after: string | null;
  /** At most so many. */
  limit: number;
}

/** Something that people are told of in time: what ends soon, what may be done until a day. */
export interface Reminder<R extends ReminderRow, T extends object> {
  /** Of its job: `fleet.inspectionReminder`. */
  kind: string;
  /** One sentence for listings of jobs. */
  description: string;
  /** When it looks, in each organization and in its time zone. */
  schedule: JobRule;
  /** What is told; list it in `notifications` too. */
  notice: NotificationKind<T>;
  /** Rows of a page. Default 100. */
  rows?: number;
  /** The next rows that there may be something to tell of, in the order of their keys. */
  find(ctx: Ctx, page: ReminderPage): Promise<readonly R[]>;
  /**
   * What is told because of the rows of a page. Each notice has a unique key: the list is looked
   * at every day, and nobody is told twice.
   */
  tell(ctx: Ctx, rows: readonly R[]): readonly Reminding<T>[] | Promise<readonly Reminding<T>[]>;
}

/** A notice that is sent once. */
export type Reminding<T> = Notice<T> & { uniqueKey: string };

/** The job of a reminder; list it in the plugin's `jobs`. */
export function defineReminder<R extends ReminderRow, T extends object>(
  reminder: Reminder<R, T>,
): JobDefinition<Record<string, never>> {
  const { kind, description, schedule, notice, rows: limit = ROWS } = reminder;
  return defineJob({
    ...{ kind, description, schedule },
    input: z.object({}),
    run: (work) =>
      inPages(work, async (ctx, after) => {
        const rows = await reminder.find(ctx, { after: after ?? null, limit });
        for (const one of await reminder.tell(ctx, rows)) await ctx.notify(notice, one);
        return { last: rows.at(-1)?.key };
      }),
  });
}
