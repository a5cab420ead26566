import { createTestApp, type Loose, type TestApp, type TestClient } from '@bureau/testing';
import { type Company, createCompany, hire } from '../../test/company.js';
import {
  ASSESS,
  CERTIFY,
  CHECK_IN,
  createCatalogue,
  createSession,
  ENROL,
  GOAL,
  REQUIRE,
  SET_GOAL,
} from '../../test/growth.js';
import { memberFor } from '../../test/leave.js';
import { createPosition } from '../../test/recruitment.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: Company;
let now = new Date('2026-03-02T10:00:00Z');
let boss: TestClient;
let kim: TestClient;
let hr: TestClient;
/** Kim and three others of the unit, all of whom report to the boss. */
let ids: string[];

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now, poolSize: 20 });
  company = await createCompany(app);
  const managerId = await hire(app.owner, company, { familyName: 'Boss', position: 'Head' });
  ids = [];
  for (const familyName of ['Kim', 'Ash', 'Elm', 'Fir']) {
    ids.push(await hire(app.owner, company, { familyName, managerId }));
  }
  boss = await memberFor(app, managerId, 'employee', 'manager');
  kim = await memberFor(app, ids[0] ?? '', 'employee');
  hr = await memberFor(app, await hire(app.owner, company, { familyName: 'Hr' }), 'hrManager');
});
afterAll(() => app?.close());

type Payload = { userErrors: { code: string }[] };
const codesOf = (payload: Payload) => payload.userErrors.map(({ code }) => code);

/** The payload of the only field of a mutation, refused or not. */
async function tried(client: TestClient, text: string, input: object) {
  const { data } = await client.query(text, { input });
  return Object.values(data)[0] as Payload & Record<string, never>;
}

/** Whoever waits too long for the others is told so, and asks again. */
async function insist(client: TestClient, text: string, input: object) {
  for (;;) {
    const { data, errors } = await client.query(text, { input });
    const payload = Object.values((data ?? {}) as Record<string, Loose>)[0];
    if (payload) return payload;
    expect(errors[0]?.extensions).toMatchObject({ retryable: true });
  }
}

