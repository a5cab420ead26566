import { type Ctx, type File, uuidv7 } from '@bureau/core';
import type { Day } from '../../day.js';
import type { Employee } from '../../employee.entity.js';
import { Certificate, type CertificateKind } from './certificate.entity.js';
import { certificateErrors } from './errors.js';
import { certificateIssued } from './events.js';
import { lastDayOf } from './validity.js';

/** What stands on a certificate. */
export interface CertificateFacts {
  employee: Employee;
  kind: CertificateKind;
  issuedOn: Day;
  /** Undefined: as long as its kind says; null: for ever. */
  validUntil?: Day | null | undefined;
  number?: string | null | undefined;
  issuer?: string | null | undefined;
  document?: File | null | undefined;
}

/** Adds a certificate. @throws HR_CERTIFICATE_INACTIVE, HR_CERTIFICATE_DAYS */
export function addCertificate(ctx: Ctx, facts: CertificateFacts, path: readonly string[]) {
  const { employee, kind, issuedOn } = facts;
  if (!kind.isActive) throw certificateErrors.CERTIFICATE_INACTIVE({ code: kind.code }, path);
  const until = kind.validMonths == null ? null : lastDayOf(issuedOn, kind.validMonths);
  const validUntil = facts.validUntil === undefined ? until : facts.validUntil;
  checkDays(ctx, { issuedOn, validUntil }, path);
  const certificate = ctx.em.create(Certificate, {
    ...{ id: uuidv7(), employee, kind, issuedOn, validUntil },
    number: facts.number?.trim() || null,
    issuer: facts.issuer?.trim() || null,
    document: facts.document ?? null,
  });
  const payload = { certificateId: certificate.id, employeeId: employee.id, kindId: kind.id };
  const record = { type: 'Certificate', id: certificate.id };
  ctx.emit(certificateIssued, { ...payload, issuedOn, validUntil }, record);
  return certificate;
}

/** @throws HR_CERTIFICATE_DAYS */
export function checkDays(
  ctx: Ctx,
  { issuedOn, validUntil }: { issuedOn: Day; validUntil: Day | null },
  path: readonly string[],
): void {
  if (issuedOn <= ctx.today && (validUntil === null || validUntil >= issuedOn)) return;
  throw certificateErrors.CERTIFICATE_DAYS({}, path);
}
