// Runs in a fresh platform folder: hr, assets and the fleet from their tarballs, over HTTP.
import { deepStrictEqual as same, ok, strictEqual as equal } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { destroyEmbedded } from '@bureau/server/database';
import { buildSchema, isObjectType, isInputObjectType } from 'graphql';

import { clientOf, configure, start } from './server.mjs';

const CROSSING = `query {
  employees(first: 10, where: { fleetVehicles: { some: {} } }, orderBy: [{ field: NUMBER }]) {
    nodes {
      id number displayName
      assets { totalCount }
      fleetVehicles { nodes { id version plate state kilometres trips { totalCount } } }
    }
  }
}`;
const ALL = '{ fleetVehicles(orderBy: [{ field: PLATE }]) { nodes { id plate state version } } }';
const SELL = `mutation ($input: FleetVehicleSellInput!) {
  fleetVehicleSell(input: $input) {
    fleetVehicle { state version holder { id } }
    userErrors { code ... on VersionConflictError { currentVersion } }
  }
}`;
const PEOPLE = '{ employees { totalCount nodes { number assets { totalCount } } } }';

/** Every `Type.field` of a schema, and every type. */
function coordinates(sdl) {
  const types = Object.values(buildSchema(sdl).getTypeMap());
  return new Set(
    types.flatMap((type) => {
      const hasFields = isObjectType(type) || isInputObjectType(type);
      const fields = hasFields ? Object.keys(type.getFields()) : [];
      return [type.name, ...fields.map((field) => `${type.name}.${field}`)];
    }),
  );
}

/** Whether a coordinate belongs to the fleet by its name: `FleetTrip.id`, `Employee.fleetVehicles`. */
function isOfFleet(coordinate) {
  const [type, field = ''] = coordinate.split('.');
  return type.startsWith('Fleet') || field.startsWith('fleet');
}

async function withPlugin(client) {
  const { employees } = await client.data(CROSSING);
  equal(employees.nodes.length, 4, 'four employees of the demo company drive a vehicle');
  const [driver] = employees.nodes;
  const [vehicle] = driver.fleetVehicles.nodes;
  same([vehicle.state, vehicle.kilometres, vehicle.trips.totalCount], ['HANDED_OVER', 736, 3]);
  console.log(`ok employees { fleetVehicles assets } crosses three plugins: ${vehicle.plate}`);

  const input = { vehicleId: vehicle.id, expectedVersion: vehicle.version };
  const sold = (await client.data(SELL, { input })).fleetVehicleSell;
  const now = vehicle.version + 1;
  same(sold, { fleetVehicle: { state: 'SOLD', version: now, holder: null }, userErrors: [] });
  const late = (await client.data(SELL, { input })).fleetVehicleSell;
  equal(late.fleetVehicle, null);
  same(late.userErrors, [{ code: 'CORE_VERSION_CONFLICT', currentVersion: now }]);
  const again = { input: { vehicleId: vehicle.id } };
  const refused = (await client.data(SELL, again)).fleetVehicleSell;
  same(refused.userErrors, [{ code: 'FLEET_SOLD_ALREADY' }]);
  console.log('ok fleetVehicleSell sells once, and tells who comes too late');
  return {
    schema: await client.schema(),
    all: await client.data(ALL),
    people: await client.data(PEOPLE),
  };
}

async function withoutPlugin(client, before) {
  const { errors } = await client.query(CROSSING);
  ok(errors?.[0]?.message.includes('fleetVehicles'), 'the field is unknown now');
  same(await client.data(PEOPLE), before.people, 'people and devices are as before');
  const left = coordinates(await client.schema());
  const gone = [...coordinates(before.schema)].filter((coordinate) => !left.has(coordinate));
  ok(gone.includes('Employee.fleetVehicles'));
  ok(
    [...left].every((coordinate) => !isOfFleet(coordinate)),
    'nothing of the fleet is left',
  );
  same(
    gone.filter((coordinate) => !isOfFleet(coordinate)),
    [],
    'only the fleet is gone',
  );
  console.log(`ok without the line its ${gone.length} types and fields are gone, and nothing else`);
}

async function withPluginAgain(client, before) {
  same(await client.data(ALL), before.all, 'the vehicles are as they were');
  same(
    [...coordinates(await client.schema())].sort(),
    [...coordinates(before.schema)].sort(),
    'the schema is as it was',
  );
  console.log('ok with the line its data is found again');
}

/** `bureau` beside the running server. */
function bureau(...args) {
  const main = 'node_modules/@bureau/cli/dist/main.js';
  const env = { ...process.env, DATA_DIR: dataDir };
  const run = spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' });
  equal(run.status, 0, `bureau ${args.join(' ')}: ${run.stdout}${run.stderr}`);
  return run.stdout;
}

function commandLine() {
  const plugins = JSON.parse(bureau('plugins', 'list', '--json'));
  ok(JSON.stringify(plugins).includes('"fleet"'), 'bureau plugins list names the fleet');
  bureau('doctor');
  console.log('ok bureau doctor finds no fault in its tables');
}

const dataDir = `${process.cwd()}/data`;
const steps = [
  { plugins: ['hr', 'assets', 'fleet'], check: withPlugin, after: commandLine },
  { plugins: ['hr', 'assets'], check: withoutPlugin },
  { plugins: ['hr', 'assets', 'fleet'], check: withPluginAgain },
];

async function run() {
  let before;
  for (const { plugins, check, after } of steps) {
    configure(...plugins);
    const server = await start(dataDir);
    try {
      before = (await check(clientOf(server), before)) ?? before;
      after?.();
    } finally {
      await server.stop();
    }
  }
}

const interrupted = new Promise((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => reject(new Error(`interrupted by ${signal}`)));
  }
});
let failed = false;
try {
  await Promise.race([run(), interrupted]);
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  await destroyEmbedded({ dataDir });
}
// A server that was still starting goes with this process.
process.exit(failed ? 1 : 0);