describe('skills', () => {
  let python: string;
  let welding: string;

  beforeAll(async () => {
    python = (await createCatalogue(app, 'PY')).skillId;
    welding = (await createCatalogue(app, 'WELD')).skillId;
    for (const [at, skillId, level] of [
      ...([
        [0, python, 3],
        [0, welding, 2],
        [1, python, 3],
        [2, python, 1],
      ] as const),
      ...([[2, welding, 2]] as const),
    ]) {
      await app.owner.data(ASSESS, { input: { employeeId: ids[at], skillId, level } });
    }
  });

  const MATCH = `query ($skills: [SkillWishInput!]!) { skillMatch(skills: $skills) {
    employee { displayName } isComplete distance } }`;

  test('those who have all of them come first, then by what is missing', async () => {
    const skills = [
      { skillId: python, level: 2 },
      { skillId: welding, level: 2 },
    ];
    const { skillMatch } = await hr.data(MATCH, { skills });
    expect(skillMatch).toEqual([
      { employee: { displayName: 'Kim Kim' }, isComplete: true, distance: 0 },
      { employee: { displayName: 'Kim Elm' }, isComplete: false, distance: 1 },
      { employee: { displayName: 'Kim Ash' }, isComplete: false, distance: 2 },
    ]);
    const own = await kim.data(MATCH, { skills });
    expect(own.skillMatch.map((one: Loose) => one.employee.displayName)).toEqual(['Kim Kim']);
    expect((await boss.data(MATCH, { skills })).skillMatch).toHaveLength(3);
    const { errors } = await hr.query(MATCH, { skills: [skills[0], skills[0]] });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('the latest assessment counts, all stay, and nobody assesses themselves', async () => {
    const input = { employeeId: ids[3], skillId: python };
    await app.owner.data(ASSESS, { input: { ...input, level: 2, assessedOn: '2026-02-01' } });
    const late = await app.owner.data(ASSESS, {
      input: { ...input, level: 3, assessedOn: '2026-01-01' },
    });
    expect(late.employeeSkillAssess.employeeSkill.level).toBe(2);
    const gone = await app.owner.data(ASSESS, { input: { ...input, level: 0 } });
    expect(gone.employeeSkillAssess.employeeSkill).toBeNull();
    const { employee } = await hr.data(
      `query ($id: ID!) { employee(by: { id: $id }) { skills { totalCount }
         skillAssessments(orderBy: [{ field: ASSESSED_ON }]) { nodes { level } } } }`,
      { id: ids[3] },
    );
    expect(employee).toEqual({
      skills: { totalCount: 0 },
      skillAssessments: { nodes: [{ level: 3 }, { level: 2 }, { level: 0 }] },
    });
    const wild = { ...input, level: 4 };
    expect(codesOf(await tried(hr, ASSESS, wild))).toEqual(['HR_SKILL_LEVEL']);
    const all = [...app.composition.permissions.keys()];
    const { userId = '', personId = '' } = kim.principal;
    const self = app.as({ permissions: all, userId, personId });
    const own = { employeeId: ids[0], skillId: python, level: 3 };
    expect(codesOf(await tried(self, ASSESS, own))).toEqual(['HR_SKILL_OWN']);
    const client = await app.asRole('bureau_app', app.organizationId);
    await expect(client.query('update hr.skill_assessment set level = 3')).rejects.toThrow(
      'permission denied',
    );
    await client.end();
  });
});

describe('certificates', () => {
  let kindId: string;
  let skillId: string;
  const MISSING = `query ($unit: ID!, $on: Date) { missingQualifications(unit: $unit, on: $on) {
    employee { displayName } requirement { level certificateKind { code } } level validUntil } }`;

  beforeAll(async () => {
    ({ kindId, skillId } = await createCatalogue(app, 'FIRST-AID'));
    const of = { jobTitle: 'engineer', unitId: company.unitId, validFrom: '2026-01-01' };
    await app.owner.data(REQUIRE, { input: { ...of, certificateKindId: kindId } });
    await app.owner.data(REQUIRE, { input: { ...of, skillId, level: 2 } });
  });

  const missing = async (client: TestClient, on: string) =>
    (await client.data(MISSING, { unit: company.unitId, on })).missingQualifications as Loose[];

  test('what people must have by title and unit, and have not on a day', async () => {
    for (const employeeId of ids) {
      await app.owner.data(ASSESS, {
        input: { employeeId, skillId, level: 2, assessedOn: '2026-02-01' },
      });
    }
    const input = { employeeId: ids[0], kindId, issuedOn: '2024-03-20' };
    const { certificateAdd } = await app.owner.data(CERTIFY, { input });
    expect(certificateAdd.certificate.validUntil).toBe('2026-03-19');
    // Before the assessments all five engineers (HR is one too) miss the skill.
    expect((await missing(hr, '2026-01-15')).filter(({ level }) => level === 0)).toHaveLength(5);
    const kims = async (on: string) =>
      (await missing(kim, on)).map(({ employee, validUntil }) => [
        employee.displayName,
        validUntil,
      ]);
    expect(await kims('2026-03-19')).toEqual([]);
    expect(await kims('2026-03-20')).toEqual([['Kim Kim', '2026-03-19']]);
    const seen = await missing(boss, '2026-03-20');
    expect(seen.map(({ employee }) => employee.displayName).sort()).toEqual([
      ...['Kim Ash', 'Kim Elm', 'Kim Fir', 'Kim Kim'],
    ]);
  });

  test('person and manager are told 60, 30 and 7 days before the end, once each', async () => {
    const told = async (day: string) => {
      now = new Date(`${day}T10:00:00Z`);
      await app.work();
      const rows = await app.sql<{ count: string }>(
        "select count(*) as count from core.notification where kind = 'hr.certificate.expiring'",
      );
      return Number(rows[0]?.count);
    };
    await app.work();
    expect(await told('2026-03-03')).toBe(2);
    expect(await told('2026-03-04')).toBe(2);
    expect(await told('2026-03-12')).toBe(4);
    expect(await told('2026-03-13')).toBe(4);
    now = new Date('2026-03-13T10:00:00Z');
    const { certificates } = await app.owner.data(
      'query ($id: ID!) { certificates(where: { kind: { id: { eq: $id } } }) { nodes { id } } }',
      { id: kindId },
    );
    const RENEW = `mutation ($input: CertificateRenewInput!) { certificateRenew(input: $input) {
      certificate { issuedOn validUntil } userErrors { code } } }`;
    const input = { id: certificates.nodes[0].id, issuedOn: '2026-03-13' };
    const { certificateRenew } = await hr.data(RENEW, { input });
    expect(certificateRenew.certificate.validUntil).toBe('2028-03-19');
    expect(await told('2026-03-19')).toBe(4);
    now = new Date('2026-03-02T10:00:00Z');
  });
});

describe('courses', () => {
  const CANCEL = `mutation ($input: CourseEnrolmentInput!) { courseEnrolmentCancel(input: $input) {
    courseEnrolment { state } userErrors { code } } }`;
  const statesOf = (sessionId: string) =>
    app.sql<{ state: string; place: number }>(
      'select state, place from hr.course_enrolment where session_id = $1 order by place',
      [app.uuid(sessionId)],
    );

  test('#62 twenty come at once for five places: five come, the rest wait in order', async () => {
    const people: string[] = [];
    for (let count = 0; count < 20; count += 1) people.push(await hire(app.owner, company, {}));
    const sessionId = await createSession(app, { code: 'RACE', capacity: 5 });
    const tries = people.map((employeeId) => insist(app.owner, ENROL, { sessionId, employeeId }));
    const answers: Loose[] = await Promise.all(tries);
    const states = answers.map(({ courseEnrolment }) => courseEnrolment.state);
    expect(states.filter((state) => state === 'ENROLLED')).toHaveLength(5);
    expect(states.filter((state) => state === 'WAITING')).toHaveLength(15);
    const rows = await statesOf(sessionId);
    expect(rows.map(({ place }) => place)).toEqual(rows.map((_, at) => at + 1));
    expect(rows.slice(0, 5).every(({ state }) => state === 'ENROLLED')).toBe(true);
    const placed = answers.filter(({ courseEnrolment }) => courseEnrolment.state === 'ENROLLED');
    await Promise.all(
      placed.map(({ courseEnrolment: { id } }) => insist(app.owner, CANCEL, { id })),
    );
    const after = await statesOf(sessionId);
    expect(after.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 5 }, () => 'CANCELLED'),
      ...Array.from({ length: 5 }, () => 'ENROLLED'),
      ...Array.from({ length: 10 }, () => 'WAITING'),
    ]);
    const client = await app.asRole('bureau_app', app.organizationId);
    await client.query('begin');
    await client.query("update hr.course_enrolment set state = 'ENROLLED' where state = 'WAITING'");
    await expect(client.query('commit')).rejects.toThrow('HR_COURSE_FULL');
    await client.end();
  });

  test('who passed has the certificate; employees enrol themselves only', async () => {
    const { kindId } = await createCatalogue(app, 'FORK');
    const sessionId = await createSession(app, {
      ...{ code: 'FORK', capacity: 2, certificateKindId: kindId },
    });
    const own = await kim.data(ENROL, { input: { sessionId } });
    expect(own.courseEnrolmentCreate.courseEnrolment.state).toBe('ENROLLED');
    expect(codesOf(await tried(kim, ENROL, { sessionId }))).toEqual(['HR_COURSE_TWICE']);
    const { errors } = await kim.query(ENROL, { input: { sessionId, employeeId: ids[1] } });
    expect(errors[0]?.extensions.code).toMatch(/NOT_FOUND|FORBIDDEN/);
    const other = await hr.data(ENROL, { input: { sessionId, employeeId: ids[1] } });
    const CONCLUDE = `mutation ($input: CourseSessionConcludeInput!) {
      courseSessionConclude(input: $input) { courseSession { state } userErrors { code } } }`;
    const first = { enrolmentId: own.courseEnrolmentCreate.courseEnrolment.id, isPresent: true };
    const second = { enrolmentId: other.courseEnrolmentCreate.courseEnrolment.id };
    const short = { id: sessionId, attendance: [first] };
    expect(codesOf(await tried(hr, CONCLUDE, short))).toEqual(['HR_COURSE_RESULTS']);
    const attendance = [first, { ...second, isPresent: true, result: 'FAILED' }];
    await hr.data(CONCLUDE, { input: { id: sessionId, attendance } });
    const { courseEnrolments } = await hr.data(
      `query ($id: ID!) { courseEnrolments(where: { session: { id: { eq: $id } } },
         orderBy: [{ field: PLACE }]) { nodes { state result certificate { validUntil } } } }`,
      { id: sessionId },
    );
    expect(courseEnrolments.nodes).toEqual([
      { state: 'ATTENDED', result: 'PASSED', certificate: { validUntil: '2028-03-01' } },
      { state: 'ATTENDED', result: 'FAILED', certificate: null },
    ]);
  });
});

