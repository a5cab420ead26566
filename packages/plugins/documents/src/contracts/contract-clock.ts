import { type Ctx, defineJob, notificationKind, z } from '@bureau/core';
import { Contract } from './contract.entity.js';
import { contractDecisionDue, contractEnded, contractRenewed } from './events.js';

const AT_ONCE = 100;

/** For whoever answers for the contract, while there is time to give notice. */
export const contractDecision = notificationKind({
  key: 'documents.contract.decisionDue',
  description: 'A contract goes on or ends soon, unless you decide otherwise.',
  category: 'contracts',
  delivery: 'IMMEDIATE',
  data: z.object({
    number: z.string(),
    title: z.string(),
    day: z.string(),
    endsOn: z.string(),
    isRenewing: z.boolean(),
  }),
  sample: {
    number: 'C-2026-0001',
    title: 'Cleaning of the office',
    day: '2026-09-30',
    endsOn: '2026-12-31',
    isRenewing: true,
  },
  words: {
    en: {
      title: '{{ number }} {{ title }}: decide by {{ day }}',
      body:
        'Hello {{ recipient.name }},\n\n{{ title }} ({{ number }}) {% if isRenewing %}goes on by ' +
        'itself after {{ endsOn }} unless notice is given by {{ day }}{% else %}ends on ' +
        '{{ endsOn }}{% endif %}.',
    },
    de: {
      title: '{{ number }} {{ title }}: bis {{ day }} entscheiden',
      body:
        'Guten Tag {{ recipient.name }},\n\n{{ title }} ({{ number }}) {% if isRenewing %}' +
        'verlängert sich nach dem {{ endsOn }}, wenn nicht bis {{ day }} gekündigt wird' +
        '{% else %}endet am {{ endsOn }}{% endif %}.',
    },
  },
});

/** Renews and ends contracts, and tells of decisions, once of each end. */
export const contractTerms = defineJob({
  kind: 'documents.contractTerms',
  description: 'Renews and ends contracts whose last day is over, and tells of those that are due.',
  input: z.object({}),
  schedule: { cron: '10 5 * * *' },
  async run(work) {
    let done = 0;
    for (const turn of [passDays, remind]) {
      let count: number;
      do {
        count = 0;
        await work.step(async (ctx) => {
          count = await turn(ctx);
          return { done: done + count };
        });
        done += count;
      } while (count === AT_ONCE);
    }
  },
});

const OVER = `
  select id from documents.contract
  where state in ('ACTIVE', 'TERMINATED') and ends_on < $1 and not is_end_told
  order by ends_on, id limit $2`;

async function passDays(ctx: Ctx): Promise<number> {
  const rows = await ctx.sql<{ id: string }>(OVER, [ctx.today, AT_ONCE]);
  const contracts = await ctx.em.find(Contract, { id: { $in: rows.map(({ id }) => id) } });
  for (const contract of contracts) {
    const what = contract.passTo(ctx.today);
    const { id, number, endsOn = null, renewals, state } = contract;
    if (what === undefined || endsOn === null) continue;
    const about = { type: 'Contract', id };
    const payload = { contractId: id, number, endsOn };
    if (what === 'RENEWED') ctx.emit(contractRenewed, { ...payload, renewals }, about);
    else ctx.emit(contractEnded, { ...payload, state }, about);
  }
  return contracts.length;
}

const DUE = `
  select id from documents.contract
  where state = 'ACTIVE' and remind_on <= $1 and ends_on >= $1
    and reminded_for is distinct from ends_on
  order by remind_on, id limit $2`;

async function remind(ctx: Ctx): Promise<number> {
  const rows = await ctx.sql<{ id: string }>(DUE, [ctx.today, AT_ONCE]);
  const contracts = await ctx.em.find(Contract, { id: { $in: rows.map(({ id }) => id) } });
  for (const contract of contracts) {
    const { id, number, title, owner, noticeOn, endsOn } = contract;
    if (!endsOn) continue;
    contract.remindedFor = endsOn;
    const decideBy = noticeOn ?? endsOn;
    const isRenewing = contract.renewalMonths != null;
    const payload = { contractId: id, number, decideBy, endsOn, isRenewing };
    ctx.emit(contractDecisionDue, payload, { type: 'Contract', id });
    await ctx.notify(contractDecision, {
      to: owner ? { users: [owner.id] } : { roles: [KEEPER] },
      data: { number, title, day: decideBy, endsOn, isRenewing },
      record: { type: 'Contract', id },
      uniqueKey: `${id} ${endsOn}`,
    });
  }
  return contracts.length;
}

/** Is told of contracts for which nobody answers. */
const KEEPER = 'recordsManager';
