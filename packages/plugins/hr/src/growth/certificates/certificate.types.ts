import { type Exposed, expose, many } from '@bureau/core';
import { ofEmployee } from '../people-conditions.js';
import { Certificate, CertificateKind } from './certificate.entity.js';
import { QualificationRequirement } from './qualification.entity.js';

export const CertificateKindType: Exposed = expose(CertificateKind, {
  prefix: 'ctk',
  by: ['code'],
  filter: ['code', 'name', 'isActive'],
  order: ['name', 'code'],
  relations: { certificates: many(() => CertificateType, 'kind', 'All of them.') },
});

export const CertificateType: Exposed = expose(Certificate, {
  prefix: 'crt',
  filter: ['employee', 'kind', 'number', 'issuedOn', 'validUntil', 'withdrawnOn'],
  order: ['validUntil', 'issuedOn'],
  conditions: ofEmployee,
});

export const QualificationRequirementType: Exposed = expose(QualificationRequirement, {
  prefix: 'qrq',
  filter: [
    ...(['position', 'jobTitle', 'unit', 'skill', 'certificateKind'] as const),
    ...(['validFrom', 'validTo'] as const),
  ],
  order: ['validFrom', 'jobTitle'],
});
