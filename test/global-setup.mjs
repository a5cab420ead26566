// One PostgreSQL for the whole test run: packages/testing/src/test-server.ts.
import { existsSync } from 'node:fs';

const compiled = new URL('../packages/testing/dist/test-server.js', import.meta.url);

export default async function globalSetup() {
  if (!existsSync(compiled)) {
    throw new Error('packages/testing is not built: run `npm test`, or `tsc -b` before jest');
  }
  const server = await import(compiled.href);
  await server.globalSetup();
}
