import { askedContender } from './asked-contender.js';
import type { Running } from './candidates.js';
import { startPeer } from './children.js';
import type { BenchDatabase } from './database.js';
import { readItems } from './items/items.js';
import type { Material, WorkItem } from './items/work-item.js';
import type { Figure } from './results.js';
import { inTurns, ratio, type Contender, type Measured, type RoundPlan } from './rounds.js';
import { settle } from './settle.js';
import { rounded } from './statistics.js';

const ITEMS = ['point', 'list', 'flat'];

/** Servers by what they leave out; each wall is the step between two of them. */
const SERVERS = {
  all: '',
  remembered: 'credential',
  gate: 'credential,gate',
  predicate: 'credential,predicate',
  rows: 'credential,rows',
  // Without any it would read what belongs to others: who has no walls still names an organization.
  bare: 'credential,gate,rows',
} as const;
type Name = keyof typeof SERVERS;

const STEPS: readonly { key: string; title: string; with: Name; without: Name }[] = [
  { key: 'credential', title: 'looking up the credential', with: 'all', without: 'remembered' },
  { key: 'gate', title: 'the gate', with: 'remembered', without: 'gate' },
  { key: 'predicate', title: 'the predicate', with: 'remembered', without: 'predicate' },
  { key: 'rows', title: 'row-level security', with: 'remembered', without: 'rows' },
  { key: 'all', title: 'all walls together', with: 'all', without: 'bare' },
];

/**
 * What each wall takes of the throughput. The shield has no switch: it stands on root fields and
 * computed fields only, and is part of every figure.
 */
export async function measureWalls(
  { urls, serverDir }: BenchDatabase,
  material: Material,
  plan: RoundPlan & { settleMs: number },
): Promise<Figure[]> {
  const headers = { authorization: `Bearer ${material.tokens.benchmark}` };
  const servers = new Map<Name, Running>();
  for (const [name, leftOut] of Object.entries(SERVERS) as [Name, string][]) {
    const database = { APP_URL: urls.app, READER_URL: urls.reader, DATA_DIR: serverDir };
    const env = { ...database, LEAVE_OUT: leftOut };
    servers.set(name, { process: await startPeer('walls-server.js', env), headers });
  }
  const contendersOf = (item: WorkItem | undefined): Promise<Contender[]> =>
    Promise.all(
      [...servers].map(([name, running]) =>
        askedContender(name, running, item?.calls(material).bureau ?? []),
      ),
    );
  await settle(await contendersOf(readItems[0]), plan);
  const figures: Figure[] = [];
  for (const item of readItems.filter(({ key }) => ITEMS.includes(key))) {
    figures.push(...stepsOf(item, await inTurns(await contendersOf(item), plan)));
  }
  for (const { process } of servers.values()) await process.stop();
  return figures;
}

function stepsOf(item: WorkItem, measured: readonly Measured[]): Figure[] {
  return STEPS.flatMap((step): Figure[] => {
    const on = measured.find(({ name }) => name === step.with);
    const off = measured.find(({ name }) => name === step.without);
    if (!on || !off) return [];
    return [
      {
        key: `wall.${item.key}.${step.key}`,
        title: `${item.title}: ${step.title}`,
        value: rounded((1 - ratio(on, off)) * 100, 3),
        unit: '% of throughput',
        ...(step.key === 'all' && { goal: { atMost: 10 } }),
      },
      ...(step.key === 'all' ? cpuOf(item, on, off) : []),
    ];
  });
}

/** What the walls take of the server's own time. */
function cpuOf(item: WorkItem, on: Measured, off: Measured): Figure[] {
  if (on.serverCpu === null || off.serverCpu === null) return [];
  return [
    {
      key: `wall.${item.key}.cpu`,
      title: `${item.title}: all walls together`,
      value: rounded((1 - off.serverCpu / on.serverCpu) * 100, 3),
      unit: "% of the server's CPU",
      ...(item.key !== 'point' && { goal: { atMost: 5 } }),
    },
  ];
}
