import { defineEntity, p } from '@mikro-orm/core';
import { effective, record } from '../model/record.js';
import { LegalEntity } from '../schema/legal-entity.entity.js';
import { OrgUnit } from '../schema/org-unit.entity.js';
import { User } from '../schema/user.entity.js';

/** What was known of a unit and its place; written by the database alone. */
export const OrgUnitVersionSchema = defineEntity({
  name: 'OrgUnitVersion',
  schema: 'core',
  tableName: 'org_unit_version',
  comment: 'What was known of a unit and its place from one instant until another.',
  properties: {
    ...record(),
    unit: () => p.manyToOne(OrgUnit).comment('The unit'),
    ...effective(),
    name: p.string().length(200).comment('Name of the unit'),
    parent: () => p.manyToOne(OrgUnit).nullable().comment('Unit that it belongs to; null: top'),
    legalEntity: () =>
      p.manyToOne(LegalEntity).nullable().comment('Company to which its people and costs belong'),
    knownFrom: p.datetime(6).comment('Since when this was known'),
    knownTo: p
      .datetime(6)
      .nullable()
      .comment('From when on something else was known; null: this still stands'),
    recordedBy: () =>
      p
        .manyToOne(User)
        .nullable()
        .comment('User who wrote it; null: the platform, or before versions were kept'),
    supersededBy: () =>
      p
        .manyToOne(User)
        .nullable()
        .comment('User who wrote something else; null: the platform, or nobody yet'),
  },
});

export class OrgUnitVersion extends OrgUnitVersionSchema.class {}
OrgUnitVersionSchema.setClass(OrgUnitVersion);
