import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  FieldResolver,
  Mutation,
  Resolver,
  Root,
} from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { DocumentType } from '../library/document-type.entity.js';
import { DocumentRecordType } from '../library/library.types.js';
import { retentionErrors } from './errors.js';
import { HOLD_READ } from './permissions.js';
import { recordFact } from './record-fact.js';
import {
  DocumentRetentionRecordInput,
  DocumentRetentionRecordPayload,
  RetentionPolicyCreateInput,
  RetentionPolicyCreatePayload,
  RetentionPolicyUpdateInput,
  RetentionPolicyUpdatePayload,
} from './retention.inputs.js';
import { keepingLoader, verdictOn } from './retention-of.js';
import { RetentionPolicy } from './retention-policy.entity.js';
import { DocumentRetention } from './retention.types.js';

/** Policies, what their terms run from, and what they say of a document. */
@Resolver(() => DocumentRecordType.object as never)
export class RetentionResolver {
  @FieldResolver(() => DocumentRetention, {
    description: 'Whether the document may go on a day, and why not.',
  })
  async retention(
    @Root() document: { id: string },
    @Context() ctx: Ctx,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; default today.' })
    on: string | null,
  ): Promise<DocumentRetention> {
    const keeping = await ctx.load(keepingLoader, document.id);
    const terms = keeping.terms.map(({ policyId, event, occurredOn, freeOn }) => ({
      policy: { id: policyId },
      ...{ event, occurredOn, freeOn },
    }));
    const holds = ctx.can(HOLD_READ) ? keeping.holds.map((id) => ({ id })) : null;
    return { ...verdictOn(on ?? ctx.today, keeping), terms, holds };
  }

  @Mutation(() => RetentionPolicyCreatePayload, { description: 'Adds a policy of retention.' })
  async retentionPolicyCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: RetentionPolicyCreateInput,
  ) {
    const retentionPolicy = ctx.em.create(RetentionPolicy, {
      code: input.code.trim(),
      name: input.name.trim(),
      documentType: await typeOf(ctx, input.documentTypeId),
      event: input.event,
      termCount: input.termCount,
      termUnit: input.termUnit,
      isFromYearEnd: input.isFromYearEnd ?? false,
      legalBasis: input.legalBasis?.trim() || null,
    });
    demandPolicy(retentionPolicy);
    return { retentionPolicy };
  }

  @Mutation(() => RetentionPolicyUpdatePayload, { description: 'Changes a policy of retention.' })
  async retentionPolicyUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: RetentionPolicyUpdateInput,
  ) {
    const { id, expectedVersion, name, event, termCount, termUnit } = input;
    const path = ['input', 'id'];
    const retentionPolicy = await ctx.find(RetentionPolicy, id, { expectedVersion, path });
    const { isFromYearEnd, isActive, legalBasis, documentTypeId } = input;
    const given = { name: name?.trim(), event, termCount, termUnit, isFromYearEnd, isActive };
    const changes = Object.entries(given).filter(([, value]) => value != null);
    ctx.em.assign(retentionPolicy, Object.fromEntries(changes));
    if (legalBasis !== undefined) retentionPolicy.legalBasis = legalBasis?.trim() || null;
    if (documentTypeId !== undefined) {
      retentionPolicy.documentType = await typeOf(ctx, documentTypeId);
    }
    demandPolicy(retentionPolicy);
    return { retentionPolicy };
  }

  @Mutation(() => DocumentRetentionRecordPayload, {
    description: 'Records by hand what a term of a document runs from.',
  })
  async documentRetentionRecord(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentRetentionRecordInput,
  ) {
    const path = ['input', 'documentId'];
    const document = await ctx.find(Document, input.documentId, { path, lock: true });
    const { event, occurredOn } = input;
    const reason = input.reason.trim();
    if (reason === '') throw retentionErrors.RETENTION_REASON({}, ['input', 'reason']);
    if (occurredOn > ctx.today) throw retentionErrors.RETENTION_DAY({}, ['input', 'occurredOn']);
    await recordFact(ctx, { documentId: document.id, event, occurredOn, source: 'given', reason });
    return { document };
  }
}

async function typeOf(ctx: Ctx, id: string | null | undefined): Promise<DocumentType | null> {
  if (id == null) return null;
  return ctx.find(DocumentType, id, { path: ['input', 'documentTypeId'] });
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/;
const MOST = { YEARS: 100, MONTHS: 1_200, DAYS: 36_525 } as const;

/** @throws DOCUMENTS_RETENTION_CODE, DOCUMENTS_RETENTION_TERM */
function demandPolicy({ code, name, termCount, termUnit }: RetentionPolicy): void {
  if (!CODE.test(code) || name === '') throw retentionErrors.RETENTION_CODE({}, ['input', 'code']);
  if (termCount >= 0 && termCount <= MOST[termUnit]) return;
  throw retentionErrors.RETENTION_TERM({}, ['input', 'termCount']);
}
