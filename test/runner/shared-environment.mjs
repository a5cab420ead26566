// The test environment of jest beside shared-runtime.mjs: the globals of the worker itself. What a
// test file changed in the process is put back, so that no file depends on the one before it.
export default class SharedGlobalsEnvironment {
  constructor() {
    this.global = globalThis;
    this.before = {
      console: globalThis.console,
      exit: process.exit,
      env: { ...process.env },
      cwd: process.cwd(),
      exitCode: process.exitCode,
    };
  }

  async setup() {}

  async teardown() {
    const { console, exit, env, cwd, exitCode } = this.before;
    globalThis.console = console;
    process.exit = exit;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    if (process.cwd() !== cwd) process.chdir(cwd);
    process.exitCode = exitCode;
    // The tests of the file with all that they hold.
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (symbol.description === 'JEST_STATE_SYMBOL') delete globalThis[symbol];
    }
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}
