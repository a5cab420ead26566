import { CANDIDATE_TITLES, type Candidate } from '../items/work-item.js';
import type { Figure, ItemResult, Results } from '../results.js';
import type { Measured } from '../rounds.js';
import { goalText } from './lines.js';

const COLUMNS: readonly (keyof typeof CANDIDATE_TITLES)[] = [
  'postgraphile',
  'postgraphileOffset',
  'sql',
  'naive',
  'statements',
  'scan',
  'function',
  'unit',
];

/** The numbers of a run as Markdown: ratios first. */
export function resultText(results: Results): string {
  const { commit, date, machine, seed } = results;
  return [
    '',
    `Commit ${commit}, ${date.slice(0, 10)}; ${machine.cores} cores (${machine.cpu}), ` +
      `${machine.memoryGb} GB, Node ${machine.node}, PostgreSQL ${machine.postgres}; ` +
      `${seed.employees} employees, ${seed.assets} assets, ${seed.custodyPeriods} periods of ` +
      `custody in the organization of interest, ${seed.organizations} organizations.`,
    '',
    '### How many times faster',
    '',
    ratioTable(results.items),
    '',
    '### What one request costs',
    '',
    costTable(results.items),
    '',
    '### Single figures',
    '',
    figureTable(results.figures),
    '',
    '### How cost grows',
    '',
    ...results.growth.map(({ key, title }) => `![${title}](performance/${key}.svg)`),
    '',
  ].join('\n');
}

function ratioTable(items: readonly ItemResult[]): string {
  const head = ['work item', ...COLUMNS.map((column) => CANDIDATE_TITLES[column])];
  const rows = items.map((item) => [
    item.title,
    ...COLUMNS.map((column) => {
      const reached = item.ratios[column];
      const goal = item.goals[column];
      if (reached === undefined) return '';
      return `${reached}x${goal === undefined ? '' : ` (wanted ${goal}x)`}`;
    }),
  ]);
  return table([head, ...rows]);
}

function costTable(items: readonly ItemResult[]): string {
  const head = ['work item', 'candidate', 'p50 ms', 'p99 ms', 'server CPU ms', 'PostgreSQL CPU ms'];
  const row = (item: ItemResult, one: Measured): string[] => [
    item.title,
    CANDIDATE_TITLES[one.name as Candidate],
    String(one.p50),
    String(one.p99),
    String(one.serverCpu ?? ''),
    String(one.databaseCpu ?? ''),
  ];
  return table([head, ...items.flatMap((item) => item.candidates.map((one) => row(item, one)))]);
}

function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.title,
    `${figure.value} ${figure.unit}`,
    goalText(figure),
  ]);
  return table([['figure', 'value', 'wanted'], ...rows]);
}

function table([head = [], ...rows]: readonly string[][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
