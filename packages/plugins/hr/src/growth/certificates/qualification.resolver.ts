import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  Extensions,
  ID,
  Mutation,
  OrgUnit,
  Query,
  Resolver,
  uuidv7,
} from '@bureau/core';
import { Position } from '../../recruitment/position.entity.js';
import { Skill } from '../skills/skill.entity.js';
import { CertificateKind } from './certificate.entity.js';
import { QualificationRequirement } from './qualification.entity.js';
import {
  MissingQualification,
  QualificationRequirementCreateInput,
  QualificationRequirementCreatePayload,
  QualificationRequirementEndInput,
  QualificationRequirementEndPayload,
} from './certificate-inputs.js';
import { certificateErrors } from './errors.js';
import { missingIn } from './missing.js';

/** What people must have, and who has it not. */
@Resolver()
export class QualificationResolver {
  @Mutation(() => QualificationRequirementCreatePayload, {
    description:
      'Asks a level of a skill, or a certificate, of all who hold a position, have a title or ' +
      'work in a unit.',
  })
  async qualificationRequirementCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: QualificationRequirementCreateInput,
  ) {
    const { skillId, level = null, certificateKindId, unitId, validFrom } = input;
    const jobTitle = input.jobTitle?.trim() || null;
    const isSkill = skillId != null && level !== null && certificateKindId == null;
    const isPaper = skillId == null && level === null && certificateKindId != null;
    if (!isSkill && !isPaper) throw certificateErrors.QUALIFICATION_WHAT({}, ['input']);
    const isAll = jobTitle === null && unitId == null;
    if ((input.positionId == null) === isAll) {
      throw certificateErrors.QUALIFICATION_WHOSE({}, ['input']);
    }
    const position = await positionOf(ctx, input.positionId);
    const skill =
      skillId == null ? null : await ctx.find(Skill, skillId, { path: ['input', 'skillId'] });
    skill?.levelOf(level ?? 0, ['input', 'level'], 1);
    const path = ['input', 'certificateKindId'];
    const certificateKind =
      certificateKindId == null
        ? null
        : await ctx.find(CertificateKind, certificateKindId, { path });
    const unit =
      unitId == null ? null : await ctx.find(OrgUnit, unitId, { path: ['input', 'unitId'] });
    const what = { position, jobTitle, unit, skill, level, certificateKind, validFrom };
    const qualificationRequirement = ctx.em.create(QualificationRequirement, {
      ...{ id: uuidv7(), ...what },
    });
    return { qualificationRequirement };
  }

  @Mutation(() => QualificationRequirementEndPayload, {
    description: 'A requirement does not hold from a day on.',
  })
  async qualificationRequirementEnd(
    @Context() ctx: Ctx,
    @Arg('input') input: QualificationRequirementEndInput,
  ) {
    const { expectedVersion, validTo } = input;
    const path = ['input', 'id'];
    const found = await ctx.find(QualificationRequirement, input.id, { expectedVersion, path });
    if (found.validTo != null || validTo < found.validFrom) {
      throw certificateErrors.QUALIFICATION_END({}, ['input', 'validTo']);
    }
    found.validTo = validTo;
    return { qualificationRequirement: found };
  }

  @Extensions({ cost: 20, items: 100 })
  @Query(() => [MissingQualification], {
    description:
      'What people of a unit and those below it must have on a day and have not: skills on their ' +
      'level, certificates that are good. Only of people whose qualifications the caller may read.',
  })
  async missingQualifications(
    @Context() ctx: Ctx,
    @Arg('unit', () => ID, { description: 'The unit.' }) unit: string,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; default today.' })
    on: string | null | undefined,
  ): Promise<MissingQualification[]> {
    return missingIn(ctx, unit, on ?? ctx.today);
  }
}

function positionOf(ctx: Ctx, id: string | null | undefined): Promise<Position> | null {
  return id == null ? null : ctx.find(Position, id, { path: ['input', 'positionId'] });
}
