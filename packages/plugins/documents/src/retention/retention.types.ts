import { DateScalar, expose, type Exposed, Field, many, ObjectType } from '@bureau/core';
import { visibleWith } from '../library/visibility.js';
import { DisposalRecord } from './disposal-record.entity.js';
import { LegalHold, LegalHoldDocument } from './legal-hold.entity.js';
import { RetentionFact } from './retention-fact.entity.js';
import { RetentionEvent, RetentionState } from './retention-kinds.js';
import { RetentionPolicy } from './retention-policy.entity.js';

export const RetentionPolicyType: Exposed = expose(RetentionPolicy, {
  prefix: 'rpo',
  by: ['code'],
  filter: ['code', 'name', 'documentType', 'event', 'isActive'],
  order: ['code', 'name'],
  root: { one: 'retentionPolicy', many: 'retentionPolicies' },
});

export const RetentionFactType: Exposed = expose(RetentionFact, {
  prefix: 'rfa',
  root: false,
  filter: ['document', 'event', 'occurredOn'],
  order: ['occurredOn'],
  always: visibleWith('document'),
});

export const LegalHoldType: Exposed = expose(LegalHold, {
  prefix: 'lho',
  filter: ['name', 'state', 'createdAt', 'releasedAt'],
  order: ['createdAt', 'name'],
  search: ['name'],
  relations: { documents: many(() => LegalHoldDocumentType, 'hold', 'What it keeps.') },
});

export const LegalHoldDocumentType: Exposed = expose(LegalHoldDocument, {
  prefix: 'lhd',
  root: false,
  filter: ['hold', 'document', 'createdAt'],
  order: ['createdAt'],
  always: visibleWith('document'),
});

export const DisposalRecordType: Exposed = expose(DisposalRecord, {
  prefix: 'dis',
  filter: ['document', 'kind', 'state', 'freeOn', 'createdAt', 'decidedAt'],
  order: ['createdAt', 'decidedAt', 'title'],
  search: ['title'],
  always: visibleWith('document'),
});

@ObjectType('RetentionTerm', { description: 'What one policy says of one document.' })
export class RetentionTerm {
  @Field(() => RetentionPolicyType.object, { nullable: true, description: 'The policy.' })
  policy!: { id: string } | null;
  @Field(() => RetentionEvent, { description: 'From what on its term runs.' })
  event!: RetentionEvent;
  @Field(() => DateScalar, { nullable: true, description: 'When that was; null: not yet.' })
  occurredOn!: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which this policy lets it go; null: not known yet.',
  })
  freeOn!: string | null;
}

@ObjectType('DocumentRetention', {
  description: 'Whether a document may go, on a day: the longest term wins, a hold beats all.',
})
export class DocumentRetention {
  @Field(() => RetentionState, { description: 'Whether it may go.' })
  state!: RetentionState;
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'First day on which no term keeps it; null: not known yet, or no policy is for it.',
  })
  freeOn!: string | null;
  @Field(() => [RetentionTerm], { description: 'What each policy says, the longest first.' })
  terms!: RetentionTerm[];
  @Field(() => [LegalHoldType.object], {
    nullable: true,
    description: 'Cases that keep it; null for those who may not see cases.',
  })
  holds!: { id: string }[] | null;
}
