import type { ServerProcess } from './children.js';

/** The part of a V8 CPU profile that is summed up here. */
interface CpuProfile {
  nodes: { id: number; callFrame: CallFrame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

interface CallFrame {
  functionName: string;
  url: string;
  lineNumber: number;
}

/** Share of the busy time that was spent in one function or module itself. */
export interface Share {
  name: string;
  share: number;
}

/** Where the CPU of a server went: functions, and the packages that they belong to. */
export interface ProfileSummary {
  /** Share of the time in which the process had nothing to do. */
  idle: number;
  functions: Share[];
  packages: Share[];
  /** Functions with all that they call; what awaits is counted where it goes on. */
  inclusive: Share[];
}

const TOP = 60;

/** Profiles a server between two calls. */
export async function profiled(
  server: ServerProcess,
  work: () => Promise<void>,
): Promise<ProfileSummary> {
  await server.ask({ profile: 'start' });
  await work();
  return summarise((await server.ask({ profile: 'stop' })) as CpuProfile);
}

function summarise({ nodes, samples, timeDeltas }: CpuProfile): ProfileSummary {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const sums = { functions: new Sums(), packages: new Sums(), inclusive: new Sums() };
  let idle = 0;
  for (const [index, id] of samples.entries()) {
    const frame = byId.get(id)?.callFrame;
    const time = timeDeltas[index] ?? 0;
    if (!frame) continue;
    if (frame.functionName === '(idle)') {
      idle += time;
      continue;
    }
    const stack = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const above = byId.get(at)?.callFrame;
      if (above && above.functionName !== '(root)') stack.add(nameOf(above));
    }
    // The profiler's own start and end.
    if ([...stack].some((name) => name.includes('leash.js'))) continue;
    sums.functions.add(nameOf(frame), time);
    sums.packages.add(packageOf(frame.url), time);
    for (const name of stack) sums.inclusive.add(name, time);
  }
  const busy = sums.packages.total;
  return {
    idle: idle / (idle + busy),
    functions: sums.functions.shares(busy),
    packages: sums.packages.shares(busy),
    inclusive: sums.inclusive.shares(busy),
  };
}

/** Times by name. */
class Sums {
  total = 0;
  private readonly times = new Map<string, number>();

  add(name: string, time: number): void {
    this.total += time;
    this.times.set(name, (this.times.get(name) ?? 0) + time);
  }

  shares(busy: number): Share[] {
    return [...this.times]
      .map(([name, time]) => ({ name, share: time / busy }))
      .sort((left, right) => right.share - left.share)
      .slice(0, TOP);
  }
}

function nameOf(frame: CallFrame): string {
  return `${frame.functionName || '(anonymous)'} ${fileOf(frame)} [${packageOf(frame.url)}]`;
}

/** `core/read` for our folders, `graphql` for libraries, `node` for the run time itself. */
function packageOf(url: string): string {
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(url)?.[1];
  if (library !== undefined) return library;
  const own = /packages\/(.+)\/dist\/(?:([\w-]+)\/)?[\w.-]+$/.exec(url);
  if (own) return [own[1], own[2]].filter(Boolean).join('/');
  return url === '' ? 'engine' : 'node';
}

function fileOf({ url, lineNumber }: CallFrame): string {
  const file = url.slice(url.lastIndexOf('/') + 1);
  return file === '' ? '' : `${file}:${lineNumber + 1}`;
}

/** The summary as lines for people. */
export function profileLines(title: string, summary: ProfileSummary): string[] {
  const { idle, functions, packages, inclusive } = summary;
  const percent = ({ share, name }: Share): string =>
    `  ${(share * 100).toFixed(1).padStart(5)} %  ${name}`;
  return [
    `${title}: server idle ${(idle * 100).toFixed(0)} % of the time; shares of the rest`,
    ...packages.slice(0, 16).map(percent),
    '  functions themselves:',
    ...functions.map(percent),
    '  functions with what they call:',
    ...inclusive.map(percent),
  ];
}
