import type { TestApp } from '@bureau/testing';

export const TEMPLATE = `mutation ($input: BoardingTemplateCreateInput!) {
  boardingTemplateCreate(input: $input) { boardingTemplate { id } userErrors { code path } } }`;
export const START = `mutation ($input: BoardingPlanStartInput!) {
  boardingPlanStart(input: $input) { boardingPlan { id day total state } userErrors { code } } }`;
export const COMPLETE = `mutation ($id: ID!) { boardingTaskComplete(input: { id: $id }) {
  boardingTask { state plan { state finished total } } userErrors { code } } }`;

/** Tasks of a template for tests: one for each kind of owner. */
export function tasksFor(personId: string) {
  return [
    { title: 'Read the handbook', ownerKind: 'EMPLOYEE', dueDays: 1 },
    { title: 'Say welcome', ownerKind: 'MANAGER', dueDays: 0 },
    { title: 'Make the contract', ownerKind: 'ROLE', ownerRole: 'hrManager', dueDays: -14 },
    { title: 'Prepare the desk', ownerKind: 'PERSON', ownerId: personId, dueDays: -1 },
  ];
}

/** A template with one task for each kind of owner. */
export async function createTemplate(
  app: TestApp,
  input: Record<string, unknown>,
): Promise<string> {
  const { boardingTemplateCreate } = await app.owner.data(TEMPLATE, { input });
  return boardingTemplateCreate.boardingTemplate.id as string;
}

/** A template and a plan made of it. */
export async function boardOne(app: TestApp, employeeId: string): Promise<void> {
  const input = { code: 'B-1', name: 'Joiners', kind: 'ONBOARDING' };
  const templateId = await createTemplate(app, { ...input, tasks: tasksFor(employeeId) });
  await app.owner.data(START, { input: { employeeId, templateId } });
}
