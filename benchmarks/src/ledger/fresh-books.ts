import { compose, createOrganization } from '@bureau/core';
import { loadConfig } from '@bureau/server';
import pg from 'pg';
import { setUpBooks } from './books.js';
import { postingStatement } from './posting-items.js';

/** Passed to the process in FRESH. */
export interface FreshInput {
  ownerUrl: string;
  /** The organization with large books. */
  organizationId: string;
  /** Entries of two lines. */
  entries: number;
}

/** Milliseconds for the same entries: one transaction of a new organization, and large books. */
export interface FreshTimes {
  fresh: number;
  settled: number;
}

const CALL = 1_000;

/**
 * A first import: nothing is known of the organization while thousands of entries come in one
 * transaction. In the large books each call is a transaction of its own.
 */
async function measure({ ownerUrl, organizationId, entries }: FreshInput): Promise<FreshTimes> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  // A plan that reads all books for each entry ends the item instead of holding it up for hours.
  await owner.query("set statement_timeout = '60s'");
  try {
    const { roles } = compose(await loadConfig(process.cwd()));
    const slug = `fresh-${Date.now().toString(36)}`;
    const id = await createOrganization(owner as never, { slug, name: slug, roles: [...roles] });
    const enter = async (organization: string): Promise<void> => {
      await owner.query("select set_config('app.organization_id', $1, false)", [organization]);
    };
    const post = postingStatement({ lines: 2, entries: CALL });
    await enter(id);
    await setUpBooks(owner);
    const began = performance.now();
    await owner.query('begin');
    for (let done = 0; done < entries; done += CALL) await owner.query(post);
    await owner.query('commit');
    const fresh = performance.now() - began;
    await enter(organizationId);
    const again = performance.now();
    for (let done = 0; done < entries; done += CALL) await owner.query(post);
    return { fresh, settled: performance.now() - again };
  } finally {
    await owner.end();
  }
}

const result = await measure(JSON.parse(process.env['FRESH'] ?? '{}') as FreshInput);
process.send?.({ result });
