import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compose } from '@bureau/core';
import { buildSchema, extendSchema, parse, printSchema } from 'graphql';
import { kitPlugin } from '../test/kit-plugin.js';
import { contractReports, expectContract } from './contract.js';
import { pluginSchema } from './plugin-schema.js';

const composition = compose({ plugins: [{ plugin: kitPlugin }] });
const reports = contractReports(composition, 'kit');

test('the schema report holds what the plugin owns and nothing else', () => {
  const sdl = reports['schema.graphql'];
  expect(sdl).toContain('extend type Query {');
  expect(sdl).toContain('extend type Mutation {');
  const defined = [...sdl.matchAll(/^(?:type|input|enum|interface|scalar) (\w+)/gm)];
  expect(defined.map(([, name]) => name)).toEqual([
    'KitBox',
    'KitBoxBy',
    'KitBoxConnection',
    'KitBoxCreateInput',
    'KitBoxCreatePayload',
    'KitBoxEdge',
    'KitBoxFilter',
    'KitBoxOrder',
    'KitBoxOrderField',
    'KitColor',
    'KitColorFilter',
  ]);
});

test('the reports of all plugins together are the whole graph', () => {
  const parts = composition.plugins.map(({ definition }) =>
    pluginSchema(composition, definition.id),
  );
  const base = buildSchema(
    'type Query { _: Int } type Mutation { _: Int } type Subscription { _: Int }',
  );
  const whole = extendSchema(base, parse(parts.join('\n')), { assumeValidSDL: true });
  const namesOf = (schema: typeof whole) =>
    Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__'));
  expect(namesOf(whole).sort()).toEqual(namesOf(composition.schema).sort());
  for (const root of ['getQueryType', 'getMutationType', 'getSubscriptionType'] as const) {
    const fields = Object.keys(whole[root]()?.getFields() ?? {}).filter((name) => name !== '_');
    const expected = Object.keys(composition.schema[root]()?.getFields() ?? {});
    expect(fields.sort()).toEqual(expected.sort());
  }
  expect(printSchema(whole)).toContain('kitBoxCreate');
});

test('events are reported with the JSON schema of their payload', () => {
  expect(JSON.parse(reports['events.json'])).toEqual([
    expect.objectContaining({
      name: 'kit.box.created',
      version: 1,
      payload: expect.objectContaining({
        type: 'object',
        required: ['boxId', 'label'],
        properties: { boxId: { type: 'string' }, label: { type: 'string' } },
      }),
    }),
  ]);
});

test('the access report names permissions, roles and fields of the plugin', () => {
  expect(reports['access.md']).toContain('| kit.note.read | Read notes of boxes. |');
  expect(reports['access.md']).toContain('| KitBox.note | kit.note.read |');
  expect(reports['access.md']).not.toContain('core.site.write');
});

test('committed reports are compared, and written on demand', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bureau-contract-'));
  expect(() => expectContract(folder, reports)).toThrow(
    /schema\.graphql is missing[^]*UPDATE_CONTRACTS=1/,
  );
  process.env['UPDATE_CONTRACTS'] = '1';
  expectContract(folder, reports);
  delete process.env['UPDATE_CONTRACTS'];
  expectContract(folder, reports);
  const file = path.join(folder, 'events.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('kit.box.created', 'kit.box.made'));
  expect(() => expectContract(folder, reports)).toThrow(
    /events\.json, line 3:\n +committed: .*made.*\n +now: .*created/,
  );
  rmSync(folder, { recursive: true });
});
