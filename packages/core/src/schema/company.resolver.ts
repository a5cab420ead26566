import { Calendar } from '../calendar/calendar.entity.js';
import { encodeId } from '../model/ids.js';
import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import {
  LegalEntityCreateInput,
  LegalEntityCreatePayload,
  LegalEntityUpdateInput,
  LegalEntityUpdatePayload,
  OrganizationType,
  OrganizationUpdateInput,
  OrganizationUpdatePayload,
  OrgUnitCreateInput,
  OrgUnitCreatePayload,
  OrgUnitMoveInput,
  OrgUnitMovePayload,
  OrgUnitUpdateInput,
  OrgUnitUpdatePayload,
  SiteCreateInput,
  SiteCreatePayload,
  SiteUpdateInput,
  SiteUpdatePayload,
} from './company.types.js';
import { holdsFrom, moveUnit } from '../units/move-unit.js';
import { valuesOf } from './input-values.js';
import { LegalEntity } from './legal-entity.entity.js';
import { OrgUnit } from './org-unit.entity.js';
import { Organization } from './organization.entity.js';
import { Site } from './site.entity.js';

const ENTITY_PICKS = {
  required: ['code', 'name', 'country', 'currency'],
  nullable: ['taxNumber'],
} as const;
const SITE_PICKS = {
  required: ['code', 'name', 'timeZone', 'country'],
  nullable: ['city', 'address'],
} as const;

/** The organization, its companies and places. */
@Resolver()
export class CompanyResolver {
  @Mutation(() => OrganizationUpdatePayload, { description: 'Changes the organization.' })
  async organizationUpdate(@Context() ctx: Ctx, @Arg('input') input: OrganizationUpdateInput) {
    const id = encodeId(OrganizationType.options.prefix, ctx.organizationId);
    const organization = await ctx.find(Organization, id, {
      expectedVersion: input.expectedVersion,
    });
    const required = ['name', 'timeZone', 'currency', 'locale', 'isSecondFactorRequired'] as const;
    ctx.em.assign(organization, valuesOf(input, { required }));
    Object.assign(organization, await calendarOf(ctx, input));
    return { organization };
  }

  @Mutation(() => LegalEntityCreatePayload, { description: 'Adds a company.' })
  async legalEntityCreate(@Context() ctx: Ctx, @Arg('input') input: LegalEntityCreateInput) {
    const values = { ...valuesOf(input, ENTITY_PICKS), ...(await calendarOf(ctx, input)) };
    return { legalEntity: ctx.em.create(LegalEntity, values) };
  }

  @Mutation(() => LegalEntityUpdatePayload, { description: 'Changes a company.' })
  async legalEntityUpdate(@Context() ctx: Ctx, @Arg('input') input: LegalEntityUpdateInput) {
    const legalEntity = await ctx.find(LegalEntity, input.id, found(input));
    ctx.em.assign(legalEntity, valuesOf(input, ENTITY_PICKS));
    Object.assign(legalEntity, await calendarOf(ctx, input));
    return { legalEntity };
  }

  @Mutation(() => SiteCreatePayload, { description: 'Adds a place.' })
  async siteCreate(@Context() ctx: Ctx, @Arg('input') input: SiteCreateInput) {
    const values = { ...valuesOf(input, SITE_PICKS), ...(await calendarOf(ctx, input)) };
    return { site: ctx.em.create(Site, values) };
  }

  @Mutation(() => SiteUpdatePayload, { description: 'Changes a place.' })
  async siteUpdate(@Context() ctx: Ctx, @Arg('input') input: SiteUpdateInput) {
    const site = await ctx.find(Site, input.id, found(input));
    ctx.em.assign(site, valuesOf(input, SITE_PICKS));
    Object.assign(site, await calendarOf(ctx, input));
    return { site };
  }
}

/** Absent stays absent, so that an update leaves it alone; null takes the calendar away. */
async function calendarOf(
  ctx: Ctx,
  { calendarId }: { calendarId?: string | null },
): Promise<{ calendar?: Calendar | null }> {
  if (calendarId === undefined) return {};
  if (calendarId === null) return { calendar: null };
  return { calendar: await ctx.find(Calendar, calendarId, { path: ['input', 'calendarId'] }) };
}

/** Departments and teams. */
@Resolver()
export class OrgUnitResolver {
  @Mutation(() => OrgUnitCreatePayload, { description: 'Adds a unit to the tree.' })
  async orgUnitCreate(@Context() ctx: Ctx, @Arg('input') input: OrgUnitCreateInput) {
    const parent = await unitOf(ctx, input.parentId);
    const legalEntity = await entityOf(ctx, input.legalEntityId);
    const values = valuesOf(input, { required: ['code', 'name'] });
    return { orgUnit: ctx.em.create(OrgUnit, { ...values, parent, legalEntity }) };
  }

  @Mutation(() => OrgUnitUpdatePayload, { description: 'Changes a unit.' })
  async orgUnitUpdate(@Context() ctx: Ctx, @Arg('input') input: OrgUnitUpdateInput) {
    const orgUnit = await ctx.find(OrgUnit, input.id, found(input));
    await holdsFrom(ctx, 'changed', ctx.today);
    ctx.em.assign(orgUnit, valuesOf(input, { required: ['code', 'name'] }));
    if (input.legalEntityId !== undefined) {
      orgUnit.legalEntity = await entityOf(ctx, input.legalEntityId);
    }
    return { orgUnit };
  }

  @Mutation(() => OrgUnitMovePayload, {
    description: 'Moves a unit with all that is below it, from a day on.',
  })
  async orgUnitMove(@Context() ctx: Ctx, @Arg('input') input: OrgUnitMoveInput) {
    const orgUnit = await ctx.find(OrgUnit, input.id, found(input));
    const parent = await unitOf(ctx, input.parentId);
    await moveUnit(ctx, orgUnit, { parent, effectiveOn: input.effectiveOn });
    return { orgUnit };
  }
}

function found(input: { expectedVersion?: number | null }) {
  return { expectedVersion: input.expectedVersion, path: ['input', 'id'] };
}

async function unitOf(ctx: Ctx, id: string | null | undefined): Promise<OrgUnit | null> {
  return id ? ctx.find(OrgUnit, id, { path: ['input', 'parentId'] }) : null;
}

async function entityOf(ctx: Ctx, id: string | null | undefined): Promise<LegalEntity | null> {
  return id ? ctx.find(LegalEntity, id, { path: ['input', 'legalEntityId'] }) : null;
}
