import type { SeedContext } from '@bureau/core';
import { addDays, newYear, yearOf } from '../leave/leave-days.js';
import type { PeopleIds } from './leave.js';

type Run = SeedContext['run'];

const PLANS = `mutation ($health: BenefitPlanCreateInput!, $pension: BenefitPlanCreateInput!,
    $window: BenefitWindowCreateInput!, $child: DependantAddInput!) {
  health: benefitPlanCreate(input: $health) {
    benefitPlan { id levels { nodes { id code } } } userErrors { code message } }
  pension: benefitPlanCreate(input: $pension) {
    benefitPlan { id levels { nodes { id code } } } userErrors { code message } }
  benefitWindowCreate(input: $window) { userErrors { code message } }
  dependantAdd(input: $child) { dependant { id } userErrors { code message } }
}`;

const ELECT = `mutation ($input: EnrollmentElectInput!) {
  enrollmentElect(input: $input) { userErrors { code message } } }`;

const VOICES = `mutation ($template: SurveyTemplateCreateInput!, $officer: ID!,
    $grievance: GrievanceFileInput!) {
  surveyTemplateCreate(input: $template) { surveyTemplate { id } userErrors { code message } }
  grievanceOfficerAppoint(input: { employeeId: $officer }) { userErrors { code message } }
  grievanceFileAnonymously(input: $grievance) { userErrors { code message } }
}`;

const SURVEY = `mutation ($input: SurveyStartInput!) {
  surveyStart(input: $input) { userErrors { code message } } }`;

const euros = (amount: string) => ({ amount, currency: 'EUR' });

/** Prices are invented. */
const HEALTH = {
  ...{ code: 'HEALTH', name: 'Supplementary health', kind: 'HEALTH', waitMonths: 3 },
  employmentKinds: ['PERMANENT', 'FIXED_TERM'],
  levels: [
    {
      ...{ code: 'SELF', name: 'Employee' },
      price: { price: euros('42.50'), employerPercent: '50' },
    },
    {
      ...{ code: 'FAMILY', name: 'Employee and children', mostDependants: 4 },
      price: { price: euros('79'), employerPercent: '50' },
    },
  ],
};
const PENSION = {
  ...{ code: 'PENSION', name: 'Company pension', kind: 'PENSION', waitMonths: 6 },
  levels: [
    {
      ...{ code: 'BASE', name: 'Base' },
      price: { price: euros('150'), employerAmount: '30' },
    },
    {
      ...{ code: 'PLUS', name: 'Plus' },
      price: { price: euros('260'), employerAmount: '45' },
    },
    {
      ...{ code: 'SHARE', name: 'Six percent of pay' },
      price: { price: euros('0'), payPercent: '6', employerPayPercent: '2.5' },
    },
  ],
};

const QUESTIONS = [
  { kind: 'RECOMMEND', words: 'How likely would you recommend Nordwind as a place to work?' },
  { kind: 'SCALE', words: 'I know what is expected of me.' },
  { kind: 'SCALE', words: 'I have what I need to do my work well.' },
  {
    ...{ kind: 'CHOICE', words: 'Where do you work best?' },
    options: ['In the office', 'At home', 'Both'],
  },
  { kind: 'TEXT', words: 'What should we do differently?' },
];

interface Plan {
  benefitPlan: { id: string; levels: { nodes: { id: string; code: string }[] } };
}

/** Who has chosen what for the next year. Invented. */
const CHOICES: readonly (readonly [who: string, plan: 'health' | 'pension', level: string])[] = [
  ['Huber', 'health', 'FAMILY'],
  ['Huber', 'pension', 'BASE'],
  ['Leitner', 'health', 'SELF'],
  ['Sommer', 'pension', 'PLUS'],
  ['Voss', 'health', 'SELF'],
];

/** Benefits that are chosen for next year, a survey that is asked, and somebody to turn to. */
export async function seedWelfare(
  { run, today }: Pick<SeedContext, 'run' | 'today'>,
  people: PeopleIds,
): Promise<void> {
  const closesOn = addDays(today, 14);
  const nextYear = newYear(yearOf(closesOn) + 1);
  const validFrom = '2025-01-01';
  const data = await run(PLANS, {
    health: { ...HEALTH, validFrom },
    pension: { ...PENSION, validFrom },
    window: {
      ...{ name: `Benefits ${yearOf(nextYear)}`, opensOn: addDays(today, -7), closesOn },
      startsOn: nextYear,
    },
    child: {
      ...{ employeeId: people.get('Huber')?.id, relation: 'CHILD' },
      ...{ name: 'Emil Huber', birthDate: '2021-08-14' },
    },
  });
  const { dependant } = data['dependantAdd'] as { dependant: { id: string } };
  for (const [who, name, code] of CHOICES) {
    const { id: planId, levels } = (data[name] as Plan).benefitPlan;
    const levelId = levels.nodes.find((level) => level.code === code)?.id;
    const dependantIds = code === 'FAMILY' ? [dependant.id] : [];
    const input = { employeeId: people.get(who)?.id, planId, levelId, dependantIds };
    await run(ELECT, { input });
  }
  await seedVoices(run, people, closesOn);
}

async function seedVoices(run: Run, people: PeopleIds, closesOn: string): Promise<void> {
  const data = await run(VOICES, {
    template: { code: 'PULSE', name: 'Pulse', questions: QUESTIONS },
    officer: people.get('Thomsen')?.id,
    grievance: {
      ...{ category: 'SAFETY', title: 'Exit in the warehouse' },
      words: 'Pallets stand in front of the emergency exit at gate 3 on most evenings.',
    },
  });
  const { surveyTemplate } = data['surveyTemplateCreate'] as { surveyTemplate: { id: string } };
  const name = `Pulse ${closesOn.slice(0, 7)}`;
  await run(SURVEY, { input: { templateId: surveyTemplate.id, name, closesOn, minGroup: 5 } });
}
