import { compose, createOrganization, issueToken, migrate, type DefaultRole } from '@bureau/core';
import { loadConfig } from '@bureau/server';
import pg from 'pg';
import { letPeersRead, seedAll, type SeedOrganization } from './seed/seed.js';

/** What a run needs to know of its database. */
export interface Seeded {
  /** The organization of interest, uuid. */
  organizationId: string;
  employees: number;
  /** Keys: of a role with everything, the same in a small organization, and of one refused. */
  tokens: { benchmark: string; small: string; refused: string };
}

/** Passed to the process in PREPARE. */
export interface PrepareInput {
  ownerUrl: string;
  employees: number;
  otherEmployees: number;
}

const ORGANIZATIONS = 21;
const YEAR_MS = 365 * 86_400_000;

/** Migrates an empty database by the platform's own migrations, fills it, and makes the keys. */
async function prepare(input: PrepareInput): Promise<Seeded> {
  const { plugins, roles, permissions } = compose(await loadConfig(process.cwd()));
  await migrate(
    input.ownerUrl,
    plugins.map(({ definition }) => definition),
  );
  const owner = new pg.Client({ connectionString: input.ownerUrl });
  await owner.connect();
  const all = [...roles, ...benchmarkRoles([...permissions.keys()])];
  const organizations: SeedOrganization[] = [];
  for (let number = 1; number <= ORGANIZATIONS; number++) {
    const slug = slugOf(number);
    const name = `Organization ${number}`;
    const id = await createOrganization(owner as never, { slug, name, roles: all });
    organizations.push({ id, number, employees: employeesOf(number, input) });
  }
  await seedAll(owner, organizations);
  await letPeersRead(owner);
  await owner.query('vacuum (analyze)');
  const seeded = {
    organizationId: organizations[0]?.id ?? '',
    employees: input.employees,
    tokens: {
      benchmark: await keyOf(owner, 1, 'benchmark'),
      small: await keyOf(owner, 2, 'benchmark'),
      refused: await keyOf(owner, 1, 'bench-refused'),
    },
  };
  await owner.end();
  return seeded;
}

function slugOf(number: number): string {
  return `bench-${number}`;
}

/** The first is the one of interest, the second shows how cost grows with the table. */
function employeesOf(number: number, { employees, otherEmployees }: PrepareInput): number {
  if (number === 1) return employees;
  return number === 2 ? Math.ceil(employees / 10) : otherEmployees;
}

/** Every permission by its name, as a real role has them; and a role that may read places only. */
function benchmarkRoles(permissions: readonly string[]): DefaultRole[] {
  return [
    {
      key: 'benchmark',
      name: 'Benchmark',
      description: 'Reads and changes what the benchmark measures.',
      permissions: permissions.filter((name) => /^(core|hr|assets)\./.test(name)),
      limitClass: 'benchmark',
    },
    {
      key: 'bench-refused',
      name: 'Refused',
      description: 'Is refused what the benchmark asks for.',
      permissions: ['core.site.read'],
      limitClass: 'benchmark',
    },
  ];
}

async function keyOf(owner: pg.Client, number: number, roleKey: string): Promise<string> {
  const issued = await issueToken(owner as never, {
    organizationSlug: slugOf(number),
    roleKey,
    expires: new Date(Date.now() + YEAR_MS),
    name: 'Benchmark',
  });
  return issued.token;
}

const result = await prepare(JSON.parse(process.env['PREPARE'] ?? '{}') as PrepareInput);
process.send?.({ result });
