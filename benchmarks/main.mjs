// Entry of `npm run bench`: compiles the harness and the peers, which no other build needs, and
// runs it. Plain JavaScript, because it runs before anything of this folder is compiled. The
// platform is built too, which costs nothing when it is: who starts this file by itself would else
// measure what was built last (once it was a posting function that had been mended hours before).
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const here = import.meta.dirname;
const compiler = path.join(here, '../node_modules/typescript/bin/tsc');
for (const what of [
  ['-b', path.join(here, '..')],
  ['-p', here],
]) {
  const built = spawnSync(process.execPath, [compiler, ...what], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
spawnSync(process.execPath, [path.join(here, '../scripts/bundle.mjs')], {
  stdio: ['ignore', 2, 2],
});

const { main } = await import('./dist/run.js');
process.exit(await main(process.argv.slice(2)));
