import pg from 'pg';
import { ask, type Field } from './candidates.js';
import type { BenchDatabase } from './database.js';
import { P_WALK, WALK } from './items/documents.js';
import { graphql, type DeepPosition, type Material } from './items/work-item.js';

const TAGS = 64;
const PAGE = 1_000;

/** Looks up what the calls name: tags, and one deep position in the words of each candidate. */
export async function gatherMaterial(database: BenchDatabase, field: Field): Promise<Material> {
  const { seeded, urls } = database;
  const client = new pg.Client({ connectionString: urls.reader });
  await client.connect();
  try {
    const tags = await heldTags(client, seeded.organizationId);
    const deep = await deepPosition(client, field, seeded);
    const units = await upperUnits(client, seeded.organizationId);
    return { ...seeded, tags, units, deep };
  } finally {
    await client.end();
  }
}

async function heldTags(client: pg.Client, organizationId: string): Promise<string[]> {
  const { rows } = await client.query<{ tag: string }>(
    `select tag from assets.asset where organization_id = $1 and holder_id is not null
     order by md5(tag) limit ${TAGS}`,
    [organizationId],
  );
  return rows.map(({ tag }) => tag);
}

async function upperUnits(client: pg.Client, organizationId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select u.parent_id as id from core.org_unit u where u.organization_id = $1
       and not exists (select from core.org_unit c
         where c.organization_id = u.organization_id and c.parent_id = u.id)
     group by u.parent_id having count(*) = 6 order by u.parent_id limit 16`,
    [organizationId],
  );
  return rows.map(({ id }) => id);
}

async function deepPosition(
  client: pg.Client,
  field: Field,
  { organizationId, employees }: BenchDatabase['seeded'],
): Promise<DeepPosition> {
  const offset = Math.floor(employees * 0.85);
  const { rows } = await client.query<{ name: string; id: string }>(
    `select display_name as name, id from hr.employee
     where organization_id = $1 and status = 'ACTIVE'
     order by display_name, id offset $2 limit 1`,
    [organizationId, offset],
  );
  const [row] = rows;
  if (!row) throw new Error('The organization of interest has too few employees.');
  const cursor = await walk(field, offset + 1);
  const call = graphql(P_WALK, { o: organizationId, offset });
  const walked = await ask(field.postgraphile, call);
  const page = walked.data as { allHrEmployees: { pageInfo: { endCursor: string } } };
  const postgraphileCursor = page.allHrEmployees.pageInfo.endCursor;
  return { offset, ...row, cursor, postgraphileCursor };
}

/** Bureau has no offset: the position is reached page by page. */
async function walk(field: Field, records: number): Promise<string> {
  let cursor: string | null = null;
  for (let rest = records; rest > 0; rest -= PAGE) {
    const call = graphql(WALK, { first: Math.min(PAGE, rest), after: cursor });
    const answer = await ask(field.bureau, call);
    const page = answer.data as { employees: { pageInfo: { endCursor: string } } };
    cursor = page.employees.pageInfo.endCursor;
  }
  return cursor ?? '';
}
