import type { TestApp, TestClient } from '@bureau/testing';
import type { Company } from './company.js';

/** A position with posts, and an open requisition for all of them. */
export interface Vacancy {
  positionId: string;
  requisitionId: string;
}

const OPEN = `mutation ($input: RequisitionCreateInput!) { requisitionCreate(input: $input) {
  requisition { id } userErrors { code message } } }`;
export const SUBMIT_REQUISITION = `mutation ($id: ID!) { requisitionSubmit(input: { id: $id }) {
  requisition { id state } approvalRequest { id version } userErrors { code message } } }`;

/** A position with approved posts. */
export async function createPosition(
  app: TestApp,
  company: Company,
  { code, posts }: { code: string; posts: number },
): Promise<string> {
  const { unitId, siteId } = company;
  const data = await app.owner.data(
    `mutation ($input: PositionCreateInput!) { positionCreate(input: $input) {
       position { id } userErrors { code message } } }`,
    { input: { code, title: 'Engineer', unitId, siteId, posts } },
  );
  return data.positionCreate.position.id as string;
}

/** Writes a requisition; the id. */
export async function draftPosts(client: TestClient, input: Record<string, unknown>) {
  const { requisitionCreate } = await client.data(OPEN, { input });
  return requisitionCreate.requisition.id as string;
}

/** Writes a requisition and asks for it. */
export async function requestPosts(client: TestClient, input: Record<string, unknown>) {
  const id = await draftPosts(client, input);
  const { data } = await client.query(SUBMIT_REQUISITION, { id });
  return { id, ...data.requisitionSubmit };
}

/** Code of the refusal, or DONE; whoever waits too long for others asks again, as told. */
export async function insist(
  client: TestClient,
  text: string,
  variables: Record<string, unknown>,
): Promise<string> {
  for (;;) {
    const { data, errors } = await client.query(text, variables);
    const payload = Object.values((data ?? {}) as Record<string, never>)[0];
    if (payload) return (payload['userErrors'][0]?.['code'] ?? 'DONE') as string;
    expect(errors[0]?.extensions).toMatchObject({ retryable: true });
  }
}

/** A position and an open requisition for all of its posts. */
export async function createVacancy(
  app: TestApp,
  company: Company,
  wish: { code: string; posts: number; keepDays?: number },
): Promise<Vacancy> {
  const positionId = await createPosition(app, company, wish);
  const { posts: openings, keepDays } = wish;
  const input = { positionId, openings, ...(keepDays && { keepDays }) };
  const { id } = await requestPosts(app.owner, input);
  return { positionId, requisitionId: id };
}

/** How many fields with names of their own one operation may have. */
const AT_ONCE = 8;

/** Runs fields in few operations; their payloads in order. */
async function together(
  app: TestApp,
  fields: readonly string[],
): Promise<Record<string, Record<string, string>>[]> {
  const found: Record<string, Record<string, string>>[] = [];
  for (let first = 0; first < fields.length; first += AT_ONCE) {
    const some = fields.slice(first, first + AT_ONCE);
    const calls = some.map((field, at) => `f${at}: ${field}`);
    const data = await app.owner.data(`mutation { ${calls.join('\n')} }`);
    found.push(...some.map((_, at) => data[`f${at}`]));
  }
  return found;
}

/** Applications of as many people, by few requests. */
export async function applyAll(
  app: TestApp,
  requisitionId: string,
  names: readonly string[],
): Promise<string[]> {
  const fields = names.map((name) => {
    const applicant = `{ givenName: "${name}", familyName: "Bewerb", email: "${name}@mail.test" }`;
    return `applicationCreate(input: { requisitionId: "${requisitionId}", applicant: ${applicant} })
      { application { id } userErrors { code message } }`;
  });
  return (await together(app, fields)).map(({ application }) => application?.['id'] ?? '');
}

/** Offers of 61,234 a year from June on for applications, made to the applicants. */
export async function offerAll(
  app: TestApp,
  applications: readonly string[],
  more = '',
): Promise<string[]> {
  const fields = applications.map(
    (id) => `offerCreate(input: { applicationId: "${id}", startsOn: "2026-06-01",
      expiresOn: "2026-03-31", pay: { amount: "61234", currency: "EUR" } ${more} })
      { offer { id } userErrors { code message } }`,
  );
  const ids = (await together(app, fields)).map(({ offer }) => offer?.['id'] ?? '');
  await together(
    app,
    ids.map((id) => `offerSubmit(input: { id: "${id}" }) { userErrors { code } }`),
  );
  return ids;
}

export const ACCEPT = `mutation ($id: ID!) { offerAccept(input: { id: $id }) {
  offer { state } userErrors { code message } } }`;
export const HIRE_APPLICANT = `mutation ($input: ApplicationHireInput!) {
  applicationHire(input: $input) { application { stage } employee { id number displayName }
  userErrors { code message path } } }`;

const MORE = `mutation ($posting: JobPostingCreateInput!, $interview: InterviewPlanInput!) {
  jobPostingCreate(input: $posting) { jobPosting { id } userErrors { code } }
  interviewPlan(input: $interview) { interview { id } userErrors { code } } }`;

/** One of each kind of record. */
export async function recruitOne(
  app: TestApp,
  company: Company,
  interviewerId: string,
): Promise<void> {
  const { requisitionId } = await createVacancy(app, company, { code: 'P-1', posts: 1 });
  const [applicationId = ''] = await applyAll(app, requisitionId, ['una']);
  const startsAt = '2026-03-02T10:00:00Z';
  await app.owner.data(MORE, {
    posting: { requisitionId, title: 'Engineer', words: 'Come.' },
    interview: { applicationId, interviewerId, topic: 'First', startsAt },
  });
  const input = { applicationId, startsOn: '2199-06-01', expiresOn: '2199-03-31' };
  await app.owner.data(
    `mutation ($input: OfferCreateInput!) { offerCreate(input: $input) { offer { id }
       userErrors { code message } } }`,
    { input },
  );
}
