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
