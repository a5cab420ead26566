import type { Ctx } from '../src/context/ctx.js';
import { defineEntity, p } from '@mikro-orm/core';
import { defineEvent } from '../src/events/event.js';
import { subscriber } from '../src/events/subscriber.js';
import { defineJob } from '../src/jobs/job-definition.js';
import { defineImport, type ImportRow } from '../src/imports/import-type.js';
import { choice, enumOf } from '../src/model/enums.js';
import { expose, type Exposed } from '../src/model/expose.js';
import { uuidv7 } from '../src/model/ids.js';
import { record } from '../src/model/record.js';
import { definePlugin, type Migration } from '../src/plugin/definition.js';
import { permissionsOf } from '../src/authz/permissions.js';
import { errorsOf } from '../src/write/errors.js';
import { z } from 'zod';

/** Crates that may stand on other crates: the smallest plugin with an import. */

const CrateState = enumOf('DepotCrateState', 'State of a crate.', { OPEN: 'Open.', SHUT: 'Shut.' });

const CrateSchema = defineEntity({
  name: 'DepotCrate',
  schema: 'depot',
  tableName: 'crate',
  comment: 'A crate.',
  properties: {
    ...record(),
    tag: p.string().length(40).unique().comment('Tag'),
    serial: p.string().length(40).nullable().unique().comment('Serial number of the maker'),
    weight: p.decimal().precision(10).scale(2).nullable().comment('Kilograms'),
    packedOn: p.date().comment('Day of packing'),
    state: choice(CrateState).default('OPEN').comment('State'),
    under: () => p.manyToOne(DepotCrate).nullable().comment('The crate beneath'),
  },
});
export class DepotCrate extends CrateSchema.class {}
CrateSchema.setClass(DepotCrate);

const DepotCrateType: Exposed = expose(DepotCrate, {
  prefix: 'dcr',
  filter: ['tag'],
  order: ['tag'],
  by: ['tag'],
});

const errors = errorsOf('depot', {
  TOO_HEAVY: 'A crate weighs at most 1000 kg.',
  UNDER_UNKNOWN: 'There is no crate {tag}.',
});

export const cratePacked = defineEvent({
  name: 'depot.crate.packed',
  version: 1,
  description: 'A crate was packed.',
  payload: z.object({ tag: z.string() }),
});

const migration: Migration = {
  name: '0001-init',
  up: `
create table depot.crate (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid)
    references core.organization (id),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  tag varchar(40) not null,
  serial varchar(40),
  weight numeric(10,2),
  packed_on date not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'SHUT')),
  under_id uuid,
  primary key (organization_id, id),
  constraint crate_tag_key unique (organization_id, tag),
  constraint crate_serial_key unique (organization_id, serial),
  foreign key (organization_id, under_id) references depot.crate (organization_id, id)
);
create index crate_under_idx on depot.crate (organization_id, under_id);
alter table depot.crate enable row level security;
alter table depot.crate force row level security;
create policy organization on depot.crate for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check
    (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on depot.crate to bureau_app;
`,
  down: 'drop table depot.crate;',
};

/** What tests change: runs before each batch is looked up. */
export const hooks: {
  beforeBatch?: (rows: readonly ImportRow[]) => Promise<void>;
  /** Runs in each step of a stacking, and for each crate that was packed. */
  inStep?: (ctx: Ctx, at: number) => Promise<void> | void;
  onPacked?: (ctx: Ctx, tag: string) => Promise<void> | void;
} = {};

