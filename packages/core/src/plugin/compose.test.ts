import { defineEntity, p } from '@mikro-orm/core';
import { permissionsOf, type RuleTree } from '../authz/permissions.js';
import { expose, many } from '../model/expose.js';
import { Query, Resolver } from '../model/graphql.js';
import { record } from '../model/record.js';
import { compose } from './compose.js';
import { definePlugin, type PluginDefinition } from './definition.js';

/** Boot errors as a partner reads them: the whole text is compared (see __snapshots__). */

function recordType(name: string, plugin: string, prefix: string) {
  const schema = defineEntity({
    name,
    schema: plugin,
    tableName: name.toLowerCase(),
    comment: `A ${name}.`,
    properties: { ...record(), label: p.string().length(40).comment('Label') },
  });
  const entity = { [name]: class extends schema.class {} }[name] as typeof schema.class;
  schema.setClass(entity);
  return expose(entity, { prefix, order: ['label'] });
}

function plugin(id: string, more: Partial<PluginDefinition> = {}): PluginDefinition {
  return definePlugin({
    id,
    version: '1.2.0',
    api: '^1.0',
    description: `Test plugin ${id}.`,
    ...more,
  });
}

function queries(name: string) {
  class Queries {
    [name](): string {
      return 'x';
    }
  }
  const prototype = Queries.prototype as object;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  Query(() => String, { description: 'A text.' })(prototype, name, descriptor as never);
  Resolver()(Queries);
  return Queries;
}

const readable = (id: string, field: string): Partial<PluginDefinition> => ({
  resolvers: [queries(field)],
  permissions: permissionsOf(id, { 'thing.read': 'See things' }),
  rules: { Query: { [field]: `${id}.thing.read` } },
});

function bootError(...plugins: PluginDefinition[]): string {
  try {
    compose({ plugins: plugins.map((one) => ({ plugin: one })) });
  } catch (error) {
    return (error as Error).message;
  }
  return 'started';
}

test('plugins that fit together start', () => {
  expect(bootError(plugin('alpha', readable('alpha', 'alphaText')))).toBe('started');
});

test('two plugins with one root field', () => {
  const alpha = plugin('alpha', readable('alpha', 'alphaText'));
  const beta = plugin('beta', readable('beta', 'alphaText'));
  expect(bootError(alpha, beta)).toMatchSnapshot();
});

test('a plugin that needs an absent one', () => {
  const alpha = plugin('alpha', { requires: { payroll: '^2.0' } });
  expect(bootError(alpha)).toMatchSnapshot();
});

test('a ring of requirements', () => {
  const alpha = plugin('alpha', { requires: { beta: '^1.0' } });
  const beta = plugin('beta', { requires: { gamma: '^1.0' } });
  const gamma = plugin('gamma', { requires: { alpha: '^1.0' } });
  expect(bootError(alpha, beta, gamma)).toMatchSnapshot();
});

test('a range of another plugin API', () => {
  expect(bootError(plugin('alpha', { api: '^2.0' }))).toMatchSnapshot();
});

test('a version of the required plugin that does not fit', () => {
  const alpha = plugin('alpha', { requires: { beta: '^2.0' } });
  expect(bootError(alpha, plugin('beta'))).toMatchSnapshot();
});

test('row 33: a root field without a rule', () => {
  const alpha = plugin('alpha', { resolvers: [queries('alphaText')] });
  expect(bootError(alpha)).toMatchSnapshot();
});

test('a record type without a rule, and a rule without a field', () => {
  const type = recordType('AlphaThing', 'alpha', 'alth');
  const rules: RuleTree = { AlphaOther: { '*': 'alpha.thing.read' } };
  const permissions = permissionsOf('alpha', { 'thing.read': 'See things' });
  const alpha = plugin('alpha', { types: [type], entities: [type.entity], rules, permissions });
  expect(bootError(alpha)).toMatchSnapshot();
});

test('a rule that names a permission that nobody declares', () => {
  const alpha = plugin('alpha', { ...readable('alpha', 'alphaText'), permissions: {} });
  expect(bootError(alpha)).toMatchSnapshot();
});

test('two types with one id prefix', () => {
  const one = recordType('AlphaThing', 'alpha', 'thing');
  const two = recordType('BetaThing', 'beta', 'thing');
  const of = (id: string, type: typeof one) =>
    plugin(id, {
      types: [type],
      entities: [type.entity],
      permissions: permissionsOf(id, { 'thing.read': 'See things' }),
      rules: { [type.name]: { '*': `${id}.thing.read` } },
    });
  expect(bootError(of('alpha', one), of('beta', two))).toMatchSnapshot();
});

test('a field on a type of a plugin that is not named', () => {
  const owned = recordType('BetaThing', 'beta', 'beth');
  const added = recordType('AlphaThing', 'alpha', 'alth');
  const beta = plugin('beta', {
    types: [owned],
    entities: [owned.entity],
    permissions: permissionsOf('beta', { 'thing.read': 'See things' }),
    rules: { BetaThing: { '*': 'beta.thing.read' } },
  });
  const alpha = plugin('alpha', {
    types: [added],
    entities: [added.entity],
    permissions: permissionsOf('alpha', { 'thing.read': 'See things' }),
    rules: { AlphaThing: { '*': 'alpha.thing.read' }, BetaThing: { things: 'alpha.thing.read' } },
    extensions: [{ type: owned, relations: { things: many(() => added, 'label', 'Things.') } }],
  });
  expect(bootError(alpha, beta)).toMatchSnapshot();
});

test('faults of several plugins come in one list', () => {
  const alpha = plugin('alpha', { requires: { nope: '^1.0' } });
  const beta = plugin('beta', { api: '^9.0' });
  expect(bootError(alpha, beta).split('\n')[0]).toBe(
    'Bureau cannot start: 2 faults in its plugins.',
  );
});
