import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { type Company, createCompany, hire } from '../../../test/company.js';
import {
  addPeers,
  addReview,
  createCycle,
  type ReviewSetting,
  say,
  step,
} from '../../../test/growth.js';
import { memberFor } from '../../../test/leave.js';
import { hrPlugin } from '../../plugin.js';

/** Words that stand nowhere else. */
const WORDS = { self: 'self-canary', manager: 'manager-canary', peer: 'peer-canary' };

let app: TestApp;
let company: Company;
let setting: ReviewSetting;
let reviewId: string;
let kim: TestClient;
let boss: TestClient;
let hr: TestClient;
let peers: TestClient[];
let ids: string[];

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => new Date('2026-03-02T10:00:00Z') });
  company = await createCompany(app);
  const managerId = await hire(app.owner, company, { familyName: 'Boss' });
  const kimId = await hire(app.owner, company, { managerId });
  ids = [kimId];
  peers = [];
  for (const familyName of ['Ash', 'Elm', 'Fir']) {
    const id = await hire(app.owner, company, { familyName, managerId });
    ids.push(id);
    peers.push(await memberFor(app, id, 'employee'));
  }
  kim = await memberFor(app, kimId, 'employee');
  boss = await memberFor(app, managerId, 'employee', 'manager');
  hr = await memberFor(app, await hire(app.owner, company, { familyName: 'Hr' }), 'hrManager');
  setting = await createCycle(app);
  reviewId = await addReview(app, setting.cycleId, kimId);
});
afterAll(() => app?.close());

const codesOf = (payload: { userErrors: { code: string }[] }) =>
  payload.userErrors.map(({ code }) => code);

const PATHS = [
  'reviews(first: 5) { nodes { cycle { name template { name } } } }',
  'reviews(first: 5) { nodes { parts(first: 9) { nodes { kind author { displayName } } } } }',
  `reviews(first: 3) { nodes { parts(first: 9) { nodes { answers(first: 3) { nodes {
     score comment } } } } } }`,
  'reviewParts(first: 20) { nodes { kind author { displayName } } }',
  'reviewAnswers(first: 20) { totalCount nodes { score comment } }',
  'reviewAnswers(first: 20) { nodes { part { author { displayName } } } }',
  'reviewAnswers(first: 9) { nodes { history(first: 2) { nodes { changes { after } } } } }',
  'reviewResults(first: 5) { aggregate { score { max } } nodes { score peerScore managerScore } }',
  `reviewResults(first: 5) { nodes { calibratedScore reason
     peerComments(first: 9) { nodes { comment } } } }`,
];

/** All that somebody finds of reviews, by every path there is. */
async function everything(client: TestClient): Promise<string> {
  const answers: string[] = [];
  for (const path of PATHS) answers.push(JSON.stringify(await client.data(`{ ${path} }`)));
  return answers.join('\n');
}

test('a part is written by whoever is asked, whole, once, and in its phase', async () => {
  const at = { reviewId, sectionIds: setting.sectionIds };
  expect(codesOf(await say(app, kim, { ...at, scores: [3, 3] }))).toEqual(['HR_REVIEW_PHASE']);
  expect(codesOf(await step(app.owner, setting.cycleId, 'release'))).toEqual(['HR_REVIEW_PHASE']);
  expect(codesOf(await addPeers(boss, reviewId, [ids[0] ?? '']))).toEqual(['HR_REVIEW_PEER']);
  expect(codesOf(await addPeers(boss, reviewId, ids.slice(1)))).toEqual([]);
  await step(app.owner, setting.cycleId, 'open');
  expect(codesOf(await say(app, kim, { ...at, scores: [6, 3] }))).toEqual(['HR_REVIEW_ANSWERS']);
  const part = { ...at, sectionIds: at.sectionIds.slice(0, 1) };
  expect(codesOf(await say(app, kim, { ...part, scores: [3, 3] }))).toEqual(['HR_REVIEW_ANSWERS']);
  const self = { ...at, scores: [3, 3] as const, comment: WORDS.self };
  expect(codesOf(await say(app, kim, self))).toEqual([]);
  expect(codesOf(await say(app, kim, self))).toEqual(['HR_REVIEW_SUBMITTED']);
  await say(app, boss, { ...at, scores: [4, null], comment: WORDS.manager });
  for (const [place, peer] of peers.entries()) {
    await say(app, peer, { ...at, scores: [5, 5], comment: `${WORDS.peer}-${place}` });
  }
});

test('#32 before the release people read the own part, managers two, peers theirs', async () => {
  const seen = await everything(kim);
  expect(seen).toContain(WORDS.self);
  expect(seen).not.toMatch(/manager-canary|peer-canary|Boss|Ash|Elm|Fir|"MANAGER"|"PEER"/);
  const [ofBoss, ofPeer] = [await everything(boss), await everything(peers[0] ?? kim)];
  expect(ofBoss).toContain(WORDS.self);
  expect(ofBoss).toContain(WORDS.manager);
  expect(ofBoss).not.toContain(WORDS.peer);
  expect(ofPeer).toContain('"score":5');
  expect(ofPeer).not.toMatch(/canary|"score":[34]/);
  expect(await everything(hr)).not.toContain(WORDS.peer);
});

