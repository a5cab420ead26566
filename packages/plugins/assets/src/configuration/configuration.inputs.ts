import { ID, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { ConfigurationItem, ConfigurationRelation } from './configuration.entities.js';
import { ConfigurationItemType, ConfigurationRelationType } from './configuration.types.js';

const FACTS = ['code', 'name', 'kind', 'asset'] as const;

@InputType({ description: 'A new configuration item.' })
export class ConfigurationItemCreateInput extends inputOf(ConfigurationItem, FACTS) {}

@InputType({ description: 'Changes of a configuration item; what is left out stays.' })
export class ConfigurationItemUpdateInput extends patchOf(ConfigurationItem, FACTS, {
  id: 'id',
}) {}

@InputType({ description: 'A configuration item that is there no more.' })
export class ConfigurationItemDeleteInput extends inputOf(ConfigurationItem, [], { id: 'id' }) {}

@InputType({ description: 'What does not work without what.' })
export class ConfigurationRelationCreateInput extends inputOf(ConfigurationRelation, [
  'dependent',
  'dependency',
  'kind',
]) {}

@InputType({ description: 'A relation that holds no more.' })
export class ConfigurationRelationDeleteInput extends inputOf(ConfigurationRelation, [], {
  id: 'id',
}) {}

const itemPayload = (name: string) => payloadOf(name, { configurationItem: ConfigurationItemType });
const deleted = { deletedId: { type: () => ID, description: 'What was taken out.' } };

export const ConfigurationItemCreatePayload = itemPayload('ConfigurationItemCreatePayload');
export const ConfigurationItemUpdatePayload = itemPayload('ConfigurationItemUpdatePayload');
export const ConfigurationItemDeletePayload = payloadOf(
  'ConfigurationItemDeletePayload',
  {},
  deleted,
);
export const ConfigurationRelationCreatePayload = payloadOf('ConfigurationRelationCreatePayload', {
  configurationRelation: ConfigurationRelationType,
});
export const ConfigurationRelationDeletePayload = payloadOf(
  'ConfigurationRelationDeletePayload',
  {},
  deleted,
);
