import type { Candidate } from './items/work-item.js';
import type { Measured } from './rounds.js';

/** One work item with all its candidates. */
export interface ItemResult {
  key: string;
  title: string;
  connections: number;
  candidates: Measured[];
  /** How many times as many requests per second Bureau answers, by candidate. */
  ratios: Record<string, number>;
  goals: Partial<Record<Candidate, number>>;
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
  notes: string[];
}
