import type { TestApp, TestClient } from '@bureau/testing';

const TEMPLATE = `mutation ($input: SurveyTemplateCreateInput!) {
  surveyTemplateCreate(input: $input) {
    surveyTemplate { id questions { nodes { id kind } } } userErrors { code } } }`;
const START = `mutation ($input: SurveyStartInput!) { surveyStart(input: $input) {
  survey { id } userErrors { code } } }`;
export const ANSWER = `mutation ($input: SurveyAnswerInput!) { surveyAnswer(input: $input) {
  surveyInvitation { isAnswered } userErrors { code } } }`;

/** Questions of one template, by kind. */
export interface TestTemplate {
  id: string;
  scale: string;
  recommend: string;
  text: string;
}

/** A scale, a recommendation and own words. */
export async function createTemplate(app: TestApp): Promise<TestTemplate> {
  const questions = [
    { kind: 'SCALE', words: 'My work makes sense.' },
    { kind: 'RECOMMEND', words: 'Would you recommend us?' },
    { kind: 'TEXT', words: 'What else?' },
  ];
  const input = { code: 'PULSE', name: 'Pulse', questions };
  const { surveyTemplate } = (await app.owner.data(TEMPLATE, { input })).surveyTemplateCreate;
  const made = surveyTemplate.questions.nodes as { id: string; kind: string }[];
  const id = (kind: string) => made.find((one) => one.kind === kind)?.id ?? '';
  const [scale, recommend, text] = [id('SCALE'), id('RECOMMEND'), id('TEXT')];
  return { id: surveyTemplate.id, scale, recommend, text };
}

/** Asks a template; everybody is told when the work is done. */
export async function startSurvey(
  app: TestApp,
  template: TestTemplate,
  more: object,
): Promise<string> {
  const input = { templateId: template.id, name: 'Pulse', ...more };
  // Work that follows is that of somebody with a membership.
  const { surveyStart } = await (await app.member('hrManager')).data(START, { input });
  await app.work();
  return surveyStart.survey.id as string;
}

/** One of each kind of record of surveys; who is asked is told by a job. */
export async function surveyOne(app: TestApp): Promise<void> {
  const closesOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await startSurvey(app, await createTemplate(app), { closesOn });
}

/** Answers of somebody; the code of the refusal, or DONE. */
export async function answer(client: TestClient, id: string, answers: Record<string, string>) {
  const given = Object.entries(answers).map(([questionId, text]) => ({ questionId, answer: text }));
  const { data, errors } = await client.query(ANSWER, { input: { id, answers: given } });
  if (!data?.surveyAnswer) return errors[0]?.extensions['code'] as string;
  return (data.surveyAnswer.userErrors[0]?.code ?? 'DONE') as string;
}
