import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RequestContext } from '../src/context/request.js';
import { subscriberConsumer } from '../src/events/subscriber-consumer.js';
import { createDispatcher } from '../src/events/dispatcher.js';
import { createJobRunner } from '../src/jobs/job-runner.js';
import type { Letter, MailOutcome } from '../src/mail/mailer.js';
import { type Notice, notificationKind } from '../src/notifications/declaration.js';
import { definePlugin } from '../src/plugin/definition.js';
import { inTransaction } from '../src/write/transaction.js';
import { type Member, newMember } from './approvals.js';
import { type CoreGraph, createCoreGraph } from './core-graph.js';
import { workerUrlOf } from './depot.js';

/** What the plugin of these tests tells people. */
export const issueOut = notificationKind({
  key: 'gazette.issue.out',
  description: 'A new issue is out.',
  category: 'gazette',
  delivery: 'IN_APP',
  data: z.object({ number: z.number(), headline: z.string(), hint: z.string().optional() }),
  sample: { number: 1, headline: 'News', hint: 'Read it' },
  words: {
    en: {
      title: 'Issue {{ number }}: {{ headline }}',
      body: 'Dear {{ recipient.name }}, read it.',
    },
    de: {
      title: 'Ausgabe {{ number }}',
      body: 'An {{ recipient.name }} von {{ organization.name }}',
    },
  },
});

const gazette = definePlugin({
  id: 'gazette',
  version: '0.1.0',
  api: '^1.0',
  description: 'Tells people things.',
  notifications: [issueOut],
});

/** Core with a plugin that tells people things and a mail server of our own. */
export interface Gazette {
  graph: CoreGraph;
  owner: string;
  /** Letters that were given to the mail server, in order. */
  letters: Letter[];
  /** What the mail server does with the next letters; it takes all others over. */
  outcomes: (MailOutcome | Error)[];
  /** A user with an e-mail address, or without one. */
  reader(name: string, options?: { email?: string | null; role?: string }): Promise<Member>;
  /** Work of the plugin as this user, or as a try. */
  within<T>(who: Member, work: (ctx: RequestContext) => Promise<T>, dryRun?: boolean): Promise<T>;
  tell(who: Member, notice: Partial<Notice<{ number: number; headline: string }>>): Promise<number>;
  /** Everything behind the requests, jobs that wait for their time included when `isLater`. */
  work(isLater?: boolean): Promise<void>;
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** States of all mails, in order. */
  states(): Promise<string[]>;
  close(): Promise<void>;
}

export async function createGazette(clock?: () => Date): Promise<Gazette> {
  const letters: Letter[] = [];
  const outcomes: (MailOutcome | Error)[] = [];
  const mailer = {
    send: async (letter: Letter) => {
      letters.push(letter);
      const outcome = outcomes.shift() ?? { is: 'SENT' as const };
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
  const graph = await createCoreGraph({ plugins: [gazette], mailer, ...(clock && { clock }) });
  const { runtime, database, acme } = graph;
  const owner = await graph.token('owner');
  const sql: Gazette['sql'] = async (text, values = []) => {
    await database.owner.query("select set_config('app.organization_id', $1, false)", [acme]);
    return (await database.owner.query(text, values)).rows as Record<string, unknown>[];
  };
  const within: Gazette['within'] = async (who, work, dryRun = false) => {
    const principal = await graph.authenticate(who.token);
    const caller = { principal, requestId: randomUUID(), deadline: Date.now() + 20_000 };
    return (await inTransaction(runtime, caller, { operation: 'gazette', work, dryRun })).value;
  };
  return {
    ...{ graph, owner, letters, outcomes, sql, within },
    reader: async (
      name,
      { email = `${name.toLowerCase()}@acme.example`, role = 'viewer' } = {},
    ) => {
      const member = await newMember(graph, owner, { name, role });
      await sql('update core.membership set email = $2 where id = $1', [member.uuid, email]);
      return member;
    },
    tell: (who, notice) => {
      const to = { users: [who.uuid] };
      const data = { number: 7, headline: 'Rain' };
      return within(who, (ctx) => ctx.notify(issueOut, { to, data, ...notice }));
    },
    work: async (isLater = false) => {
      if (isLater) {
        await sql("update core.job set run_after = now() where state = 'QUEUED'");
      }
      const workerUrl = workerUrlOf(database.appUrl);
      const consumers = [subscriberConsumer(runtime, () => undefined)];
      const dispatcher = createDispatcher(runtime, { workerUrl, consumers, pollMs: 20 });
      const runner = createJobRunner(runtime, { workerUrl, pollMs: 20 });
      for (const service of [dispatcher, runner]) {
        service.start();
        await service.settled();
        await service.stop();
      }
    },
    states: async () => {
      const rows = await sql('select state from core.mail order by id');
      return rows.map(({ state }) => String(state));
    },
    close: () => graph.close(),
  };
}
