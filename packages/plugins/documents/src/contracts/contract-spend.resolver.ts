import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  DecimalScalar,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Resolver,
  Root,
} from '@bureau/core';
import { mayReadBills, type Spend, spendLoader, type SpendIn } from './contract-spend.js';
import { ContractType } from './contract.types.js';

@ObjectType('ContractSpendIn', {
  description: 'Posted bills of one currency without taxes, credit notes taken off.',
})
export class ContractSpendIn implements SpendIn {
  @Field({ description: 'Currency (ISO 4217).' })
  currency!: string;
  @Field(() => DecimalScalar, { description: 'Of bills that papers of the contract prove.' })
  net!: string;
  @Field(() => Int, { description: 'How many of these there are.' })
  count!: number;
  @Field(() => DecimalScalar, {
    description: 'Of all bills of its suppliers from its first day on until its last.',
  })
  supplierNet!: string;
  @Field(() => Int, { description: 'How many of these there are.' })
  supplierCount!: number;
}

@ObjectType('ContractSpend', {
  description:
    'What was posted against a contract until a day; what you may not read is not in it.',
})
export class ContractSpend implements Spend {
  @Field(() => DateScalar, { description: 'The day; bills of that day count.' })
  on!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Currency of what was agreed; null: the contract has no value.',
  })
  currency!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Its value, as often as it was to be paid until then.',
  })
  agreed!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What of it bills of its papers in that currency leave; below zero: more than was agreed.',
  })
  left!: string | null;
  @Field(() => [ContractSpendIn], { description: 'The bills by their currency.' })
  bills!: ContractSpendIn[];
}

/** Spend against contracts. */
@Resolver(() => ContractType.object as never)
export class ContractSpendResolver {
  @FieldResolver(() => ContractSpend, {
    nullable: true,
    description:
      'Bills that were posted against its value; null: there is no accounting, or you may not ' +
      'read bills.',
  })
  async spend(
    @Root() contract: { id: string },
    @Context() ctx: Ctx,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; default today.' })
    on: string | null,
  ): Promise<ContractSpend | null> {
    if (!mayReadBills(ctx)) return null;
    return ctx.load(spendLoader, { id: contract.id, on: on ?? ctx.today });
  }
}
