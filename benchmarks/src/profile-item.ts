import { ask, type Running } from './candidates.js';
import { drive, postBytes } from './driver.js';
import type { Material, WorkItem } from './items/work-item.js';
import type { MutationLoad } from './mutation-item.js';
import { profiled, profileLines } from './profile.js';
import { shotsInTurn } from './rounds.js';

const WARM_UP_MS = 3_000;
const PROFILE_MS = 6_000;
const CONNECTIONS = 16;

/** Where the server's CPU goes during one item, as lines for people. */
export async function profileItem(
  item: WorkItem,
  running: Running,
  material: Material,
): Promise<string[]> {
  const { process, headers } = running;
  const { port } = process;
  const calls = item.calls(material).bureau ?? [];
  const bytes: number[] = [];
  for (const call of calls) bytes.push((await ask(running, call)).bytes);
  const requests = calls.map((call) => postBytes({ port, ...call, headers }));
  const next = shotsInTurn(requests, bytes);
  const load = (milliseconds: number) =>
    drive({ port, connections: CONNECTIONS, milliseconds, next });
  await load(WARM_UP_MS);
  const summary = await profiled(process, async () => void (await load(PROFILE_MS)));
  return profileLines(item.title, summary);
}

/** The same of the mutation. */
export async function profileMutation({ bureau, connections, title }: MutationLoad) {
  await bureau.run(connections, WARM_UP_MS);
  const work = async (): Promise<void> => void (await bureau.run(connections, PROFILE_MS));
  return profileLines(title, await profiled(bureau.process, work));
}
