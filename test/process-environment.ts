import { tmpdir } from 'node:os';
import path from 'node:path';

/** The environment of the test run without what would lead to another database. */
export function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, ...env } = process.env;
  // Dozens of processes load the same modules.
  const cache = { NODE_COMPILE_CACHE: path.join(tmpdir(), 'bureau-compile-cache') };
  const own = { NODE_ENV: 'production', PORT: '0', BUREAU_DEMO: '0', LOG_LEVEL: 'info' };
  return { ...cache, ...env, ...own, ...more };
}
