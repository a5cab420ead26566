import { defineEntity, File, p, record } from '@bureau/core';
import type { Day } from '../../day.js';
import { Employee } from '../../employee.entity.js';
import { certificateErrors } from './errors.js';

/** What certificates are of: first aid, forklift, data protection. */
export const CertificateKindSchema = defineEntity({
  name: 'CertificateKind',
  schema: 'hr',
  tableName: 'certificate_kind',
  comment: 'What certificates are of, and how long they are good.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    validMonths: p.integer().nullable().comment('Months that it is good for; null: for ever'),
    isActive: p.boolean().default(true).comment('Certificates of it are added'),
  },
});

export class CertificateKind extends CertificateKindSchema.class {}
CertificateKindSchema.setClass(CertificateKind);

/** A paper that says that somebody may or can do something. */
export const CertificateSchema = defineEntity({
  name: 'Certificate',
  schema: 'hr',
  tableName: 'certificate',
  comment: 'A paper that says that somebody may or can do something, until a day.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Whose it is'),
    kind: () => p.manyToOne(CertificateKind).comment('What it is of'),
    number: p.string().length(80).nullable().comment('Number on the paper'),
    issuer: p.string().length(200).nullable().comment('Who issued it'),
    issuedOn: p.date().comment('First day on which it is good'),
    validUntil: p.date().nullable().comment('Last day on which it is good; null: for ever'),
    withdrawnOn: p.date().nullable().comment('First day on which it is not good any more'),
    document: () => p.manyToOne(File).nullable().comment('The paper as a file'),
  },
  uniques: [{ properties: ['employee', 'kind', 'issuedOn'] }],
});

export class Certificate extends CertificateSchema.class {
  /** Is not good any more from a day on. @throws HR_CERTIFICATE_WITHDRAWN */
  withdraw(day: Day): void {
    if (this.withdrawnOn != null)
      throw certificateErrors.CERTIFICATE_WITHDRAWN({}, ['input', 'id']);
    this.withdrawnOn = day;
  }
}
CertificateSchema.setClass(Certificate);
