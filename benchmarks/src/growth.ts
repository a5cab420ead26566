import { askedContender } from './asked-contender.js';
import { ask, type Field, type Running } from './candidates.js';
import { LIST, WALK } from './items/documents.js';
import { graphql, type Call, type Material } from './items/work-item.js';
import type { Figure, Growth } from './results.js';
import { inTurns, ratio, type Contender, type RoundPlan } from './rounds.js';
import { rounded } from './statistics.js';

const FIELDS = [
  'number',
  'displayName',
  'workEmail',
  'hiredOn',
  'status',
  'version',
  'id',
  'terminatedOn',
  'createdAt',
  'updatedAt',
];
const DEPTHS = [
  'number',
  'number assets(first: 5) { nodes { tag } }',
  'number assets(first: 5) { nodes { tag custodyPeriods(first: 5) { nodes { reason } } } }',
  'number assets(first: 5) { nodes { tag custodyPeriods(first: 5) { nodes { reason ' +
    'employee { displayName assets(first: 5) { nodes { tag } } } } } } }',
];
const ORDERED = 'orderBy: [{ field: DISPLAY_NAME }]';

interface Step {
  x: number;
  call: Call;
  token?: string;
}

/** How the time of one request grows; each series is driven in turns as the items are. */
export async function measureGrowth(
  field: Field,
  material: Material,
  plan: RoundPlan,
): Promise<{ growth: Growth[]; figures: Figure[] }> {
  const rows = [1, 10, 50, 100, 250, 500, 1_000].map((x) => ({
    x,
    call: graphql(LIST, { first: x }),
  }));
  const fields = [1, 2, 4, 6, 8, 10].map((x) => ({
    x,
    call: graphql(`{ employees(first: 50, ${ORDERED}) {
      nodes { ${FIELDS.slice(0, x).join(' ')} } } }`),
  }));
  const depth = DEPTHS.map((selection, index) => ({
    x: index + 1,
    call: graphql(`{ employees(first: 5, ${ORDERED}) { nodes { ${selection} } } }`),
  }));
  const unit = 'milliseconds per request';
  const series = async (key: string, title: string, part: { of: string; steps: Step[] }) => {
    const points = await timesOf(field.bureau, part.steps, plan);
    return { key, title, of: part.of, unit, points };
  };
  const growth = [
    await series('rows', 'Cost by rows', { of: 'rows, 14 values each', steps: rows }),
    await series('fields', 'Cost by fields', { of: 'fields of 50 rows', steps: fields }),
    await series('depth', 'Cost by depth', { of: 'nested lists of 5', steps: depth }),
    await series('cursor', 'Cost by depth of the cursor', {
      of: 'records before a page of 50',
      steps: await cursors(field.bureau, material),
    }),
  ];
  const cursor = growth.at(-1)?.points ?? [];
  return { growth, figures: [cursorFigure(cursor), await tableFigure(field, material, plan)] };
}

/** Median milliseconds per request of each step: connections over requests per second. */
async function timesOf(
  running: Running,
  steps: readonly Step[],
  plan: RoundPlan,
): Promise<{ x: number; y: number }[]> {
  const contenders: Contender[] = [];
  for (const step of steps) contenders.push(await contenderOf(running, step));
  const measured = await inTurns(contenders, plan);
  return measured.map(({ name, requestsPerSecond }) => ({
    x: Number(name),
    y: rounded(1_000 / requestsPerSecond, 3),
  }));
}

function contenderOf(running: Running, { x, call, token }: Step): Promise<Contender> {
  const headers = token ? { authorization: `Bearer ${token}` } : running.headers;
  return askedContender(String(x), { ...running, headers }, [call]);
}

async function cursors(running: Running, { employees }: Material): Promise<Step[]> {
  const page = `query Page($after: String) { employees(first: 50, after: $after,
    where: { status: { eq: ACTIVE } }, ${ORDERED}) { nodes { number displayName } } }`;
  const steps: Step[] = [{ x: 0, call: graphql(page, { after: null }) }];
  const last = Math.floor(employees * 0.9);
  const wanted = [0.1, 0.5, 0.9].map((share) => Math.floor(employees * share));
  let after: string | null = null;
  let at = 0;
  while (at < last) {
    const target = wanted.find((one) => one > at) ?? last;
    const first = Math.min(1_000, target - at);
    const { data } = await ask(running, graphql(WALK, { first, after }));
    after = (data as { employees: { pageInfo: { endCursor: string } } }).employees.pageInfo
      .endCursor;
    at += first;
    if (wanted.includes(at)) steps.push({ x: at, call: graphql(page, { after }) });
  }
  return steps;
}

function cursorFigure(points: readonly { x: number; y: number }[]): Figure {
  const first = points[0]?.y ?? Number.NaN;
  const deepest = points.at(-1)?.y ?? Number.NaN;
  return {
    key: 'cursorGrowth',
    title: 'A page of 50 at nine tenths of the list against the first one',
    value: rounded(deepest / first, 3),
    unit: 'times',
    goal: { atMost: 1.3 },
  };
}

async function tableFigure(field: Field, material: Material, plan: RoundPlan): Promise<Figure> {
  const call = graphql(LIST, { first: 50 });
  const large = await contenderOf(field.bureau, { x: 1, call });
  const small = await contenderOf(field.bureau, { x: 2, call, token: material.tokens.small });
  const [one, other] = await inTurns([large, small], plan);
  return {
    key: 'tableGrowth',
    title: 'A page of 50 of ten times as many records',
    value: one && other ? ratio(other, one) : Number.NaN,
    unit: 'times',
    goal: { atMost: 1.3 },
  };
}
