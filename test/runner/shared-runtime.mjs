// The `runtime` of jest: test files and what they import are modules of the worker itself. They
// are loaded once per worker and shared by its test files, instead of anew for each file as jest
// does it; that was most of the time of a run. Mocks of modules, which need the latter, are not
// there. Everything else (timeouts, hooks, reporters, workers, -t, -i, --shard) is jest's own.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { registerTypescript, sourceMaps } from './typescript-hooks.mjs';

const require = createRequire(import.meta.url);
const imported = new Map();

export default class SharedModulesRuntime {
  constructor() {
    registerTypescript();
  }

  /** jest-circus keeps its tests in module state and handlers in a global: new for each file. */
  requireInternalModule(file) {
    delete require.cache[require.resolve(file)];
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    return require(file);
  }

  requireModule(file) {
    return require(file);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** A test file that runs a second time in one process (--watch) declares its tests again. */
  async unstable_importModule(file) {
    const times = imported.get(file) ?? 0;
    imported.set(file, times + 1);
    const { href } = pathToFileURL(file);
    return import(times === 0 ? href : `${href}?${times}`);
  }

  setGlobalsForRuntime() {}

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  enterTestCode() {}

  leaveTestCode() {}

  teardown() {}
}
