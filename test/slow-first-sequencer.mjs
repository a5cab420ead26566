// Puts the suites that take longest first, so that the workers end together. Without it jest goes
// by the size of a file in a fresh clone, and the longest may be the last of all.
import { createRequire } from 'node:module';

/** The longest first; a name that is gone does no harm. */
const slowest = [
  'test/import-crash',
  'test/start',
  'test/kills',
  'test/canaries',
  'test/crash',
  'test/command-line-webhooks',
  'test/work-crash',
  'packages/server/src/database/embedded',
  'tools/tidy/tidy',
  'test/drain',
  'packages/testing/src/conformance',
  'test/backup',
  'examples/operations/operations',
  'packages/plugins/assets/src/seed/seed',
  'packages/plugins/assets/src/acceptance',
  'test/command-line',
];

// The class is a dependency of jest, not of this repository.
let from = import.meta.url;
for (const name of ['jest', '@jest/core', 'jest-config', '@jest/test-sequencer']) {
  from = createRequire(from).resolve(name);
}
const { default: Sequencer } = createRequire(import.meta.url)(from);

export default class SlowFirstSequencer extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const at = slowest.findIndex((name) => path.endsWith(`/${name}.test.ts`));
      return at < 0 ? slowest.length : at;
    };
    return [...super.sort(tests)].sort((left, right) => place(left) - place(right));
  }
}
