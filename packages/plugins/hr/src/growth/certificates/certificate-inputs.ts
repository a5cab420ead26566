import {
  DateScalar,
  Field,
  inputOf,
  InputType,
  Int,
  ObjectType,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { EmployeeType } from '../../employee.types.js';
import { Certificate, CertificateKind } from './certificate.entity.js';
import { QualificationRequirement } from './qualification.entity.js';
import {
  CertificateKindType,
  CertificateType,
  QualificationRequirementType,
} from './certificate.types.js';

@InputType({ description: 'A new kind of certificate.' })
export class CertificateKindCreateInput extends inputOf(CertificateKind, [
  'code',
  'name',
  'validMonths',
]) {}

@InputType({ description: 'Changes of a kind of certificate; what is left out stays.' })
export class CertificateKindUpdateInput extends patchOf(
  CertificateKind,
  ['name', 'validMonths', 'isActive'],
  { id: 'id' },
) {}

@InputType({ description: 'A certificate; without an end it is good as long as its kind says.' })
export class CertificateAddInput extends inputOf(Certificate, [
  ...(['employee', 'kind', 'number', 'issuer', 'issuedOn', 'validUntil', 'document'] as const),
]) {}

@InputType({ description: 'The next certificate after one.' })
export class CertificateRenewInput extends inputOf(
  Certificate,
  ['number', 'issuer', 'issuedOn', 'validUntil', 'document'],
  { id: 'id' },
) {}

@InputType({ description: 'A certificate that is not good any more.' })
export class CertificateWithdrawInput extends inputOf(Certificate, [], { id: 'id' }) {
  @Field(() => DateScalar, { nullable: true, description: 'From which day on; default today.' })
  withdrawnOn?: string | null;
}

@InputType({ description: 'What people must have by title or unit.' })
export class QualificationRequirementCreateInput extends inputOf(QualificationRequirement, [
  ...(['position', 'jobTitle', 'unit'] as const),
  ...(['skill', 'level', 'certificateKind', 'validFrom'] as const),
]) {}

@InputType({ description: 'A requirement that ends.' })
export class QualificationRequirementEndInput extends inputOf(QualificationRequirement, [], {
  id: 'id',
}) {
  @Field(() => DateScalar, { description: 'First day on which it does not hold any more.' })
  validTo!: string;
}

@ObjectType('MissingQualification', { description: 'What somebody must have and has not.' })
export class MissingQualification {
  @Field(() => EmployeeType.object, { nullable: true, description: 'Who it is.' })
  employee!: { id: string };
  @Field(() => QualificationRequirementType.object, {
    nullable: true,
    description: 'What asks it.',
  })
  requirement!: { id: string };
  @Field(() => Int, { nullable: true, description: 'Level that is there, of a skill; 0: none.' })
  level!: number | null;
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day on which a certificate was good; null: there was none, or it is a skill.',
  })
  validUntil!: string | null;
}

const kind = { certificateKind: CertificateKindType };
export const CertificateKindCreatePayload = payloadOf('CertificateKindCreatePayload', kind);
export const CertificateKindUpdatePayload = payloadOf('CertificateKindUpdatePayload', kind);
const certificate = { certificate: CertificateType };
export const CertificateAddPayload = payloadOf('CertificateAddPayload', certificate);
export const CertificateRenewPayload = payloadOf('CertificateRenewPayload', certificate);
export const CertificateWithdrawPayload = payloadOf('CertificateWithdrawPayload', certificate);
const requirement = { qualificationRequirement: QualificationRequirementType };
export const QualificationRequirementCreatePayload = payloadOf(
  'QualificationRequirementCreatePayload',
  requirement,
);
export const QualificationRequirementEndPayload = payloadOf(
  'QualificationRequirementEndPayload',
  requirement,
);
