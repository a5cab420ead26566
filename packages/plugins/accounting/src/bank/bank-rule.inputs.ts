import { Field, ID, InputType, inputOf, Int, patchOf, payloadOf } from '@bureau/core';
import { BankRule, BankRuleType } from './bank-rule.entity.js';

const FACTS = [
  ...(['position', 'name', 'bankAccount', 'direction', 'textContains', 'nameContains'] as const),
  ...(['leastAmount', 'mostAmount', 'account', 'party', 'memo', 'isAutomatic'] as const),
] as const;

@InputType({ description: 'A new rule; it names at least words or amounts.' })
export class BankRuleCreateInput extends inputOf(BankRule, FACTS, {
  optional: ['position', 'isAutomatic'],
}) {}

@InputType({ description: 'Changes of a rule; what is left out stays.' })
export class BankRuleUpdateInput extends patchOf(BankRule, [...FACTS, 'isActive']) {
  @Field(() => ID, { description: 'The rule.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'A rule that is needed no more; what it posted stays.' })
export class BankRuleDeleteInput {
  @Field(() => ID, { description: 'The rule.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

export const BankRuleCreatePayload = payloadOf('BankRuleCreatePayload', { bankRule: BankRuleType });
export const BankRuleUpdatePayload = payloadOf('BankRuleUpdatePayload', { bankRule: BankRuleType });
export const BankRuleDeletePayload = payloadOf(
  'BankRuleDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The record that is gone; null when refused.' } },
);
