import { Arg, Context, type Ctx, type File, Files, Mutation, Resolver } from '@bureau/core';
import { Employee, filled } from '../../employee.entity.js';
import { callerOf } from '../skills/assess.js';
import { addCertificate } from './add-certificate.js';
import { Certificate, CertificateKind } from './certificate.entity.js';
import { CERTIFICATE_FILE } from './certificate-file.js';
import {
  CertificateAddInput,
  CertificateAddPayload,
  CertificateKindCreateInput,
  CertificateKindCreatePayload,
  CertificateKindUpdateInput,
  CertificateKindUpdatePayload,
  CertificateRenewInput,
  CertificateRenewPayload,
  CertificateWithdrawInput,
  CertificateWithdrawPayload,
} from './certificate-inputs.js';
import { certificateErrors } from './errors.js';
import { renewedUntil } from './validity.js';

const PATH = ['input'];

/** Kinds of certificates and who has them. */
@Resolver()
export class CertificateResolver {
  @Mutation(() => CertificateKindCreatePayload, { description: 'Adds a kind of certificate.' })
  certificateKindCreate(@Context() ctx: Ctx, @Arg('input') input: CertificateKindCreateInput) {
    const certificateKind = ctx.em.create(CertificateKind, {
      code: filled(input.code, ['input', 'code']),
      name: filled(input.name, ['input', 'name']),
      validMonths: monthsOf(input.validMonths),
    });
    return { certificateKind };
  }

  @Mutation(() => CertificateKindUpdatePayload, {
    description: 'Changes a kind of certificate; those that were issued stay as they are.',
  })
  async certificateKindUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: CertificateKindUpdateInput,
  ) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const certificateKind = await ctx.find(CertificateKind, input.id, { expectedVersion, path });
    if (input.name != null) certificateKind.name = filled(input.name, ['input', 'name']);
    if (input.validMonths !== undefined) certificateKind.validMonths = monthsOf(input.validMonths);
    if (input.isActive != null) certificateKind.isActive = input.isActive;
    return { certificateKind };
  }

  @Mutation(() => CertificateAddPayload, {
    description: 'Adds a certificate of somebody else than the caller.',
  })
  async certificateAdd(@Context() ctx: Ctx, @Arg('input') input: CertificateAddInput) {
    const employee = await otherThanCaller(ctx, input.employeeId, ['input', 'employeeId']);
    const kind = await ctx.find(CertificateKind, input.kindId, { path: ['input', 'kindId'] });
    const { number, issuer, issuedOn, validUntil } = input;
    const document = await documentOf(ctx, input.documentId);
    const facts = { employee, kind, number, issuer, issuedOn, validUntil, document };
    return { certificate: addCertificate(ctx, facts, PATH) };
  }

  @Mutation(() => CertificateRenewPayload, {
    description:
      'Adds the next certificate after one. Renewed in time it counts from the day after the ' +
      'old end, otherwise from the day of the new paper.',
  })
  async certificateRenew(@Context() ctx: Ctx, @Arg('input') input: CertificateRenewInput) {
    const { number, issuedOn, expectedVersion } = input;
    const path = ['input', 'id'];
    const old = await ctx.find(Certificate, input.id, { expectedVersion, path, lock: true });
    await ctx.em.populate(old, ['employee', 'kind']);
    const { employee, kind } = old;
    await otherThanCaller(ctx, employee, path);
    const months = kind.validMonths ?? null;
    const facts = {
      ...{ employee, kind, number, issuedOn },
      issuer: input.issuer ?? old.issuer,
      validUntil: input.validUntil ?? renewedUntil(old, issuedOn, months),
      document: await documentOf(ctx, input.documentId),
    };
    return { certificate: addCertificate(ctx, facts, PATH) };
  }

  @Mutation(() => CertificateWithdrawPayload, {
    description: 'A certificate is not good any more: it was wrong, or was taken away.',
  })
  async certificateWithdraw(@Context() ctx: Ctx, @Arg('input') input: CertificateWithdrawInput) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const certificate = await ctx.find(Certificate, input.id, { expectedVersion, path });
    await ctx.em.populate(certificate, ['employee']);
    await otherThanCaller(ctx, certificate.employee, path);
    certificate.withdraw(input.withdrawnOn ?? ctx.today);
    return { certificate };
  }
}

function monthsOf(months: number | null | undefined): number | null {
  if (months == null) return null;
  if (months >= 1 && months <= 600) return months;
  throw certificateErrors.CERTIFICATE_MONTHS({}, ['input', 'validMonths']);
}

async function otherThanCaller(ctx: Ctx, whose: Employee | string, path: readonly string[]) {
  const employee = typeof whose === 'string' ? await ctx.find(Employee, whose, { path }) : whose;
  const caller = await callerOf(ctx);
  if (caller?.id === employee.id) throw certificateErrors.CERTIFICATE_OWN({}, path);
  return employee;
}

async function documentOf(ctx: Ctx, id: string | null | undefined): Promise<File | null> {
  if (id == null) return null;
  const at = { purpose: CERTIFICATE_FILE.id, path: ['input', 'documentId'] };
  return ctx.service(Files).attach(ctx, id, at);
}
