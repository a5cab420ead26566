import { type Ctx, defineJob, File, PersonErased, subscriber, z } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { Certificate } from './certificates/certificate.entity.js';
import { Goal, GoalCheckIn } from './goals/goal.entity.js';
import { SkillAssessment } from './skills/skill.entity.js';

const AT_ONCE = 100;

/**
 * Papers of a person who is erased end with the words about them, which are sealed with the key of
 * the person: files that prove skills, certificates as files, and the numbers on them. That
 * somebody had a certificate stays.
 */
export const papersErased = subscriber(PersonErased, {
  name: 'hr.papersErased',
  async run(ctx, { payload: { personId } }) {
    const of = { employee: { person: personId } };
    const certificates = await ctx.em.find(Certificate, of);
    const assessments = await ctx.em.find(SkillAssessment, { ...of, document: { $ne: null } });
    const files = [...certificates, ...assessments].flatMap(({ document }) =>
      document ? [document.id] : [],
    );
    for (const one of [...certificates, ...assessments]) one.document = null;
    for (const certificate of certificates) certificate.number = null;
    for (const one of await plainWordsOf(ctx, personId)) forget(one);
    await ctx.em.flush();
    for (const file of await ctx.em.find(File, { id: { $in: files } })) ctx.em.remove(file);
  },
});

type Worded = Goal | GoalCheckIn | SkillAssessment;

async function plainWordsOf(ctx: Ctx, personId: string): Promise<Worded[]> {
  const owner = { person: personId };
  const isPlain = { plainNote: { $ne: null } };
  return [
    ...(await ctx.em.find(Goal, { owner, plainDescription: { $ne: null } })),
    ...(await ctx.em.find(GoalCheckIn, { ...isPlain, keyResult: { goal: { owner } } })),
    ...(await ctx.em.find(SkillAssessment, { ...isPlain, employee: owner })),
  ];
}

function forget(one: Worded): void {
  if (one instanceof Goal) one.plainDescription = null;
  else one.plainNote = null;
}

/** Words of before the day on which they began to be sealed. */
export const growthWordSealing = defineJob({
  kind: 'hr.growthWordSealing',
  description: 'Seals words about goals and skills that were written before they were sealed.',
  input: z.object({}),
  schedule: { cron: '55 2 * * *' },
  async run(work) {
    for (let count = AT_ONCE; count === AT_ONCE;) {
      await work.step(async (ctx) => {
        count = await sealSome(ctx);
        return {};
      });
    }
  },
});

/** How many of them; the most of a step when there may be more. */
async function sealSome(ctx: Ctx): Promise<number> {
  const { em } = ctx;
  const limit = AT_ONCE;
  const isPlain = { plainNote: { $ne: null } };
  const goals = await em.find(Goal, { plainDescription: { $ne: null } }, { limit });
  const checkIns = await em.find(GoalCheckIn, isPlain, { limit, populate: ['keyResult.goal'] });
  const assessments = await em.find(SkillAssessment, isPlain, { limit });
  const ids = [
    ...goals.map(({ owner }) => owner.id),
    ...checkIns.map(({ keyResult }) => keyResult.goal.owner.id),
    ...assessments.map(({ employee }) => employee.id),
  ];
  const people = await em.find(Employee, { id: { $in: ids } });
  const personOf = new Map(people.map(({ id, person }) => [id, person]));
  for (const one of goals) {
    one.person = personOf.get(one.owner.id) ?? null;
    one.description = one.plainDescription ?? null;
    one.plainDescription = null;
  }
  for (const one of [...checkIns, ...assessments]) {
    const owner = one instanceof GoalCheckIn ? one.keyResult.goal.owner : one.employee;
    one.person = personOf.get(owner.id) ?? null;
    one.note = one.plainNote ?? null;
    one.plainNote = null;
  }
  return Math.max(goals.length, checkIns.length, assessments.length);
}