describe('goals', () => {
  const READ = '{ goals { nodes { title progress } } }';
  const titles = async (client: TestClient) =>
    (await client.data(READ)).goals.nodes.map(({ title }: Loose) => title).sort();

  test('progress follows check-ins; private, manager and public are what they say', async () => {
    for (const visibility of ['PRIVATE', 'MANAGER', 'PUBLIC']) {
      const input = { ...GOAL, title: visibility, visibility };
      const { goalCreate } = await kim.data(SET_GOAL, { input });
      const [faults] = goalCreate.goal.keyResults.nodes;
      const { keyResultCheckIn } = await kim.data(CHECK_IN, {
        input: { keyResultId: faults.id, value: '150' },
      });
      expect(keyResultCheckIn.goal.progress).toBe('37.50');
    }
    const ash = await memberFor(app, ids[1] ?? '', 'employee');
    expect(await titles(kim)).toEqual(['MANAGER', 'PRIVATE', 'PUBLIC']);
    expect(await titles(boss)).toEqual(['MANAGER', 'PUBLIC']);
    expect(await titles(hr)).toEqual(['MANAGER', 'PUBLIC']);
    expect(await titles(app.owner)).toEqual(['MANAGER', 'PUBLIC']);
    expect(await titles(ash)).toEqual(['PUBLIC']);
    const { keyResults } = await app.owner.data('{ keyResults { totalCount } }');
    expect(keyResults.totalCount).toBe(4);
  });

  test('only the owner changes a goal, and goals do not go round', async () => {
    const UPDATE = `mutation ($input: GoalUpdateInput!) { goalUpdate(input: $input) {
      userErrors { code } } }`;
    const above = await kim.data(SET_GOAL, {
      input: { ...GOAL, title: 'Above', visibility: 'PUBLIC' },
    });
    const parentId = above.goalCreate.goal.id;
    const below = await kim.data(SET_GOAL, { input: { ...GOAL, title: 'Below', parentId } });
    const ring = { id: parentId, parentId: below.goalCreate.goal.id };
    expect(codesOf(await tried(kim, UPDATE, ring))).toEqual(['HR_GOAL_RING']);
    const foreign = { id: parentId, title: 'Mine' };
    expect(codesOf(await tried(boss, UPDATE, foreign))).toEqual(['HR_GOAL_NOT_YOURS']);
    const given = await hr.data(SET_GOAL, { input: { ...GOAL, ownerId: ids[1] } });
    expect(given.goalCreate.userErrors).toEqual([]);
    const { errors } = await boss.query(SET_GOAL, { input: { ...GOAL, ownerId: ids[1] } });
    expect(errors[0]?.extensions).toMatchObject({ permission: 'hr.goal.assign' });
    const wrong = { ...GOAL, keyResults: [{ title: 'x', kind: 'MILESTONE', targetValue: '1' }] };
    expect(codesOf(await tried(kim, SET_GOAL, wrong))).toEqual(['HR_GOAL_RESULT_VALUES']);
  });
});

