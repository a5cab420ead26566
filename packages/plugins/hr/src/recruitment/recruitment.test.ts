import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany } from '../../test/company.js';
import {
  ACCEPT,
  applyAll,
  createPosition,
  createVacancy,
  draftPosts,
  HIRE_APPLICANT,
  insist,
  offerAll,
  requestPosts,
  SUBMIT_REQUISITION,
} from '../../test/recruitment.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: Company;
let now = new Date('2026-03-02T10:00:00Z');

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now, poolSize: 20 });
  company = await createCompany(app);
});
afterAll(() => app?.close());

const TERMS = {
  ...{ startsOn: '2026-06-01', expiresOn: '2026-03-31' },
  pay: { amount: '61234', currency: 'EUR' },
};

const codesOf = (payload: { userErrors: { code: string }[] }) =>
  payload.userErrors.map(({ code }) => code);

test('a requisition opens for posts that are approved and free', async () => {
  const positionId = await createPosition(app, company, { code: 'DEV', posts: 3 });
  const first = await requestPosts(app.owner, { positionId, openings: 2 });
  expect(first.requisition).toMatchObject({ state: 'OPEN' });
  const second = await requestPosts(app.owner, { positionId, openings: 2 });
  expect(codesOf(second)).toEqual(['HR_REQUISITION_POSTS']);
  expect(second.userErrors[0].message).toContain('1 approved posts left; 2 are wanted');
  const { requisitionClose } = await app.owner.data(
    `mutation ($id: ID!) { requisitionClose(input: { id: $id }) { requisition { state }
       userErrors { code } } }`,
    { id: first.id },
  );
  expect(requisitionClose.requisition.state).toBe('CLOSED');
  const third = await requestPosts(app.owner, { positionId, openings: 3 });
  expect(third.requisition).toMatchObject({ state: 'OPEN' });
  const { data } = await app.owner.query(
    `mutation ($id: ID!) { positionUpdate(input: { id: $id, posts: 2 }) { userErrors { code } } }`,
    { id: positionId },
  );
  expect(codesOf(data.positionUpdate)).toEqual(['HR_POSITION_POSTS']);
});

test('twenty ask at once for seven approved posts: seven requisitions open', async () => {
  const positionId = await createPosition(app, company, { code: 'POSTS', posts: 7 });
  const ids: string[] = [];
  for (let count = 0; count < 20; count += 1) {
    ids.push(await draftPosts(app.owner, { positionId, openings: 1 }));
  }
  const codes = await Promise.all(ids.map((id) => insist(app.owner, SUBMIT_REQUISITION, { id })));
  expect(codes.filter((code) => code === 'DONE')).toHaveLength(7);
  expect(codes.filter((code) => code === 'HR_REQUISITION_POSTS')).toHaveLength(13);
});

test('twenty accept at once for five posts: five come, and no program makes it six', async () => {
  const { requisitionId } = await createVacancy(app, company, { code: 'RACE', posts: 5 });
  const names = Array.from({ length: 20 }, (_, at) => `racer${at}`);
  const offers = await offerAll(app, await applyAll(app, requisitionId, names));
  const codes = await Promise.all(offers.map((id) => insist(app.owner, ACCEPT, { id })));
  expect(codes.filter((code) => code === 'DONE')).toHaveLength(5);
  expect(codes.filter((code) => code === 'HR_REQUISITION_FILLED')).toHaveLength(15);
  const { requisition } = await app.owner.data(
    `query ($id: ID!) { requisition(by: { id: $id }) { state filled openings
       accepted: offers(where: { state: { eq: ACCEPTED } }) { totalCount } } }`,
    { id: requisitionId },
  );
  expect(requisition).toEqual({
    ...{ state: 'FILLED', filled: 5, openings: 5 },
    accepted: { totalCount: 5 },
  });
  const client = await app.asRole('bureau_app', app.organizationId);
  await client.query('begin');
  await client.query("update hr.offer set state = 'ACCEPTED' where state = 'EXTENDED'");
  await expect(client.query('commit')).rejects.toThrow('HR_OFFER_NO_POST');
  await client.end();
});

test('twenty convert one applicant at once: one employee, by the terms of the offer', async () => {
  const { requisitionId } = await createVacancy(app, company, { code: 'ONE', posts: 1 });
  const [applicationId = ''] = await applyAll(app, requisitionId, ['ada']);
  const [offer = ''] = await offerAll(app, [applicationId], 'partTimeShare: "0.8"');
  const input = { id: applicationId, legalEntityId: company.legalEntityId };
  const early = await app.owner.query(HIRE_APPLICANT, { input });
  expect(codesOf(early.data.applicationHire)).toEqual(['HR_APPLICATION_STATE']);
  await app.owner.data(ACCEPT, { id: offer });
  const tries = Array.from({ length: 20 }, () => insist(app.owner, HIRE_APPLICANT, { input }));
  const codes = await Promise.all(tries);
  expect(codes.filter((code) => code === 'DONE')).toHaveLength(1);
  expect(codes.filter((code) => code === 'HR_APPLICATION_STATE')).toHaveLength(19);
  const { application } = await app.owner.data(
    `query ($id: ID!) { application(by: { id: $id }) { stage closedOn employee { displayName
       hiredOn job(asOf: "2026-06-01") { position partTimeShare unit { code } }
       salary(asOf: "2026-06-01") { amount { amount } period } } } }`,
    { id: applicationId },
  );
  expect(application).toEqual({
    ...{ stage: 'HIRED', closedOn: '2026-03-02' },
    employee: {
      ...{ displayName: 'ada Bewerb', hiredOn: '2026-06-01' },
      job: { position: 'Engineer', partTimeShare: '0.8000', unit: { code: 'ENG' } },
      salary: { amount: { amount: '61234.00' }, period: 'YEAR' },
    },
  });
});

