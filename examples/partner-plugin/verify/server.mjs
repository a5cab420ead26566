import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const SERVER = 'node_modules/@bureau/server/dist/main.js';
const START_MS = 120_000;

/** Import line and entry of each plugin in `bureau.config.ts`. */
const PLUGINS = {
  hr: ["import { hrPlugin } from '@bureau/plugin-hr';", 'hrPlugin'],
  assets: ["import { assetsPlugin } from '@bureau/plugin-assets';", 'assetsPlugin'],
  fleet: [
    "import { fleetPlugin } from '@acme/bureau-plugin-fleet';",
    '{ plugin: fleetPlugin, settings: { vehiclesPerHolder: 2 } }',
  ],
};

/** Writes the configuration of a platform with these plugins. */
export function configure(...ids) {
  const lines = ids.map((id) => PLUGINS[id]);
  const imports = ["import { defineConfig } from '@bureau/core';", ...lines.map(([line]) => line)];
  const entries = lines.map(([, entry]) => entry).join(', ');
  const text = `${imports.join('\n')}\n\nexport const config = defineConfig({ plugins: [${entries}] });\n`;
  writeFileSync('bureau.config.ts', text);
}

/** Starts the server process as an administrator would and waits for its box. */
export async function start(dataDir) {
  const env = { ...process.env, PORT: '0', DATA_DIR: dataDir, BUREAU_DEMO: '1', LOG_LEVEL: 'warn' };
  delete env.DATABASE_URL;
  delete env.DATABASE_OWNER_URL;
  const child = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const token = await answered(child, () => output);
  return {
    url: /API\s+(http\S+)\/graphql/u.exec(output)?.[1],
    token,
    async stop() {
      kill();
      if (child.exitCode === null) await once(child, 'exit');
      process.off('exit', kill);
      if (child.exitCode !== 0)
        throw new Error(`the server ended with ${child.exitCode}\n${output}`);
    },
  };
}

async function answered(child, output) {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    const token = /Owner token\s+(\S+)[^]*Try it:[^]*\n/u.exec(output())?.[1];
    if (token) return token;
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server did not start in ${START_MS / 1000} s:\n${output()}`);
}

/** A client of a running server with the token of its box. */
export function clientOf({ url, token }) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const query = async (document, variables) => {
    const body = JSON.stringify({ query: document, variables });
    const end = Date.now() + START_MS;
    for (;;) {
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const answer = await response.json();
      const { code, retryAfterMs } = answer.errors?.[0]?.extensions ?? {};
      if (code !== 'THROTTLED' || Date.now() > end) return answer;
      await sleep(retryAfterMs);
    }
  };
  return {
    query,
    /** Data of an operation that must succeed. */
    async data(document, variables) {
      const answer = await query(document, variables);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
      return answer.data;
    },
    async schema() {
      const response = await fetch(`${url}/schema.graphql`, { headers });
      if (!response.ok) throw new Error(`/schema.graphql answers ${response.status}`);
      return response.text();
    },
  };
}
