import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { BenchDatabase } from './database.js';
import type { CANDIDATE_TITLES } from './items/work-item.js';
import type { Options } from './options.js';
import type { Measured } from './rounds.js';

/** One work item with all its candidates. */
export interface ItemResult {
  key: string;
  title: string;
  connections: number;
  candidates: Measured[];
  /** How many times as many requests per second Bureau answers, by candidate. */
  ratios: Record<string, number>;
  goals: Partial<Record<keyof typeof CANDIDATE_TITLES, number>>;
}

/** A series of one quantity over another, for a plot. */
export interface Growth {
  key: string;
  title: string;
  /** What the horizontal axis counts. */
  of: string;
  /** What the vertical axis shows. */
  unit: string;
  points: { x: number; y: number }[];
}

/** A figure that stands for itself. */
export interface Figure {
  key: string;
  title: string;
  value: number;
  unit: string;
  /** Wanted at most, or at least. */
  goal?: { atMost: number } | { atLeast: number };
}

/** Everything of one run: the file under results. */
export interface Results {
  commit: string;
  date: string;
  quick: boolean;
  machine: { cpu: string; cores: number; memoryGb: number; node: string; postgres: string };
  seed: { employees: number; assets: number; custodyPeriods: number; organizations: number };
  items: ItemResult[];
  figures: Figure[];
  growth: Growth[];
}

const ASSETS_PER_EMPLOYEE = 4;
const PERIODS_PER_ASSET = 5;

/** The frame of a run's results: where, when and on what. */
export function emptyResults(options: Options, database: BenchDatabase): Results {
  const { employees } = options.scale;
  const assets = employees * ASSETS_PER_EMPLOYEE;
  return {
    commit: commitOf(),
    date: new Date().toISOString(),
    quick: options.quick,
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      postgres: database.version,
    },
    seed: { employees, assets, custodyPeriods: assets * PERIODS_PER_ASSET, organizations: 21 },
    items: [],
    figures: [],
    growth: [],
  };
}

/** The commit that is measured, marked when the tree differs from it. */
function commitOf(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--', 'packages', 'benchmarks/src');
    return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '-changed'}`;
  } catch {
    return 'unknown';
  }
}
