import { DateScalar, Field, ID, InputType, Int } from '../model/graphql.js';
import { expose, many, type Exposed } from '../model/expose.js';
import { inputOf, patchOf, payloadOf } from '../model/inputs.js';
import { OrgUnitVersionType } from '../units/org-unit-version.types.js';
import { LegalEntity } from './legal-entity.entity.js';
import { OrgUnit } from './org-unit.entity.js';
import { Organization } from './organization.entity.js';
import { Site } from './site.entity.js';

/** The organization is read through `viewer`: there is one for each caller. */
export const OrganizationType = expose(Organization, { prefix: 'org', root: false });

export const LegalEntityType = expose(LegalEntity, {
  prefix: 'len',
  filter: ['code', 'name', 'country', 'calendar'],
  order: ['code', 'name'],
  by: ['code'],
  search: ['name', 'code'],
  root: { one: 'legalEntity', many: 'legalEntities' },
  relations: { orgUnits: many(() => OrgUnitType, 'legalEntity', 'Units that belong to it.') },
});

export const OrgUnitType: Exposed = expose(OrgUnit, {
  prefix: 'unt',
  filter: ['code', 'name', 'parent', 'legalEntity'],
  order: ['code', 'name'],
  by: ['code'],
  search: ['name', 'code'],
  relations: {
    children: many(() => OrgUnitType, 'parent', 'Units directly below.'),
    versions: many(() => OrgUnitVersionType, 'unit', 'What was known of it, and when.'),
  },
});

export const SiteType = expose(Site, {
  prefix: 'sit',
  filter: ['code', 'name', 'country', 'city', 'calendar'],
  order: ['code', 'name', 'city'],
  by: ['code'],
  search: ['name', 'code', 'city'],
});

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'Changes of the organization; what is left out stays.' })
export class OrganizationUpdateInput extends patchOf(Organization, [
  'name',
  'timeZone',
  'currency',
  'locale',
  'calendar',
  'isSecondFactorRequired',
]) {
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A new company.' })
export class LegalEntityCreateInput extends inputOf(LegalEntity, [
  'code',
  'name',
  'country',
  'currency',
  'taxNumber',
  'attributes',
  'calendar',
]) {}

@InputType({ description: 'Changes of a company; what is left out stays.' })
export class LegalEntityUpdateInput extends patchOf(LegalEntity, [
  'code',
  'name',
  'country',
  'currency',
  'taxNumber',
  'attributes',
  'calendar',
]) {
  @Field(() => ID, { description: 'The company.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A new unit.' })
export class OrgUnitCreateInput extends inputOf(OrgUnit, [
  'code',
  'name',
  'parent',
  'legalEntity',
  'attributes',
]) {}

@InputType({ description: 'Changes of a unit; what is left out stays.' })
export class OrgUnitUpdateInput extends patchOf(OrgUnit, [
  'code',
  'name',
  'legalEntity',
  'attributes',
]) {
  @Field(() => ID, { description: 'The unit.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Another place in the tree for a unit and all below it.' })
export class OrgUnitMoveInput extends inputOf(OrgUnit, ['parent']) {
  @Field(() => ID, { description: 'The unit.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it stands there, which may lie in the past; default today.',
  })
  effectiveOn?: string | null;
}

@InputType({ description: 'A new place.' })
export class SiteCreateInput extends inputOf(Site, [
  'code',
  'name',
  'timeZone',
  'country',
  'city',
  'address',
  'attributes',
  'calendar',
]) {}

@InputType({ description: 'Changes of a place; what is left out stays.' })
export class SiteUpdateInput extends patchOf(Site, [
  'code',
  'name',
  'timeZone',
  'country',
  'city',
  'address',
  'attributes',
  'calendar',
]) {
  @Field(() => ID, { description: 'The place.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const OrganizationUpdatePayload = payloadOf('OrganizationUpdatePayload', {
  organization: OrganizationType,
});
export const LegalEntityCreatePayload = payloadOf('LegalEntityCreatePayload', {
  legalEntity: LegalEntityType,
});
export const LegalEntityUpdatePayload = payloadOf('LegalEntityUpdatePayload', {
  legalEntity: LegalEntityType,
});
export const OrgUnitCreatePayload = payloadOf('OrgUnitCreatePayload', { orgUnit: OrgUnitType });
export const OrgUnitUpdatePayload = payloadOf('OrgUnitUpdatePayload', { orgUnit: OrgUnitType });
export const OrgUnitMovePayload = payloadOf('OrgUnitMovePayload', { orgUnit: OrgUnitType });
export const SiteCreatePayload = payloadOf('SiteCreatePayload', { site: SiteType });
export const SiteUpdatePayload = payloadOf('SiteUpdatePayload', { site: SiteType });
