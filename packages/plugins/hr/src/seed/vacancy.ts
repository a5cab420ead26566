import type { SeedContext } from '@bureau/core';
import type { PeopleIds } from './leave.js';

type Run = SeedContext['run'];
type Made = Record<string, Record<string, { id: string }>>;

const TEMPLATES = `mutation ($join: BoardingTemplateCreateInput!,
    $leave: BoardingTemplateCreateInput!) {
  join: boardingTemplateCreate(input: $join) { boardingTemplate { id } userErrors { code } }
  leave: boardingTemplateCreate(input: $leave) { boardingTemplate { id } userErrors { code } }
}`;

const POSITION = `mutation ($input: PositionCreateInput!) {
  positionCreate(input: $input) { position { id } userErrors { code } } }`;

const REQUISITION = `mutation ($input: RequisitionCreateInput!) {
  requisitionCreate(input: $input) { requisition { id } userErrors { code } } }`;

const OPEN = `mutation ($id: ID!, $posting: JobPostingCreateInput!, $anna: ApplicationCreateInput!,
    $luc: ApplicationCreateInput!) {
  requisitionSubmit(input: { id: $id }) { requisition { id } userErrors { code } }
  posting: jobPostingCreate(input: $posting) { jobPosting { id } userErrors { code } }
  anna: applicationCreate(input: $anna) { application { id } userErrors { code } }
  luc: applicationCreate(input: $luc) { application { id } userErrors { code } }
}`;

const TALK = `mutation ($interview: InterviewPlanInput!, $posting: ID!, $luc: ID!) {
  jobPostingPublish(input: { id: $posting }) { jobPosting { id } userErrors { code } }
  applicationMove(input: { id: $luc, stage: SCREENING }) { application { id } userErrors { code } }
  interviewPlan(input: $interview) { interview { id } userErrors { code } } }`;

const OFFER = `mutation ($talk: ID!, $offer: OfferCreateInput!) {
  interviewConclude(input: { id: $talk, score: 4, note: "Calm with customers, knows Modbus." }) {
    interview { id } userErrors { code } }
  offerCreate(input: $offer) { offer { id } userErrors { code } } }`;

const EXTEND = `mutation ($id: ID!) {
  offerSubmit(input: { id: $id }) { offer { id } userErrors { code } } }`;

/** What is done at Nordwind when somebody joins or leaves. */
const JOIN = [
  { title: 'Send the contract', ownerKind: 'ROLE', ownerRole: 'hrManager', dueDays: -21 },
  { title: 'Order laptop and phone', ownerKind: 'MANAGER', dueDays: -14 },
  { title: 'Lunch with the team', ownerKind: 'MANAGER', dueDays: 0 },
  { title: 'Safety instructions of the laboratory', ownerKind: 'EMPLOYEE', dueDays: 3 },
  { title: 'Talk after the first three months', ownerKind: 'MANAGER', dueDays: 90 },
];
const LEAVE = [
  { title: 'Hand over open work', ownerKind: 'EMPLOYEE', dueDays: -5 },
  { title: 'Write the reference', ownerKind: 'MANAGER', dueDays: -3 },
  { title: 'Take keys and badge back', ownerKind: 'ROLE', ownerRole: 'hrManager', dueDays: 0 },
];

/** A post that is advertised: one applicant has an offer, one is read. Invented. */
export async function seedVacancy(
  run: Run,
  people: PeopleIds,
  codes: ReadonlyMap<string, string>,
): Promise<void> {
  const ask = (text: string, variables: Record<string, unknown>) =>
    run(text, variables) as unknown as Promise<Made>;
  const idOf = (made: Made, payload: string, record: string) => made[payload]?.[record]?.id;
  const plan = { name: 'Nordwind', tasks: JOIN };
  await ask(TEMPLATES, {
    join: { ...plan, code: 'NW-JOIN', kind: 'ONBOARDING' },
    leave: { ...plan, code: 'NW-LEAVE', kind: 'OFFBOARDING', tasks: LEAVE },
  });
  const place = { unitId: codes.get('SALES'), siteId: codes.get('LYO') };
  const position = await ask(POSITION, {
    input: { ...place, code: 'FSE', title: 'Field Service Engineer', posts: 2 },
  });
  const positionId = idOf(position, 'positionCreate', 'position');
  const wish = { positionId, openings: 1, wantedOn: '2027-03-01' };
  const made = await ask(REQUISITION, {
    input: { ...wish, reason: 'Customers south of Lyon wait for service for too long' },
  });
  const requisitionId = idOf(made, 'requisitionCreate', 'requisition');
  const words = 'You are the face of our flow sensors between Lyon and the sea.';
  const opened = await ask(OPEN, {
    id: requisitionId,
    posting: { requisitionId, title: 'Field service engineer, Lyon', words },
    anna: { requisitionId, applicant: applicant('Anna', 'Roux') },
    luc: { requisitionId, applicant: applicant('Luc', 'Martin') },
  });
  const applicationId = idOf(opened, 'anna', 'application');
  const interviewerId = people.get('Moretti')?.id;
  const startsAt = '2026-11-12T09:00:00Z';
  const talk = await ask(TALK, {
    interview: { applicationId, interviewerId, topic: 'First talk', startsAt },
    posting: idOf(opened, 'posting', 'jobPosting'),
    luc: idOf(opened, 'luc', 'application'),
  });
  const days = { startsOn: '2027-03-01', expiresOn: '2026-12-11' };
  const offered = await ask(OFFER, {
    talk: idOf(talk, 'interviewPlan', 'interview'),
    offer: { applicationId, ...days, pay: { amount: '58000', currency: 'EUR' } },
  });
  await ask(EXTEND, { id: idOf(offered, 'offerCreate', 'offer') });
}

function applicant(givenName: string, familyName: string) {
  const email = `${givenName}.${familyName}@mail.example`.toLowerCase();
  return { givenName, familyName, email };
}
