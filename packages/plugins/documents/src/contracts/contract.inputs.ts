import { DateScalar, Field, ID, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { Contract } from './contract.entity.js';
import { ContractRole } from './contract-kinds.js';
import { ContractType } from './contract.types.js';

const TERMS = [
  ...(['title', 'kind', 'value', 'billing', 'startsOn', 'endsOn', 'noticeCount'] as const),
  ...(['noticeUnit', 'renewalMonths', 'remindDays', 'owner', 'memo', 'attributes'] as const),
] as const;

@InputType({ description: 'Somebody who agrees with the organization.' })
export class ContractPartyInput {
  @Field(() => ID, { description: 'The party; of an employee the one that is the person.' })
  partyId!: string;
  @Field(() => ContractRole as never, { description: 'What the party is in the contract.' })
  role!: ContractRole;
}

@InputType({ description: 'A new contract: a draft.' })
export class ContractCreateInput extends inputOf(Contract, TERMS, {
  optional: ['billing', 'remindDays'],
}) {
  @Field(() => [ContractPartyInput], { description: 'Who agrees with the organization.' })
  parties!: ContractPartyInput[];
}

@InputType({
  description:
    'Changes of a contract; what is left out stays. One in force keeps its terms: only title, ' +
    'owner, reminder and memo change.',
})
export class ContractUpdateInput extends patchOf(Contract, TERMS, { id: 'id' }) {
  @Field(() => [ContractPartyInput], { nullable: true, description: 'The parties, all of them.' })
  parties?: ContractPartyInput[] | null;
}

@InputType({ description: 'A contract, and the version of it that you saw.' })
export class ContractInput extends inputOf(Contract, [], { id: 'id' }) {}

@InputType({ description: 'The end of a contract, by notice or by agreement.' })
export class ContractTerminateInput extends inputOf(Contract, [], { id: 'id' }) {
  @Field(() => String, { description: 'Why it is ended.' })
  reason!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'When notice was given; default today.',
  })
  noticeGivenOn?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day, where it was agreed on; default: what the term of notice gives.',
  })
  endsOn?: string | null;
}

export const ContractCreatePayload = payloadOf('ContractCreatePayload', { contract: ContractType });
export const ContractUpdatePayload = payloadOf('ContractUpdatePayload', { contract: ContractType });
export const ContractActivatePayload = payloadOf('ContractActivatePayload', {
  contract: ContractType,
});
export const ContractTerminatePayload = payloadOf('ContractTerminatePayload', {
  contract: ContractType,
});
export const ContractDeletePayload = payloadOf(
  'ContractDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The draft that is gone; null when refused.' } },
);