test('what people must have by the position that they hold: title, unit and place', async () => {
  const { otherUnitId: unitId } = company;
  const { kindId } = await createCatalogue(app, 'CRANE');
  const place = { ...company, unitId };
  const positionId = await createPosition(app, place, { code: 'CRANE', posts: 2 });
  await hire(app.owner, company, { familyName: 'Lift', unitId, position: 'engineer' });
  await hire(app.owner, company, { familyName: 'Desk', unitId, position: 'Clerk' });
  const what = { certificateKindId: kindId, validFrom: '2026-01-01' };
  const both = { ...what, positionId, jobTitle: 'Clerk' };
  expect(codesOf(await tried(hr, REQUIRE, both))).toEqual(['HR_QUALIFICATION_WHOSE']);
  expect(codesOf(await tried(hr, REQUIRE, what))).toEqual(['HR_QUALIFICATION_WHOSE']);
  await app.owner.data(REQUIRE, { input: { ...what, positionId } });
  const { missingQualifications } = await app.owner.data(
    `query ($unit: ID!) { missingQualifications(unit: $unit) { employee { displayName }
       requirement { position { code } } } }`,
    { unit: unitId },
  );
  expect(missingQualifications).toEqual([
    { employee: { displayName: 'Kim Lift' }, requirement: { position: { code: 'CRANE' } } },
  ]);
});

