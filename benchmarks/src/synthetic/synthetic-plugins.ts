import {
  choice,
  defineEntity,
  definePlugin,
  enumOf,
  expose,
  many,
  p,
  permissionsOf,
  record,
  type Exposed,
  type Migration,
  type PluginDefinition,
} from '@bureau/core';

const PER_PLUGIN = 10;

/** Frozen SQL by plugin id; without it a plugin has no tables. */
export type SyntheticTables = Readonly<Record<string, string>>;

/**
 * Plugins of ten record types each, made in memory: texts, dates, numbers, an enum, a relation to
 * the type before, a list of the types after, filters, orders and a look-up. They have no
 * mutations.
 */
export function syntheticPlugins(entities: number, tables?: SyntheticTables): PluginDefinition[] {
  const count = Math.ceil(entities / PER_PLUGIN);
  return Array.from({ length: count }, (_, index) => {
    const id = `synthetic${index + 1}`;
    const size = Math.min(PER_PLUGIN, entities - index * PER_PLUGIN);
    return syntheticPlugin(id, index * PER_PLUGIN, { size, sql: tables?.[id] });
  });
}

function syntheticPlugin(
  id: string,
  first: number,
  { size, sql }: { size: number; sql: string | undefined },
): PluginDefinition {
  const types: Exposed[] = [];
  for (let index = 0; index < size; index++) {
    types.push(syntheticType(id, first + index + 1, types));
  }
  const read = `${id}.thing.read`;
  const migration: Migration[] = sql ? [{ name: '0001-init', up: sql, down: 'select 1;' }] : [];
  return definePlugin({
    id,
    version: '0.1.0',
    api: '^1.0',
    description: 'Made for the benchmark.',
    entities: types.map(({ entity }) => entity),
    types,
    migrations: migration,
    permissions: permissionsOf(id, { 'thing.read': 'Read the things of the benchmark.' }),
    rules: Object.fromEntries(types.map(({ name }) => [name, { '*': read }])),
  });
}

function syntheticType(id: string, number: number, before: readonly Exposed[]): Exposed {
  const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}Thing${number}`;
  const State = enumOf(`${name}State`, 'Where it is in its life.', {
    DRAFT: 'Not yet in force.',
    ACTIVE: 'In force.',
    ENDED: 'No longer in force.',
  });
  const parent = before.at(-1);
  const schema = defineEntity({
    name,
    schema: id,
    tableName: `thing_${number}`,
    comment: `Thing ${number} of the benchmark.`,
    properties: {
      ...record(),
      code: p.string().length(40).unique().comment('Short code'),
      name: p.string().length(200).comment('Name of it'),
      note: p.text().nullable().comment('Free text'),
      amount: p.decimal().precision(20).scale(4).nullable().comment('How much'),
      count: p.integer().default(0).comment('How many'),
      day: p.date().nullable().comment('The day'),
      state: choice(State).default('DRAFT').comment('Where it is'),
      ...(parent && {
        parent: () => p.manyToOne(parent.entity).nullable().comment('What it belongs to'),
      }),
    },
  });
  const entity = { [name]: class extends (schema.class as new () => object) {} }[name];
  if (!entity) throw new Error(`${name} has no class.`);
  schema.setClass(entity as never);
  const filter = ['code', 'name', 'amount', 'day', 'state', ...(parent ? ['parent'] : [])];
  const exposed = expose(entity, {
    prefix: `q${letters(number)}`,
    filter: filter as never,
    order: ['code', 'name', 'day'] as never,
    by: ['code'] as never,
    aggregate: ['amount'] as never,
  });
  if (parent) addChildren(parent, exposed);
  return exposed;
}

function addChildren(parent: Exposed, child: Exposed): void {
  const children = many(() => child, 'parent', 'What belongs to it.');
  Object.assign(parent.options, { relations: { ...parent.options.relations, children } });
}

/** 1 -> `aab`: three letters, for prefixes of ids. */
function letters(number: number): string {
  const letter = (value: number): string => String.fromCharCode(97 + (value % 26));
  return letter(Math.floor(number / 676)) + letter(Math.floor(number / 26)) + letter(number);
}
