import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';
import { Asset } from '../asset.entity.js';

export const ConfigurationKind = enumOf('ConfigurationKind', 'What a configuration item is.', {
  SERVICE: 'Something that people use, such as mail.',
  APPLICATION: 'A program that runs somewhere.',
  DATABASE: 'Data that programs use.',
  SERVER: 'A computer, real or virtual, that others use.',
  NETWORK: 'What connects the others.',
  DEVICE: 'Anything else.',
});
export type ConfigurationKind = EnumValue<typeof ConfigurationKind>;

/** Something that has to work, so that other things do. */
export const ConfigurationItemSchema = defineEntity({
  name: 'ConfigurationItem',
  schema: 'assets',
  tableName: 'configuration_item',
  comment: 'Something that has to work, so that other things do.',
  checks: [
    { name: 'configuration_item_code_filled_check', expression: "btrim(code) <> ''" },
    { name: 'configuration_item_name_filled_check', expression: "btrim(name) <> ''" },
  ],
  properties: {
    ...record(),
    code: p.string().length(60).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('What it is called'),
    kind: choice(ConfigurationKind).comment('What it is'),
    asset: () => p.manyToOne(Asset).nullable().comment('The asset that it is, if any'),
  },
});

export class ConfigurationItem extends ConfigurationItemSchema.class {}
ConfigurationItemSchema.setClass(ConfigurationItem);

export const ConfigurationRelationKind = enumOf(
  'ConfigurationRelationKind',
  'How one item depends on another.',
  {
    RUNS_ON: 'It runs on the other one.',
    USES: 'It uses the other one.',
    CONNECTED_BY: 'It is connected by the other one.',
    POWERED_BY: 'It gets its power from the other one.',
  },
);
export type ConfigurationRelationKind = EnumValue<typeof ConfigurationRelationKind>;

/** One item does not work without another. Rings are allowed: two servers may need each other. */
export const ConfigurationRelationSchema = defineEntity({
  name: 'ConfigurationRelation',
  schema: 'assets',
  tableName: 'configuration_relation',
  comment: 'One item does not work without another.',
  uniques: [{ properties: ['dependent', 'dependency'] }],
  checks: [
    { name: 'configuration_relation_self_check', expression: 'dependent_id <> dependency_id' },
  ],
  properties: {
    ...record(),
    dependent: () => p.manyToOne(ConfigurationItem).comment('What does not work alone'),
    dependency: () => p.manyToOne(ConfigurationItem).comment('What it needs'),
    kind: choice(ConfigurationRelationKind).comment('How it depends on it'),
  },
});

export class ConfigurationRelation extends ConfigurationRelationSchema.class {}
ConfigurationRelationSchema.setClass(ConfigurationRelation);
