import { existsSync } from 'node:fs';
import path from 'node:path';

const roots = ['packages', 'tools', 'test', 'examples/operations'];

export default {
  roots: roots
    .filter((folder) => existsSync(path.join(import.meta.dirname, folder)))
    .map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts'],
  // `npm run test:long` runs those.
  testPathIgnorePatterns: ['/node_modules/', '/test/long/'],
  maxWorkers: 2,
  // Against what hangs; a test that is only slow on a busy machine is not wrong.
  testTimeout: 180_000,
  testSequencer: '<rootDir>/test/slow-first-sequencer.mjs',
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/tally-reporter.mjs'],
  modulePathIgnorePatterns: ['/dist/'],
  testEnvironment: '<rootDir>/test/runner/shared-environment.mjs',
  runtime: '<rootDir>/test/runner/shared-runtime.mjs',
  transform: {},
};
