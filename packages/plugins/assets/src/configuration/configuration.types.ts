import { expose, type Exposed, Field, Int, many, ObjectType } from '@bureau/core';
import { ConfigurationItem, ConfigurationRelation } from './configuration.entities.js';

export const ConfigurationItemType: Exposed = expose(ConfigurationItem, {
  prefix: 'cfi',
  filter: ['code', 'name', 'kind', 'asset'],
  order: ['code', 'name', 'kind'],
  by: ['code'],
  relations: {
    dependencies: many(() => ConfigurationRelationType, 'dependent', 'What it needs itself.'),
    dependents: many(() => ConfigurationRelationType, 'dependency', 'What needs it itself.'),
  },
});

export const ConfigurationRelationType: Exposed = expose(ConfigurationRelation, {
  prefix: 'cfr',
  filter: ['dependent', 'dependency', 'kind'],
  order: ['createdAt'],
  root: false,
});

@ObjectType('ConfigurationImpact', { description: 'An item that is reached over relations.' })
export class ConfigurationImpact {
  @Field(() => ConfigurationItemType.object, { description: 'The item.' })
  item!: { id: string };
  @Field(() => Int, { description: 'Over how many relations, by the shortest way.' })
  depth!: number;
}
