import type { TestApp, TestClient } from '@bureau/testing';
import { type Company, hire } from './company.js';
import { memberFor } from './leave.js';

const TEMPLATE = `mutation ($input: ReviewTemplateCreateInput!) {
  reviewTemplateCreate(input: $input) { reviewTemplate { id sections { nodes { id } } }
    userErrors { code path } } }`;
const CYCLE = `mutation ($input: ReviewCycleCreateInput!) {
  reviewCycleCreate(input: $input) { reviewCycle { id } userErrors { code path } } }`;
const ADD = `mutation ($input: ReviewsAddInput!) {
  reviewsAdd(input: $input) { reviewCycle { id } userErrors { code message } } }`;
const PEERS = `mutation ($input: ReviewPeersAddInput!) {
  reviewPeersAdd(input: $input) { review { id } userErrors { code message } } }`;
export const SUBMIT_PART = `mutation ($input: ReviewPartSubmitInput!) {
  reviewPartSubmit(input: $input) { reviewPart { id state } userErrors { code path message } } }`;
const STEPS = {
  open: 'reviewCycleOpen',
  calibrate: 'reviewCycleCalibrate',
  release: 'reviewCycleRelease',
  close: 'reviewCycleClose',
} as const;

/** A cycle with its sections. */
export interface ReviewSetting {
  cycleId: string;
  sectionIds: string[];
}

/** A cycle of one template with two sections of weights 3 and 1, as a draft. */
export async function createCycle(
  app: TestApp,
  { code = 'R', ...template }: Record<string, unknown> = {},
): Promise<ReviewSetting> {
  const { reviewTemplateCreate } = await app.owner.data(TEMPLATE, {
    input: {
      ...{ code, name: 'Yearly', selfWeight: 20, managerWeight: 50, peerWeight: 30 },
      sections: [
        { title: 'Results', question: 'What was reached?', weight: 3 },
        { title: 'Together', weight: 1 },
      ],
      ...template,
    },
  });
  const { id, sections } = reviewTemplateCreate.reviewTemplate;
  const days = { startsOn: '2025-01-01', endsOn: '2025-12-31', dueOn: '2026-03-31' };
  const { reviewCycleCreate } = await app.owner.data(CYCLE, {
    input: { code, name: 'Reviews of 2025', templateId: id, ...days },
  });
  return {
    cycleId: reviewCycleCreate.reviewCycle.id,
    sectionIds: sections.nodes.map((one: { id: string }) => one.id),
  };
}

/** Puts somebody into a cycle; the id of the review. */
export async function addReview(app: TestApp, cycleId: string, employeeId: string) {
  await app.owner.data(ADD, { input: { cycleId, employeeIds: [employeeId] } });
  const { reviews } = await app.owner.data(
    `query ($where: ReviewFilter!) { reviews(where: $where) { nodes { id } } }`,
    { where: { cycle: { id: { eq: cycleId } }, employee: { id: { eq: employeeId } } } },
  );
  return reviews.nodes[0].id as string;
}

export async function addPeers(client: TestClient, reviewId: string, employeeIds: string[]) {
  const { data } = await client.query(PEERS, { input: { reviewId, employeeIds } });
  return data.reviewPeersAdd;
}

/** The next phase; the payload. */
export async function step(client: TestClient, cycleId: string, name: keyof typeof STEPS) {
  const { data } = await client.query(
    `mutation ($id: ID!) { step: ${STEPS[name]}(input: { id: $id }) {
       reviewCycle { phase } userErrors { code } } }`,
    { id: cycleId },
  );
  return data.step;
}

/** What somebody says: two scores and words. */
export interface Said {
  scores: readonly [number | null, number | null];
  comment?: string;
}

/** Writes the part of a review that the client is asked for. */
export async function say(
  app: TestApp,
  client: TestClient,
  at: { reviewId: string; sectionIds: string[] } & Said,
) {
  const { reviewId, sectionIds, scores, comment } = at;
  const author = { person: { id: { eq: app.id('Person', client.principal.personId ?? '') } } };
  const { reviewParts } = await app.owner.data(
    'query ($where: ReviewPartFilter!) { reviewParts(where: $where) { nodes { id } } }',
    { where: { review: { id: { eq: reviewId } }, author } },
  );
  const answers = sectionIds.map((sectionId, place) => ({
    ...{ sectionId, score: scores[place] ?? null },
    ...(place === 0 && { comment }),
  }));
  const input = { id: reviewParts.nodes[0]?.id, answers };
  const { data } = await client.query(SUBMIT_PART, { input });
  return data.reviewPartSubmit;
}

/** What the parts of a review say in words. */
export interface Words {
  self?: string;
  peer?: string;
  reason?: string;
}

