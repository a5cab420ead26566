import { encodeId, uuidv7 } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import {
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLField,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { fillRawRows } from '../test/raw-rows.js';
import { accountingPlugin } from './plugin.js';

/**
 * I27, generated from the schema: every argument of every mutation of this plugin that takes an id
 * gets ids of another organization, one argument after the other, and once more ids that nobody
 * has. The answers must be the same, and the other organization must not change by a byte.
 */

let app: TestApp;
let stranger: TestApp;
beforeAll(async () => {
  app = await createTestApp({ plugins: [accountingPlugin] });
  stranger = await app.otherOrganization();
  await fillRawRows(app);
  await fillRawRows(stranger);
}, 60_000);
afterAll(() => app?.close());

/** A place in the arguments of a mutation that takes an id. */
interface IdPlace {
  path: string;
  /** Record types that the name of the place may mean. */
  types: string[];
}

type Field = GraphQLField<unknown, unknown>;

function mutationsOf(): Field[] {
  const own = new Set(
    accountingPlugin.resolvers?.length
      ? Object.keys(accountingPlugin.rules?.['Mutation'] ?? {})
      : [],
  );
  return Object.values(app.composition.schema.getMutationType()?.getFields() ?? {}).filter(
    ({ name }) => own.has(name),
  );
}

const SCALARS: Record<string, unknown> = {
  String: 'X1',
  Int: 1,
  Float: 1,
  Boolean: false,
  Date: '2026-02-01',
  DateTime: '2026-02-01T00:00:00Z',
  Decimal: '1.00',
  CurrencyCode: 'EUR',
  JSON: {},
};

/** A value for an input: everything that is needed, and every id; `idAt` gives the ids. */
function valueOf(
  type: GraphQLInputType,
  at: { path: string; depth: number },
  idAt: (path: string) => unknown,
): unknown {
  const plain = getNullableType(type);
  if (isListType(plain)) return [valueOf(plain.ofType, at, idAt)];
  if (isEnumType(plain)) return plain.getValues()[0]?.name;
  if (!isInputObjectType(plain)) {
    const { name } = getNamedType(plain);
    return name === 'ID' ? idAt(at.path) : (SCALARS[name] ?? '1');
  }
  const entries = Object.values(plain.getFields())
    .filter((field) => isNonNullType(field.type) || leadsToId(field.type, at.depth))
    .map((field) => {
      const inner = { path: `${at.path}.${field.name}`, depth: at.depth + 1 };
      return [field.name, valueOf(field.type, inner, idAt)];
    });
  return Object.fromEntries(entries);
}

function leadsToId(type: GraphQLInputType, depth: number): boolean {
  const named = getNamedType(type);
  if (named.name === 'ID') return true;
  if (!isInputObjectType(named) || depth > 2) return false;
  return Object.values(named.getFields()).some((field) => leadsToId(field.type, depth + 1));
}

const places = new Map<string, IdPlace[]>();

function placesOf(field: Field): IdPlace[] {
  const found = places.get(field.name) ?? findPlaces(field);
  places.set(field.name, found);
  return found;
}

function findPlaces({ name, args }: Field): IdPlace[] {
  const paths: string[] = [];
  for (const arg of args) {
    valueOf(arg.type, { path: arg.name, depth: 0 }, (path) => {
      if (!paths.includes(path)) paths.push(path);
      return 'x';
    });
  }
  return paths.map((path) => ({ path, types: typesOf(path, name) }));
}

/** `input.partyId` means Party; `input.id` what the mutation is named after. */
function typesOf(path: string, mutation: string): string[] {
  const last = (path.split('.').at(-1) ?? '').replace(/Ids?$/, '').toLowerCase();
  const all = [...app.composition.records.keys()].filter((type) => uuids.has(type));
  const named = all.filter((type) => last !== 'id' && last && type.toLowerCase().endsWith(last));
  const own = all
    .filter((type) => mutation.toLowerCase().startsWith(type.toLowerCase()))
    .sort((one, other) => other.length - one.length)
    .slice(0, 1);
  return [...new Set([...named, ...own])].slice(0, 2);
}

/** Record type -> a row of it in either organization. */
const uuids = new Map<string, { own: string; foreign: string }>();

async function findRows(): Promise<void> {
  for (const record of app.composition.records.values()) {
    const text = `select id from ${record.table} where organization_id = $1 order by id limit 1`;
    const [[own], [foreign]] = await Promise.all([
      stranger.sql<{ id: string }>(text, [stranger.organizationId]),
      app.sql<{ id: string }>(text, [app.organizationId]),
    ]);
    if (own && foreign) uuids.set(record.name, { own: own.id, foreign: foreign.id });
  }
}

type Whose = 'own' | 'foreign' | 'nobody';
const NOBODY = uuidv7();

function idOf(type: string | undefined, whose: Whose): string {
  const row = type === undefined ? undefined : uuids.get(type);
  if (type === undefined || !row) return `x_${NOBODY}`;
  return stranger.id(type, whose === 'nobody' ? NOBODY : row[whose]);
}

let keys = 0;

/** So many answers show that ids are looked at; own ones do the whole work, so that they cost. */
const ENOUGH = 60;

/** Whose id stands at a place, of which type. */
interface Ask {
  path: string;
  whose: Whose;
  type: string;
}

/** The answer of a mutation with one place of somebody's, without the ids that were sent. */
async function answer(field: Field, { path, whose, type: asked }: Ask) {
  const values: Record<string, unknown> = {};
  const sent: string[] = [];
  for (const arg of field.args) {
    values[arg.name] = valueOf(arg.type, { path: arg.name, depth: 0 }, (at) => {
      if (at === path) {
        const id = idOf(asked, whose);
        sent.push(id);
        return id;
      }
      return idOf(placesOf(field).find((place) => place.path === at)?.types[0], 'own');
    });
  }
  const variables = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const args = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  keys += 1;
  const document = `mutation (${variables}) { ${field.name}(${args}) @idempotent(key: "k${keys}") {
    userErrors { code message path ... on BusinessError { data } } } }`;
  const isTrial = { dryRun: whose === 'own' };
  const { data, errors } = await stranger.owner.query(document, values, isTrial);
  const all = JSON.stringify({
    data,
    errors: errors.map(({ message, extensions }) => {
      return [message, extensions?.['code'], extensions?.['argumentPath']];
    }),
  });
  return sent.reduce((text, id) => {
    return text.replaceAll(id, 'ID').replaceAll(app.uuid(id), 'ID');
  }, all);
}

/** Everything that an organization has in this plugin and in core's parties, to the byte. */
async function everything(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const tables = await app.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.columns
      where table_schema = 'accounting' and column_name = 'organization_id' order by 1`,
  );
  for (const { name } of [...tables, { name: 'core.party' }]) {
    const [row] = await app.sql<{ digest: string | null }>(
      `select md5(string_agg(t::text, '|' order by t::text)) as digest from ${name} t
        where organization_id = $1`,
      [app.organizationId],
    );
    found[name] = row?.digest ?? '';
  }
  return found;
}

test('I27 ids of another organization are absent in each argument of each mutation', async () => {
  await findRows();
  const before = await everything();
  const differing: string[] = [];
  let asked = 0;
  let decisive = 0;
  for (const field of mutationsOf()) {
    for (const { path, types } of placesOf(field)) {
      for (const [at, type] of types.entries()) {
        const nobody = await answer(field, { path, whose: 'nobody', type });
        const foreign = await answer(field, { path, whose: 'foreign', type });
        if (foreign !== nobody) differing.push(`${field.name} ${path} ${type}: ${foreign}`);
        asked += 1;
        // An own id that is answered otherwise than one of nobody was looked at.
        const isAsked = at === 0 && decisive <= ENOUGH;
        const own = isAsked ? await answer(field, { path, whose: 'own', type }) : nobody;
        if (own !== nobody) decisive += 1;
      }
    }
  }
  expect(differing).toEqual([]);
  expect(await everything()).toEqual(before);
  expect(asked).toBeGreaterThan(150);
  expect(decisive).toBeGreaterThan(ENOUGH);
}, 240_000);

test('the prefix of an id is that of its type', () => {
  expect(encodeId('acc', NOBODY)).toBe(stranger.id('LedgerAccount', NOBODY));
});
