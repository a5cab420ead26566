import path from 'node:path';
import { runCommand } from '@bureau/cli';
import type { Ended } from './platform-process.js';
import { environment } from './process-environment.js';

/**
 * The command line inside the process of a test: as `bureau` in all but the start of a process,
 * which takes seconds and is the subject of few tests.
 */

const root = path.resolve(import.meta.dirname, '..');
let last: Promise<unknown> = Promise.resolve();

/** Runs a command to its end; several at once run one after another. */
export function command(
  dataDir: string,
  args: readonly string[],
  more: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Ended> {
  const own = { env: environment({ DATA_DIR: dataDir, ...more.env }), cwd: more.cwd ?? root };
  const ending = last.then(() => ran(args, own));
  last = ending.catch(() => undefined);
  return ending;
}

/** Makes a company. Returns what makes keys of it: a role to a new token. */
export async function founded(
  dataDir: string,
  slug = 'acme',
): Promise<(role: string) => Promise<string>> {
  const made = await command(dataDir, ['organization', 'create', slug, '--slug', slug]);
  if (made.code !== 0) throw new Error(made.stderr);
  return async (role) => {
    const args = ['token', 'create', '--organization', slug, '--role', role, '--json'];
    return JSON.parse((await command(dataDir, args)).stdout).token as string;
  };
}

/** With streams, environment, folder and exit code of its own, as a process has them. */
async function ran(
  args: readonly string[],
  own: { env: NodeJS.ProcessEnv; cwd: string },
): Promise<Ended> {
  const output = { stdout: '', stderr: '' };
  const streamOf = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      output[name] += text;
      return true;
    },
  });
  const ours = {
    ...{ stdout: streamOf('stdout'), stderr: streamOf('stderr'), env: own.env },
    cwd: () => own.cwd,
  };
  const { exitCode } = process;
  const restore = replaced(process, ours);
  process.exitCode = undefined;
  try {
    await runCommand(args);
    return { code: Number(process.exitCode ?? 0), ...output };
  } finally {
    restore();
    process.exitCode = exitCode;
  }
}

/** Replaces properties of an object until the answer is called. */
function replaced(target: object, values: object): () => void {
  const before = Object.keys(values).map(
    (name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const,
  );
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
  return () => {
    for (const [name, descriptor] of before) {
      Reflect.deleteProperty(target, name);
      if (descriptor) Object.defineProperty(target, name, descriptor);
    }
  };
}
