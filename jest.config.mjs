import { existsSync } from 'node:fs';
import path from 'node:path';

const roots = ['packages', 'tools', 'test', 'examples/operations'];

export default {
  testEnvironment: 'node',
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
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  testEnvironmentOptions: { customExportConditions: ['bureau-source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          target: 'es2023',
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