test('#32 what anonymous peers said is in no trail, event or log', async () => {
  await app.caughtUp();
  const { auditTrail } = await app.owner.data(
    `{ auditTrail(first: 100, where: { recordType: { eq: "ReviewAnswer" } }) { nodes {
       changes { field before after isHidden } } } }`,
  );
  type Entry = { changes: { field: string; after: unknown }[] };
  const changes = auditTrail.nodes.flatMap((one: Entry) => one.changes) as Entry['changes'];
  const scores = changes.filter(({ field }) => field === 'score').map(({ after }) => after);
  expect(scores).toEqual(Array.from({ length: 10 }, () => null));
  expect(JSON.stringify(auditTrail)).not.toContain('canary');
  const stored = await app.sql(
    `select payload::text as text from core.outbox_event
     union all select a::text from hr.review_answer a`,
  );
  expect(JSON.stringify(stored)).not.toContain('canary');
  expect(JSON.stringify(app.log)).not.toContain('canary');
});

test('scores are compared before the release, never the own one; then they stand', async () => {
  expect(codesOf(await step(hr, setting.cycleId, 'calibrate'))).toEqual([]);
  expect(await everything(kim)).not.toMatch(/manager-canary|peer-canary|4\.10/);
  const left = await app.sql(
    'select p.kind from hr.review_answer a join hr.review_part p on p.id = a.part_id',
  );
  expect(left.map(({ kind }) => kind).sort()).toEqual(['MANAGER', 'MANAGER', 'SELF', 'SELF']);
  const { reviewResults } = await boss.data(
    '{ reviewResults { nodes { id score selfScore managerScore peerScore peers } } }',
  );
  const [{ id, ...scores }] = reviewResults.nodes;
  expect(scores).toEqual({
    ...{ score: '4.10', selfScore: '3.00', managerScore: '4.00', peerScore: '5.00', peers: 3 },
  });
  const CALIBRATE = `mutation ($input: ReviewResultCalibrateInput!) {
    reviewResultCalibrate(input: $input) { reviewResult { score calibratedScore }
      userErrors { code } } }`;
  const input = { id, calibratedScore: '4.5', reason: 'As others' };
  const own = app.as({
    permissions: [...app.composition.permissions.keys()],
    userId: kim.principal.userId ?? '',
    personId: kim.principal.personId ?? '',
  });
  const refused = await own.query(CALIBRATE, { input });
  expect(refused.errors[0]?.extensions.code).toBe('NOT_FOUND');
  const wild = await hr.query(CALIBRATE, { input: { ...input, calibratedScore: '5.1' } });
  expect(codesOf(wild.data.reviewResultCalibrate)).toEqual(['HR_REVIEW_SCORE']);
  const done = await hr.data(CALIBRATE, { input });
  expect(done.reviewResultCalibrate.reviewResult).toEqual({
    ...{ score: '4.10', calibratedScore: '4.50' },
  });
  expect(codesOf(await step(hr, setting.cycleId, 'release'))).toEqual([]);
  const late = await hr.query(CALIBRATE, { input: { ...input, calibratedScore: '1' } });
  expect(codesOf(late.data.reviewResultCalibrate)).toEqual(['HR_REVIEW_PHASE']);
});

test('after the release the person reads the manager, and peers without their names', async () => {
  const seen = await everything(kim);
  expect(seen).toContain(WORDS.manager);
  for (const place of [0, 1, 2]) expect(seen).toContain(`${WORDS.peer}-${place}`);
  expect(seen).not.toMatch(/Ash|Elm|Fir|"PEER"/);
  expect(seen).toContain('"calibratedScore":"4.50"');
});

test('no program changes what was released', async () => {
  const client = await app.asRole('bureau_app', app.organizationId);
  for (const text of [
    'update hr.review_result set score = 1',
    'update hr.review_answer set score = 1',
    "update hr.review_part set state = 'OPEN', submitted_on = null",
    'delete from hr.review_part',
    "update hr.review_cycle set phase = 'OPEN'",
    "update hr.review_cycle set name = 'x'",
  ]) {
    await expect(client.query(text)).rejects.toThrow(/HR_REVIEW_(FROZEN|PHASE)/);
  }
  await expect(client.query('delete from hr.review_result')).rejects.toThrow('permission denied');
  await client.end();
});

test('two anonymous peers are not counted nor shown; who is erased is unreadable', async () => {
  const few = await createCycle(app, { code: 'FEW' });
  const id = await addReview(app, few.cycleId, ids[0] ?? '');
  await addPeers(hr, id, ids.slice(1, 3));
  await step(hr, few.cycleId, 'open');
  const at = { reviewId: id, sectionIds: few.sectionIds };
  await say(app, boss, { ...at, scores: [4, 4], comment: 'boss-words' });
  for (const peer of peers.slice(0, 2)) {
    await say(app, peer, { ...at, scores: [1, 1], comment: 'too-few' });
  }
  await step(hr, few.cycleId, 'calibrate');
  await step(hr, few.cycleId, 'release');
  const seen = await everything(kim);
  expect(seen).toContain('boss-words');
  expect(seen).not.toContain('too-few');
  const { reviewResults } = await kim.data(
    `query ($id: ID!) { reviewResults(where: { review: { id: { eq: $id } } }) {
       nodes { score peers } } }`,
    { id },
  );
  expect(reviewResults.nodes).toEqual([{ score: '4.00', peers: 0 }]);
  await app.owner.data(
    'mutation ($input: PersonEraseInput!) { personErase(input: $input) { userErrors { code } } }',
    { input: { id: app.id('Person', kim.principal.personId ?? '') } },
  );
  expect(await everything(boss)).not.toMatch(/canary|boss-words/);
});