const crateImport = defineImport<Map<string, DepotCrate>>({
  kind: 'depotCrate',
  makes: 'DepotCrate',
  plugin: 'depot',
  description: 'Crates, one row for each.',
  permission: 'depot.crate.import',
  columns: [
    { name: 'tag', description: 'Tag', kind: 'text', required: true, maxLength: 40 },
    { name: 'serial', description: 'Serial number', kind: 'text', maxLength: 40 },
    { name: 'weight', description: 'Kilograms', kind: 'decimal' },
    { name: 'packed_on', description: 'Day of packing', kind: 'date', required: true },
    { name: 'state', description: 'State', kind: 'enum', values: ['OPEN', 'SHUT'] },
    { name: 'under_tag', description: 'The crate beneath', kind: 'text', maxLength: 40 },
  ],
  key: ['tag'],
  after: { column: 'under_tag', of: 'tag' },
  export: {
    list: 'depotCrates',
    paths: {
      tag: 'tag',
      serial: 'serial',
      weight: 'weight',
      packed_on: 'packedOn',
      state: 'state',
      under_tag: 'under.tag',
    },
  },
  async prepare(ctx, rows) {
    await hooks.beforeBatch?.(rows);
    const tags = rows.map((row) => row['under_tag']).filter((tag) => tag !== undefined);
    const found = await ctx.em.find(DepotCrate, { tag: { $in: tags.map(String) } });
    return new Map(found.map((crate) => [crate.tag, crate]));
  },
  apply: pack,
  upsert: {
    permission: 'depot.crate.import',
    find: async (ctx, rows) => {
      const found = await ctx.em.find(DepotCrate, { tag: { $in: rows.map((row) => row['tag']) } });
      return new Map(found.map((record) => [record.tag, { record }]));
    },
    change: (_ctx, { record }, { row, prepared }) => {
      const { serial, weight, under_tag: under } = row;
      if (Number(weight ?? 0) > 1000) throw errors.TOO_HEAVY({}, ['input', 'weight']);
      if (serial !== undefined) record.serial = String(serial);
      if (weight !== undefined) record.weight = String(weight);
      if (row['state'] !== undefined) record.state = row['state'] === 'SHUT' ? 'SHUT' : 'OPEN';
      if (under !== undefined) record.under = prepared.get(String(under)) ?? null;
    },
  },
});

function pack(ctx: Ctx, row: ImportRow, crates: Map<string, DepotCrate>): DepotCrate {
  const { tag, serial, weight, under_tag: underTag } = row;
  if (Number(weight ?? 0) > 1000) throw errors.TOO_HEAVY({}, ['input', 'weight']);
  const under = underTag === undefined ? null : crates.get(String(underTag));
  if (under === undefined) throw errors.UNDER_UNKNOWN({ tag: String(underTag) }, ['underTag']);
  const crate = ctx.em.create(DepotCrate, {
    id: uuidv7(),
    tag: String(tag),
    serial: serial === undefined ? null : String(serial),
    weight: weight === undefined ? null : String(weight),
    packedOn: String(row['packed_on']),
    state: row['state'] === 'SHUT' ? 'SHUT' : 'OPEN',
    under,
  });
  ctx.emit(cratePacked, { tag: String(tag) });
  return crate;
}

/** Makes crates, one in each step. */
export const stacking = defineJob({
  kind: 'depot.stacking',
  description: 'Stacks crates.',
  input: z.object({ tags: z.array(z.string()).default([]) }),
  permission: 'depot.crate.import',
  schedule: { cron: '0 6 * * *' },
  retries: 2,
  async run(work) {
    const { tags } = work.input;
    work.report({ total: tags.length });
    for (let at = Number(work.cursor ?? 0); at < tags.length; at += 1) {
      await work.step(async (ctx) => {
        ctx.em.create(DepotCrate, { tag: tags[at] ?? '', packedOn: ctx.today });
        await hooks.inStep?.(ctx, at);
        return { cursor: at + 1, done: at + 1 };
      });
    }
    await work.finish(async (ctx) => hooks.inStep?.(ctx, tags.length));
  },
});

const labelling = subscriber(cratePacked, {
  name: 'depot.labelling',
  retries: 2,
  concerns: ({ tag }) => !tag.startsWith('OLD'),
  run: async (ctx, event) => hooks.onPacked?.(ctx, event.payload.tag),
});

export const depotPlugin = definePlugin({
  id: 'depot',
  version: '0.1.0',
  api: '^1.0',
  description: 'Crates.',
  entities: [DepotCrate],
  types: [DepotCrateType],
  migrations: [migration],
  permissions: permissionsOf('depot', {
    'crate.read': 'Read crates.',
    'crate.import': 'Import crates.',
  }),
  rules: { DepotCrate: { '*': 'depot.crate.read' } },
  roles: [
    {
      key: 'packer',
      name: 'Packer',
      description: 'Imports crates.',
      permissions: [
        'depot.crate.read',
        'depot.crate.import',
        'core.export.run',
        { permission: 'core.file.read', when: ['own'] },
        { permission: 'core.user.read', when: ['own'] },
        { permission: 'core.upload.write', when: ['own'] },
        { permission: 'core.job.read', when: ['own'] },
        { permission: 'core.job.write', when: ['own'] },
      ],
    },
  ],
  errors: errors.table,
  events: [cratePacked],
  imports: [crateImport],
  jobs: [stacking],
  on: [labelling],
});
