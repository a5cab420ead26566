import { defineEntity, p } from '@mikro-orm/core';
import { record } from '../model/record.js';
import { errors } from './errors.js';
import { LegalEntity } from './legal-entity.entity.js';

/** A department or team; units form a tree. */
export const OrgUnitSchema = defineEntity({
  name: 'OrgUnit',
  schema: 'core',
  tableName: 'org_unit',
  comment: 'A department or team; units form a tree.',
  properties: {
    ...record({ attributes: true }),
    code: p.string().length(40).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('Name of the unit'),
    parent: () => p.manyToOne(OrgUnit).nullable().comment('Unit that it belongs to; null: top'),
    legalEntity: () =>
      p.manyToOne(LegalEntity).nullable().comment('Company to which its people and costs belong'),
  },
});

export class OrgUnit extends OrgUnitSchema.class {
  /**
   * Hangs the unit, with all below it, under another one; `null` makes it a top unit. A longer
   * ring is found by the database, which alone sees moves that happen at once.
   * @throws CORE_ORG_UNIT_RING when it would be its own parent.
   */
  moveTo(parent: OrgUnit | null): void {
    if (parent?.id === this.id) throw errors.ORG_UNIT_RING({}, ['input', 'parentId']);
    this.parent = parent;
  }
}
OrgUnitSchema.setClass(OrgUnit);
