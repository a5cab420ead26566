import type { SeedContext } from '@bureau/core';
import type { PeopleIds } from './leave.js';

type Run = SeedContext['run'];
type Made = Record<string, Record<string, { id: string }>>;

const CATALOGUE = `mutation ($modbus: SkillCreateInput!, $solder: SkillCreateInput!,
    $aid: CertificateKindCreateInput!, $fork: CertificateKindCreateInput!) {
  modbus: skillCreate(input: $modbus) { skill { id } userErrors { code } }
  solder: skillCreate(input: $solder) { skill { id } userErrors { code } }
  aid: certificateKindCreate(input: $aid) { certificateKind { id } userErrors { code } }
  fork: certificateKindCreate(input: $fork) { certificateKind { id } userErrors { code } } }`;

const ASSESS = `mutation ($one: EmployeeSkillAssessInput!, $two: EmployeeSkillAssessInput!,
    $three: EmployeeSkillAssessInput!, $four: EmployeeSkillAssessInput!) {
  one: employeeSkillAssess(input: $one) { userErrors { code } }
  two: employeeSkillAssess(input: $two) { userErrors { code } }
  three: employeeSkillAssess(input: $three) { userErrors { code } }
  four: employeeSkillAssess(input: $four) { userErrors { code } } }`;

const CERTIFY = `mutation ($koch: CertificateAddInput!, $marten: CertificateAddInput!,
    $fork: QualificationRequirementCreateInput!, $course: CourseCreateInput!) {
  koch: certificateAdd(input: $koch) { userErrors { code } }
  marten: certificateAdd(input: $marten) { userErrors { code } }
  fork: qualificationRequirementCreate(input: $fork) { userErrors { code } }
  courseCreate(input: $course) { course { id } userErrors { code } } }`;

const PLAN = `mutation ($session: CourseSessionCreateInput!, $template: ReviewTemplateCreateInput!,
    $goal: GoalCreateInput!) {
  courseSessionCreate(input: $session) { courseSession { id } userErrors { code } }
  reviewTemplateCreate(input: $template) { reviewTemplate { id } userErrors { code } }
  goalCreate(input: $goal) { goal { id } userErrors { code } } }`;

const ENROL = `mutation ($one: CourseEnrolmentCreateInput!, $two: CourseEnrolmentCreateInput!,
    $cycle: ReviewCycleCreateInput!) {
  one: courseEnrolmentCreate(input: $one) { userErrors { code } }
  two: courseEnrolmentCreate(input: $two) { userErrors { code } }
  reviewCycleCreate(input: $cycle) { reviewCycle { id } userErrors { code } } }`;

const OPEN = `mutation ($reviews: ReviewsAddInput!, $cycle: ID!) {
  reviewsAdd(input: $reviews) { userErrors { code } }
  reviewCycleOpen(input: { id: $cycle }) { userErrors { code } } }`;

/** What people of Nordwind can do, learn and want to reach. Invented. */
export async function seedGrowth(run: Run, people: PeopleIds): Promise<void> {
  const ask = (text: string, variables: Record<string, unknown>) =>
    run(text, variables) as unknown as Promise<Made>;
  const who = (name: string) => people.get(name)?.id;
  const made = await ask(CATALOGUE, {
    modbus: { code: 'MODBUS', name: 'Modbus and field buses', levels: LEVELS },
    solder: { code: 'SMD', name: 'Soldering of small parts', levels: LEVELS },
    aid: { code: 'FIRST-AID', name: 'First aid', validMonths: 24 },
    fork: { code: 'FORKLIFT', name: 'Forklift licence', validMonths: 12 },
  });
  const [modbus, solder] = [made['modbus']?.['skill']?.id, made['solder']?.['skill']?.id];
  const [aid, fork] = [made['aid'], made['fork']].map((one) => one?.['certificateKind']?.id);
  await ask(ASSESS, {
    one: { employeeId: who('Huber'), skillId: modbus, level: 3, assessedOn: '2026-03-18' },
    two: { employeeId: who('Leitner'), skillId: modbus, level: 2, assessedOn: '2026-03-18' },
    three: { employeeId: who('Leitner'), skillId: solder, level: 3, assessedOn: '2026-03-19' },
    four: { employeeId: who('Novak'), skillId: solder, level: 1, assessedOn: '2026-03-19' },
  });
  const issuer = 'Hanse Sicherheit';
  const learned = await ask(CERTIFY, {
    koch: { employeeId: who('Koch'), kindId: fork, issuedOn: '2026-01-12', issuer },
    marten: { employeeId: who('Marten'), kindId: aid, issuedOn: '2025-05-06', issuer },
    fork: {
      ...{ jobTitle: 'Warehouse Specialist', certificateKindId: fork, validFrom: '2025-01-01' },
    },
    course: { code: 'AID-1', name: 'First aid, one day', certificateKindId: aid },
  });
  await plan(ask, who, learned['courseCreate']?.['course']?.id);
}

const LEVELS = ['Knows it', 'Works with it', 'Teaches it'];

type Ask = (text: string, variables: Record<string, unknown>) => Promise<Made>;
type Who = (name: string) => string | undefined;

/** The next course, the reviews of the year and a goal. */
async function plan(ask: Ask, who: Who, courseId: string | undefined): Promise<void> {
  const times = { startsAt: '2027-01-19T08:00:00Z', endsAt: '2027-01-19T15:00:00Z' };
  const planned = await ask(PLAN, {
    session: {
      ...{ courseId, ...times, timeZone: 'Europe/Berlin', capacity: 12, place: 'Canteen' },
      ...{ trainer: 'Hanse Sicherheit', cost: { amount: '640', currency: 'EUR' } },
    },
    template: {
      ...{ code: 'YEAR', name: 'Talk of the year', selfWeight: 0, managerWeight: 70 },
      ...{ peerWeight: 30, sections: SECTIONS },
    },
    goal: {
      ...{ ownerId: who('Feldt'), title: 'Fewer sensors come back', visibility: 'PUBLIC' },
      ...{ startsOn: '2026-07-01', endsOn: '2027-06-30', keyResults: RESULTS },
    },
  });
  const sessionId = planned['courseSessionCreate']?.['courseSession']?.id;
  const templateId = planned['reviewTemplateCreate']?.['reviewTemplate']?.id;
  const days = { startsOn: '2026-01-01', endsOn: '2026-12-31', dueOn: '2027-01-31' };
  const enrolled = await ask(ENROL, {
    one: { sessionId, employeeId: who('Marten') },
    two: { sessionId, employeeId: who('Huber') },
    cycle: { code: '2026', name: 'Reviews of 2026', templateId, ...days },
  });
  const cycleId = enrolled['reviewCycleCreate']?.['reviewCycle']?.id;
  const employeeIds = ['Huber', 'Leitner', 'Egger', 'Novak'].map(who);
  await ask(OPEN, { reviews: { cycleId, employeeIds }, cycle: cycleId });
}

const SECTIONS = [
  { title: 'Results', question: 'What was reached this year?', weight: 2 },
  { title: 'Working together', question: 'What do others rely on?', weight: 1 },
];
const RESULTS = [
  { title: 'Returns in a thousand', kind: 'NUMBER', startValue: '14', targetValue: '6', weight: 3 },
  { title: 'Second source for the housing', kind: 'MILESTONE' },
];
