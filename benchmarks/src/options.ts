import path from 'node:path';
import { parseArgs } from 'node:util';

/** How large and how long a run is. Times in milliseconds. */
export interface Scale {
  /** Employees of the organization of interest; a second one has a tenth of them. */
  employees: number;
  /** Employees of each of the nineteen others. */
  otherEmployees: number;
  /** Until the engine of a started server has compiled what it runs. */
  settleMs: number;
  warmUpMs: number;
  roundMs: number;
  rounds: number;
  /** Starts of which the median is taken, for composition and cold start. */
  starts: number;
  /** Lines of the organization with books. */
  lines: number;
  /** Documents of the organization with papers, and how many searches are timed. */
  documents: number;
  searches: number;
  /** Sizes of synthetic platforms. */
  entities: readonly number[];
}

/** The command line of a run. */
export interface Options {
  quick: boolean;
  /** The books, figures and papers too, which have a million lines to fill first. */
  all: boolean;
  scale: Scale;
  /** Keys of the work items and parts to run; empty for all of them. */
  only: readonly string[];
  /** Takes a CPU profile of the server during each timed work item. */
  profile: boolean;
  /** Folder of a seeded database that is kept for the next run; absent: a temporary one. */
  keep: string | undefined;
}

const FULL: Scale = {
  employees: 50_000,
  otherEmployees: 500,
  settleMs: 8_000,
  warmUpMs: 1_000,
  roundMs: 1_200,
  rounds: 4,
  starts: 3,
  lines: 1_000_000,
  documents: 100_000,
  searches: 300,
  entities: [10, 100, 300],
};

const QUICK: Scale = {
  employees: 5_000,
  otherEmployees: 50,
  settleMs: 2_000,
  warmUpMs: 300,
  roundMs: 250,
  rounds: 4,
  starts: 1,
  lines: 20_000,
  documents: 5_000,
  searches: 100,
  entities: [10, 100],
};

export const USAGE = `Usage: npm run bench -- [options]

  --quick          a small database and short rounds: below two minutes, for trends only
  --all            the books, figures and papers too: half an hour
  --only <keys>    work items or parts, by comma (they are listed when a key is unknown)
  --profile        CPU profile of the server for each work item, summarised in the output
  --keep <folder>  keep the seeded database there and use it again
`;

/** Reads the command line. @throws TypeError on an unknown option. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      profile: { type: 'boolean', default: false },
      keep: { type: 'string' },
    },
  });
  return {
    quick: values.quick,
    all: values.all,
    scale: values.quick ? QUICK : FULL,
    only: values.only.split(',').filter(Boolean),
    profile: values.profile,
    keep: values.keep === undefined ? undefined : path.resolve(values.keep),
  };
}
