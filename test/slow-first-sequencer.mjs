// Puts the suites that take longest first, so that the workers end together. Without it jest goes
// by the size of a file in a fresh clone, and the longest may be the last of all.
import { createRequire } from 'node:module';

/** The longest first; a name that is gone does no harm. */
const slowest = [
  'test/start',
  'test/import-crash',
  'examples/operations/operations',
  'test/backup',
  'test/work-crash',
  'test/command-line',
  'packages/plugins/assets/src/seed/seed',
  'test/posting-crash',
  'test/drain',
  'test/crash',
  'test/command-line-webhooks',
  'test/kills',
  'packages/testing/src/conformance',
  'packages/plugins/documents/src/capture/reading/reading',
  'packages/plugins/hr/src/conformance',
  'packages/server/src/database/embedded',
  'packages/plugins/hr/src/seed/seed',
  'test/canaries',
  'tools/tidy/tidy',
];

/** They take over the demo company that one of the above loads: beside it they would only wait. */
const takers = [
  'examples/operations/dashboards',
  'examples/operations/hire-to-equipped/hire-to-equipped',
  'examples/operations/month-end/month-end',
  'examples/operations/scan-to-bill/scan-to-bill',
  'packages/plugins/hr/src/working-days',
  'test/company',
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
      const isNamed = (name) => path.endsWith(`/${name}.test.ts`);
      const at = slowest.findIndex(isNamed);
      if (at >= 0) return at;
      return takers.some(isNamed) ? slowest.length + 1 : slowest.length;
    };
    return [...super.sort(tests)].sort((left, right) => place(left) - place(right));
  }
}
