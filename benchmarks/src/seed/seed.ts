import type { Client } from 'pg';
import { withBareTables } from './bulk.js';
import { seedFunctions, seedFunctionsDown } from './ids.js';
import { custodyFaults, inventoryStatements } from './inventory.js';
import { peopleStatements } from './people.js';

/** One organization to fill. */
export interface SeedOrganization {
  id: string;
  /** Place in the seed, from 1; ids follow from it. */
  number: number;
  employees: number;
}

const ASSETS_PER_EMPLOYEE = 4;

/**
 * Fills empty tables, each organization with sets in one transaction: people, jobs, assets and
 * custody. All constraints are checked at the end; what the triggers of custody would have found is
 * counted instead.
 * @throws Error when a row breaks a rule.
 */
export async function seedAll(
  owner: Client,
  organizations: readonly SeedOrganization[],
): Promise<void> {
  await owner.query(seedFunctions);
  await withBareTables(owner, async () => {
    for (const organization of organizations) {
      await owner.query('begin');
      await owner.query("select set_config('app.organization_id', $1, true)", [organization.id]);
      await seedOne(owner, organization);
      await owner.query('commit');
    }
    await demandCustody(owner);
  });
  await owner.query(seedFunctionsDown);
}

async function seedOne(owner: Client, { number, employees }: SeedOrganization): Promise<void> {
  for (const text of peopleStatements) await owner.query(text, [number, employees]);
  const assets = employees * ASSETS_PER_EMPLOYEE;
  for (const text of inventoryStatements) {
    await owner.query(text, text.includes('$3') ? [number, assets, employees] : [number, assets]);
  }
}

async function demandCustody(owner: Client): Promise<void> {
  await owner.query('analyze assets.asset, assets.custody_period');
  const { rows } = await owner.query<{ faults: number }>(custodyFaults);
  if (rows[0]?.faults !== 0) throw new Error(`${rows[0]?.faults} assets without their custody.`);
}

/** The platform does not start over a policy that gives no reason. */
const PEERS = 'bureau:own-policy The peers of the benchmark name the organization by themselves';

/**
 * Lets the peers read all rows as `bureau_reader`: they have no tenancy of their own and name the
 * organization in each statement. Only in the benchmark's database.
 */
export async function letPeersRead(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('core', 'hr', 'assets') and c.relrowsecurity
       and has_table_privilege('bureau_reader', c.oid, 'select')`,
  );
  for (const { name } of rows) {
    await owner.query(`create policy peers on ${name} for select to bureau_reader using (true)`);
    await owner.query(`comment on policy peers on ${name} is '${PEERS}'`);
  }
}