const WORDS = ['tremulous-proof', 'brambled-goal', 'sallow-check-in'] as const;

test('#89 words about goals and skills end with the person, and no history has them', async () => {
  const id = await hire(app.owner, company, { familyName: 'Gone' });
  const gone = await memberFor(app, id, 'employee');
  const { skillId, kindId } = await createCatalogue(app, 'GONE');
  const [proof, why, how] = WORDS;
  await app.owner.data(ASSESS, { input: { employeeId: id, skillId, level: 2, note: proof } });
  const paper = { employeeId: id, kindId, issuedOn: '2026-01-01', number: 'PAPER-7781' };
  await app.owner.data(CERTIFY, { input: paper });
  const goal = { ...GOAL, description: why, visibility: 'PUBLIC' };
  const { goalCreate } = await gone.data(SET_GOAL, { input: goal });
  const [first] = goalCreate.goal.keyResults.nodes;
  await gone.data(CHECK_IN, { input: { keyResultId: first.id, value: '150', note: how } });
  const READ = `query ($id: ID!) { employee(by: { id: $id }) { person { id }
    skillAssessments { nodes { level note } } certificates { nodes { number } }
    goals { nodes { title description keyResults { nodes { checkIns { nodes { note } } } } } } } }`;
  const before = JSON.stringify(await app.owner.data(READ, { id }));
  for (const word of [...WORDS, 'PAPER-7781']) expect(before).toContain(word);
  const everywhere = async () => {
    const stored = await app.sql(
      `select to_jsonb(t) as row from core.audit_entry t union all
       select to_jsonb(t) from core.outbox_event t union all
       select to_jsonb(t) from hr.goal t union all
       select to_jsonb(t) from hr.goal_check_in t union all
       select to_jsonb(t) from hr.skill_assessment t`,
    );
    return WORDS.filter((word) => JSON.stringify(stored).includes(word));
  };
  expect(await everywhere()).toEqual([]);
  const { employee } = await app.owner.data(READ, { id });
  const { personErase } = await app.owner.data(
    'mutation ($id: ID!) { personErase(input: { id: $id }) { userErrors { code } } }',
    { id: employee.person.id },
  );
  expect(personErase.userErrors).toEqual([]);
  await app.work();
  const after = (await app.owner.data(READ, { id })).employee;
  expect(after.skillAssessments.nodes).toEqual([{ level: 2, note: null }]);
  expect(after.certificates.nodes).toEqual([{ number: null }]);
  expect(after.goals.nodes[0]).toMatchObject({ title: GOAL.title, description: null });
  for (const word of [...WORDS, 'PAPER-7781']) expect(JSON.stringify(after)).not.toContain(word);
  const client = await app.asRole('bureau_app', app.organizationId);
  await expect(client.query("update hr.skill_assessment set note = 'x'")).rejects.toThrow(
    'Words of an entry only end',
  );
  await client.end();
});

test('words of before are sealed by a job', async () => {
  const text = `update hr.goal set plain_description = 'old words', description = null
    where title = 'PUBLIC'`;
  await app.sql(text);
  await app.work();
  now = new Date('2026-05-01T10:00:00Z');
  await app.work();
  const rows = await app.sql('select plain_description, description from hr.goal');
  expect(JSON.stringify(rows)).not.toContain('old words');
  const { goals } = await app.owner.data('{ goals { nodes { title description } } }');
  expect(goals.nodes).toContainEqual({ title: 'PUBLIC', description: 'old words' });
});
