import { DateScalar, Field, ID, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { DisposalRecord } from './disposal-record.entity.js';
import { LegalHold } from './legal-hold.entity.js';
import { RetentionEvent } from './retention-kinds.js';
import { RetentionPolicy } from './retention-policy.entity.js';
import { DisposalRecordType, LegalHoldType, RetentionPolicyType } from './retention.types.js';

const POLICY = [
  ...(['name', 'documentType', 'event', 'termCount', 'termUnit'] as const),
  ...(['isFromYearEnd', 'legalBasis'] as const),
] as const;

@InputType({ description: 'A new policy; it holds for documents that are there already too.' })
export class RetentionPolicyCreateInput extends inputOf(RetentionPolicy, ['code', ...POLICY], {
  optional: ['isFromYearEnd'],
}) {}

@InputType({ description: 'Changes of a policy; they hold from now on, for every document.' })
export class RetentionPolicyUpdateInput extends patchOf(RetentionPolicy, [...POLICY, 'isActive'], {
  id: 'id',
}) {}

@InputType({ description: 'Something from which a term of a document runs.' })
export class DocumentRetentionRecordInput {
  @Field(() => ID, { description: 'The document.' })
  documentId!: string;
  @Field(() => RetentionEvent, { description: 'What happened.' })
  event!: RetentionEvent;
  @Field(() => DateScalar, { description: 'When; a later record of the same event replaces it.' })
  occurredOn!: string;
  @Field(() => String, { description: 'Why it is recorded by hand.' })
  reason!: string;
}

@InputType({ description: 'A new case, and the first documents that it keeps.' })
export class LegalHoldOpenInput extends inputOf(LegalHold, ['name', 'reason']) {
  @Field(() => [ID], { description: 'Documents, at most 250; none to begin with is fine.' })
  documentIds!: string[];
}

@InputType({ description: 'More documents of a case.' })
export class LegalHoldDocumentsAddInput extends inputOf(LegalHold, [], { id: 'id' }) {
  @Field(() => [ID], { description: 'Documents, at most 250; those that it has stay.' })
  documentIds!: string[];
}

@InputType({ description: 'The end of a case.' })
export class LegalHoldReleaseInput extends inputOf(LegalHold, [], { id: 'id' }) {
  @Field(() => String, { description: 'Why it is released.' })
  reason!: string;
}

@InputType({ description: 'A document whose time is over.' })
export class DisposalProposeInput {
  @Field(() => ID, { description: 'The document.' })
  documentId!: string;
  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: 'A disposal, and the version of it that you saw.' })
export class DisposalInput extends inputOf(DisposalRecord, [], { id: 'id' }) {}

@InputType({ description: 'A disposal that is refused.' })
export class DisposalRejectInput extends inputOf(DisposalRecord, [], { id: 'id' }) {
  @Field(() => String, { description: 'Why the document stays.' })
  reason!: string;
}

const policy = { retentionPolicy: RetentionPolicyType };
const hold = { legalHold: LegalHoldType };
const disposal = { disposalRecord: DisposalRecordType };

export const RetentionPolicyCreatePayload = payloadOf('RetentionPolicyCreatePayload', policy);
export const RetentionPolicyUpdatePayload = payloadOf('RetentionPolicyUpdatePayload', policy);
export const DocumentRetentionRecordPayload = payloadOf('DocumentRetentionRecordPayload', {
  document: DocumentRecordType,
});
export const LegalHoldOpenPayload = payloadOf('LegalHoldOpenPayload', hold);
export const LegalHoldDocumentsAddPayload = payloadOf('LegalHoldDocumentsAddPayload', hold);
export const LegalHoldReleasePayload = payloadOf('LegalHoldReleasePayload', hold);
export const DisposalProposePayload = payloadOf('DisposalProposePayload', disposal);
export const DisposalApprovePayload = payloadOf('DisposalApprovePayload', disposal);
export const DisposalRejectPayload = payloadOf('DisposalRejectPayload', disposal);
