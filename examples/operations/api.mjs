import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Address of the gateway; `BUREAU_TOKEN` is an API key of the company. */
export const { BUREAU_URL: url = 'http://127.0.0.1:4000' } = process.env;
const { BUREAU_TOKEN: token } = process.env;

/**
 * Asks operations of the files beside a script. What may come again is sent again, with the same
 * key. Faults and refusals end the script: nothing is half done.
 */
export function operationsOf(script) {
  return async (file, operationName, variables = {}) => {
    const query = readFileSync(new URL(`${file}.graphql`, script), 'utf8');
    for (;;) {
      const { data, errors = [] } = await answerOf({ query, operationName, variables });
      const refused = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
      if (errors.length + refused.length === 0) return data;
      const [first] = errors;
      if (!first?.extensions.retryable) {
        const faults = JSON.stringify([...errors, ...refused], null, 2);
        throw new Error(`${operationName}: ${faults}`);
      }
      await sleep(first.extensions.retryAfterMs ?? 1_000);
    }
  };
}

async function answerOf(operation) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(operation),
  });
  return response.json();
}

/**
 * Asks until there is an answer: what follows an event is there a moment later. Whoever waits for
 * two minutes waits for something that will not come.
 */
export async function until(look) {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(100)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error('What was waited for did not come.');
}

/** A heading and its facts. */
export function tell(title, facts) {
  process.stdout.write(`\n${title}\n`);
  for (const [name, value] of facts) process.stdout.write(`  ${name.padEnd(44)} ${value}\n`);
}
