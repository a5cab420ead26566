import type { SeedContext } from '@bureau/core';

const FOUND = `{
  users(first: 1, orderBy: [{ field: DISPLAY_NAME }]) { nodes { id } }
  metricFacts { measures { name } }
}`;
const KPI = `mutation ($input: KpiCreateInput!) { kpiCreate(input: $input) {
  kpi { id } userErrors { code message } } }`;
const ALERT = `mutation ($input: AlertCreateInput!) { alertCreate(input: $input) {
  alert { id } userErrors { code message } } }`;

const kpis = [
  {
    ...{ name: 'Result of the quarter', description: 'Earned less spent, quarter by quarter.' },
    ...{ measure: 'accounting.result', grain: 'QUARTER', direction: 'HIGHER' },
    ...{ target: '150000', warning: '90000' },
  },
  {
    ...{ name: 'Cash in the bank', description: 'Three months of salaries and rent.' },
    ...{ measure: 'accounting.cash', grain: 'MONTH', direction: 'HIGHER' },
    ...{ target: '400000', warning: '250000', countsCurrent: true },
  },
  {
    ...{ name: 'Leavers', description: 'People whose last day was in the quarter.' },
    ...{ measure: 'hr.leavers', grain: 'QUARTER', direction: 'LOWER' },
    ...{ target: '3', warning: '6' },
  },
  {
    ...{ name: 'Leave that is owed', description: 'Days that people have left to take.' },
    ...{ measure: 'hr.leaveLiability', grain: 'MONTH', direction: 'LOWER' },
    ...{ target: '1200', warning: '1600', countsCurrent: true },
  },
];

const alerts = [
  {
    ...{ name: 'Cost of a month is unusual', measure: 'accounting.cost', grain: 'MONTH' },
    kind: 'UNUSUAL',
  },
  {
    ...{ name: 'Cash runs low', measure: 'accounting.cash', grain: 'DAY', countsCurrent: true },
    ...{ kind: 'BELOW', threshold: '200000', clearAt: '250000' },
  },
];

/** Targets and alerts of the demo company, for figures that its plugins have. */
export async function seed({ run }: SeedContext): Promise<void> {
  const { users, metricFacts } = (await run(FOUND)) as unknown as Found;
  const [owner] = users.nodes;
  if (!owner) return;
  const known = new Set(metricFacts.flatMap(({ measures }) => measures.map(({ name }) => name)));
  const give = async (document: string, list: readonly { measure: string }[]) => {
    for (const { measure, ...input } of list.filter((one) => known.has(one.measure))) {
      const query = { measures: [measure] };
      await run(document, { input: { ...input, query, ownerId: owner.id } });
    }
  };
  await give(KPI, kpis);
  await give(ALERT, alerts);
}

interface Found {
  users: { nodes: { id: string }[] };
  metricFacts: { measures: { name: string }[] }[];
}