/** A review of somebody by a manager and two anonymous peers, with its result. */
export async function reviewOne(
  app: TestApp,
  company: Company,
  { employeeId, words = {} }: { employeeId: string; words?: Words },
): Promise<void> {
  const setting = await createCycle(app, { minPeers: 2 });
  const { cycleId } = setting;
  const reviewId = await addReview(app, cycleId, employeeId);
  const peers = [
    await hire(app.owner, company, { familyName: 'Ash' }),
    await hire(app.owner, company, { familyName: 'Elm' }),
  ];
  await addPeers(app.owner, reviewId, peers);
  await step(app.owner, cycleId, 'open');
  const speakers = [
    [employeeId, words.self ?? 'Fine'],
    ...peers.map((id) => [id, words.peer ?? 'Good'] as const),
  ] as const;
  for (const [id, comment] of speakers) {
    const client = await memberFor(app, id, 'employee');
    await say(app, client, { reviewId, sectionIds: setting.sectionIds, scores: [4, 5], comment });
  }
  await step(app.owner, cycleId, 'calibrate');
  const { reviewResults } = await app.owner.data('{ reviewResults { nodes { id } } }');
  await app.owner.data(
    `mutation ($input: ReviewResultCalibrateInput!) { reviewResultCalibrate(input: $input) {
       userErrors { code } } }`,
    {
      input: {
        ...{ id: reviewResults.nodes[0].id, calibratedScore: '4' },
        reason: words.reason ?? 'As others',
      },
    },
  );
}

const MADE = `mutation ($skill: SkillCreateInput!, $kind: CertificateKindCreateInput!) {
  skillCreate(input: $skill) { skill { id } userErrors { code } }
  certificateKindCreate(input: $kind) { certificateKind { id } userErrors { code } } }`;
export const ASSESS = `mutation ($input: EmployeeSkillAssessInput!) {
  employeeSkillAssess(input: $input) { employeeSkill { level assessedOn } skillAssessment { id }
    userErrors { code path message } } }`;
export const CERTIFY = `mutation ($input: CertificateAddInput!) {
  certificateAdd(input: $input) { certificate { id validUntil } userErrors { code message } } }`;
export const REQUIRE = `mutation ($input: QualificationRequirementCreateInput!) {
  qualificationRequirementCreate(input: $input) { qualificationRequirement { id }
    userErrors { code message } } }`;
const COURSE = `mutation ($input: CourseCreateInput!) {
  courseCreate(input: $input) { course { id } userErrors { code } } }`;
const SESSION = `mutation ($input: CourseSessionCreateInput!) {
  courseSessionCreate(input: $input) { courseSession { id } userErrors { code } } }`;
export const ENROL = `mutation ($input: CourseEnrolmentCreateInput!) {
  courseEnrolmentCreate(input: $input) { courseEnrolment { id state place }
    userErrors { code message } } }`;
export const SET_GOAL = `mutation ($input: GoalCreateInput!) {
  goalCreate(input: $input) { goal { id progress keyResults { nodes { id title } } }
    userErrors { code path message } } }`;
export const CHECK_IN = `mutation ($input: KeyResultCheckInInput!) {
  keyResultCheckIn(input: $input) { goal { progress } goalCheckIn { checkedOn }
    userErrors { code } } }`;

/** A skill with three levels and a kind of certificate that is good for two years. */
export async function createCatalogue(app: TestApp, code: string) {
  const data = await app.owner.data(MADE, {
    skill: { code, name: code, levels: ['Knows', 'Can', 'Teaches'] },
    kind: { code, name: `Certificate ${code}`, validMonths: 24 },
  });
  return {
    skillId: data.skillCreate.skill.id as string,
    kindId: data.certificateKindCreate.certificateKind.id as string,
  };
}

/** A session of a new course. */
export async function createSession(
  app: TestApp,
  { code, ...input }: { code: string; capacity: number; certificateKindId?: string },
) {
  const { capacity, certificateKindId = null } = input;
  const { courseCreate } = await app.owner.data(COURSE, {
    input: { code, name: `Course ${code}`, certificateKindId },
  });
  const times = { startsAt: '2026-03-02T08:00:00Z', endsAt: '2026-03-02T09:00:00Z' };
  const { courseSessionCreate } = await app.owner.data(SESSION, {
    input: {
      ...{ courseId: courseCreate.course.id, capacity, timeZone: 'Europe/Vienna', ...times },
      cost: { amount: '900', currency: 'EUR' },
    },
  });
  return courseSessionCreate.courseSession.id as string;
}

/** A goal with one number and one milestone. */
export const GOAL = {
  ...{ title: 'Fewer faults', startsOn: '2026-01-01', endsOn: '2026-12-31' },
  keyResults: [
    { title: 'Faults', kind: 'NUMBER', startValue: '200', targetValue: '100', weight: 3 },
    { title: 'Report', kind: 'MILESTONE' },
  ],
};

/** One of each kind of record of growth, without a review. */
export async function growOne(app: TestApp, employeeId: string): Promise<void> {
  const { skillId, kindId } = await createCatalogue(app, 'ONE');
  await app.owner.data(ASSESS, { input: { employeeId, skillId, level: 2 } });
  await app.owner.data(CERTIFY, { input: { employeeId, kindId, issuedOn: '2026-01-01' } });
  const asked = { jobTitle: 'Engineer', certificateKindId: kindId, validFrom: '2026-01-01' };
  await app.owner.data(REQUIRE, { input: asked });
  const sessionId = await createSession(app, { code: 'ONE', capacity: 1 });
  await app.owner.data(ENROL, { input: { sessionId, employeeId } });
  const owner = await memberFor(app, employeeId, 'employee');
  const { goalCreate } = await owner.data(SET_GOAL, { input: { ...GOAL, visibility: 'PUBLIC' } });
  const [first] = goalCreate.goal.keyResults.nodes;
  await owner.data(CHECK_IN, { input: { keyResultId: first.id, value: '150' } });
}
