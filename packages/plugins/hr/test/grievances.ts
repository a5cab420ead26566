import type { TestApp, TestClient } from '@bureau/testing';

export const FILE = `mutation ($input: GrievanceFileInput!) { grievanceFile(input: $input) {
  grievance { id state acknowledgeBy answerBy } userErrors { code message } } }`;
export const FILE_ANONYMOUSLY = `mutation ($input: GrievanceFileInput!) {
  grievanceFileAnonymously(input: $input) { code userErrors { code } } }`;
export const SAY = `mutation ($input: GrievanceMessageInput!) {
  grievanceMessageSend(input: $input) { grievanceMessage { id } userErrors { code } } }`;

/** Asks somebody to look into grievances. */
export async function appoint(app: TestApp, employeeId: string): Promise<void> {
  await app.owner.data(
    `mutation ($id: ID!) { grievanceOfficerAppoint(input: { employeeId: $id }) {
       userErrors { code } } }`,
    { id: employeeId },
  );
}

/** Files one under the name of a client who is an employee; its id. */
export async function fileOne(client: TestClient, more: object = {}): Promise<string> {
  const input = { category: 'HARASSMENT', title: 'Shouting', words: 'He shouts.', ...more };
  const { grievanceFile } = await client.data(FILE, { input });
  return grievanceFile.grievance.id as string;
}

/** One of each kind of record of grievances. */
export async function grieveOne(
  app: TestApp,
  people: { reporter: TestClient; handler: TestClient; officerId: string; accused: string },
): Promise<void> {
  await appoint(app, people.officerId);
  const id = await fileOne(people.reporter, { accusedNumbers: [people.accused] });
  const STEP = `mutation ($input: GrievanceStepInput!) { grievanceStepAdd(input: $input) {
    grievanceStep { id } userErrors { code } } }`;
  await people.handler.data(STEP, { input: { id, title: 'Ask both', dueOn: '2199-01-01' } });
}
