import type { ServerProcess } from './children.js';

/** The part of a V8 CPU profile that is summed up here. */
interface CpuProfile {
  nodes: { id: number; callFrame: CallFrame }[];
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
}

const TOP = 45;

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
  const frames = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const functions = new Map<string, number>();
  const packages = new Map<string, number>();
  let busy = 0;
  let idle = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    const time = timeDeltas[index] ?? 0;
    if (!frame) continue;
    if (frame.functionName === '(idle)') {
      idle += time;
      continue;
    }
    busy += time;
    const home = packageOf(frame.url);
    const place = `${frame.functionName || '(anonymous)'} ${fileOf(frame)} [${home}]`;
    functions.set(place, (functions.get(place) ?? 0) + time);
    packages.set(home, (packages.get(home) ?? 0) + time);
  }
  const shares = (map: Map<string, number>): Share[] =>
    [...map]
      .map(([name, time]) => ({ name, share: time / busy }))
      .sort((left, right) => right.share - left.share)
      .slice(0, TOP);
  return {
    idle: idle / (idle + busy),
    functions: shares(functions),
    packages: shares(packages),
  };
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
export function profileLines(title: string, { idle, functions, packages }: ProfileSummary) {
  const percent = ({ share, name }: Share): string =>
    `  ${(share * 100).toFixed(1).padStart(5)} %  ${name}`;
  return [
    `${title}: server idle ${(idle * 100).toFixed(0)} % of the time; shares of the rest`,
    ...packages.slice(0, 16).map(percent),
    '  --',
    ...functions.map(percent),
  ];
}