test('who accepted and does not come gives the post back; stages only go on', async () => {
  const { requisitionId } = await createVacancy(app, company, { code: 'BACK', posts: 1 });
  const [first = '', second = ''] = await applyAll(app, requisitionId, ['bea', 'cid']);
  const [offer = '', other = ''] = await offerAll(app, [first, second]);
  await app.owner.data(ACCEPT, { id: offer });
  const WITHDRAW = `mutation ($id: ID!) { applicationWithdraw(input: { id: $id }) {
    application { stage } userErrors { code } } }`;
  await app.owner.data(WITHDRAW, { id: first });
  await app.owner.data(ACCEPT, { id: other });
  const MOVE = `mutation ($id: ID!, $stage: ApplicationStage!) {
    applicationMove(input: { id: $id, stage: $stage }) { userErrors { code } } }`;
  const back = await app.owner.query(MOVE, { id: second, stage: 'SCREENING' });
  expect(codesOf(back.data.applicationMove)).toEqual(['HR_APPLICATION_STAGE']);
  const ended = await app.owner.query(MOVE, { id: first, stage: 'OFFER' });
  expect(codesOf(ended.data.applicationMove)).toEqual(['HR_APPLICATION_STATE']);
});

test('an offer needs consent where the organization wants it; nobody reads pay there', async () => {
  const { requisitionId } = await createVacancy(app, company, { code: 'CONS', posts: 1 });
  const [applicationId = ''] = await applyAll(app, requisitionId, ['dan']);
  const [asks, boss] = [await app.member('hrManager'), await app.member('admin')];
  await app.owner.data(
    `mutation ($id: ID!) { approvalPolicySet(input: { kind: "hr.offer.extend", steps: [
       { mode: ANY, approvers: [{ userId: $id }] }] }) { userErrors { code message } } }`,
    { id: app.id('User', boss.principal.userId ?? '') },
  );
  const { offerCreate } = await asks.data(
    `mutation ($input: OfferCreateInput!) { offerCreate(input: $input) { offer { id }
       userErrors { code } } }`,
    { input: { applicationId, ...TERMS } },
  );
  const { offerSubmit } = await asks.data(
    `mutation ($id: ID!) { offerSubmit(input: { id: $id }) { offer { state }
       approvalRequest { id version title } userErrors { code } } }`,
    { id: offerCreate.offer.id },
  );
  expect(offerSubmit.offer.state).toBe('PENDING');
  expect(JSON.stringify(offerSubmit)).not.toContain('61234');
  const { id, version } = offerSubmit.approvalRequest;
  await boss.data(
    `mutation ($input: ApprovalVoteInput!) { approvalRequestApprove(input: $input) {
       userErrors { code } } }`,
    { input: { id, expectedVersion: version } },
  );
  const READ =
    '{ offers(where: { state: { eq: EXTENDED } }, first: 100) { nodes { id pay { amount } } } }';
  const { offers } = await app.owner.data(READ);
  expect(offers.nodes).toContainEqual({
    id: offerCreate.offer.id,
    pay: { amount: '61234.00' },
  });
  const seen = await app.as({ role: 'manager' }).query(READ);
  expect(seen.errors[0]?.extensions).toMatchObject({ permission: 'hr.salary.read' });
  expect(JSON.stringify(seen)).not.toContain('61234');
  await app.owner.data(
    `mutation { approvalPolicySet(input: { kind: "hr.offer.extend", steps: [] }) {
       userErrors { code } } }`,
  );
});

test('whoever was hired is erased as the applicant too, with the person', async () => {
  const { requisitionId } = await createVacancy(app, company, { code: 'GONE', posts: 1 });
  const [id = ''] = await applyAll(app, requisitionId, ['gustav']);
  const [offer = ''] = await offerAll(app, [id]);
  await app.owner.data(ACCEPT, { id: offer });
  const input = { id, legalEntityId: company.legalEntityId };
  const { applicationHire } = await app.owner.data(HIRE_APPLICANT, { input });
  const { employee } = await app.owner.data(
    'query ($id: ID!) { employee(by: { id: $id }) { person { id } } }',
    { id: applicationHire.employee.id },
  );
  await app.owner.data(
    'mutation ($id: ID!) { personErase(input: { id: $id }) { userErrors { code } } }',
    { id: employee.person.id },
  );
  await app.work();
  const { application } = await app.owner.data(
    `query ($id: ID!) { application(by: { id: $id }) { stage applicant { givenName familyName email
       erasedAt } } }`,
    { id },
  );
  expect(application).toEqual({
    stage: 'HIRED',
    applicant: {
      ...{ givenName: null, familyName: null, email: null },
      erasedAt: expect.any(String),
    },
  });
});

test('an offer that nobody answers ends after its last day', async () => {
  const { requisitionId } = await createVacancy(app, company, { code: 'LATE', posts: 1 });
  const applications = await applyAll(app, requisitionId, ['eve']);
  const [offer = ''] = await offerAll(app, applications);
  await app.work();
  now = new Date('2026-04-01T10:00:00Z');
  const late = await app.owner.query(ACCEPT, { id: offer });
  expect(codesOf(late.data.offerAccept)).toEqual(['HR_OFFER_EXPIRED']);
  await app.work();
  const { offer: read } = await app.owner.data(
    'query ($id: ID!) { offer(by: { id: $id }) { state } }',
    { id: offer },
  );
  expect(read.state).toBe('EXPIRED');
});
