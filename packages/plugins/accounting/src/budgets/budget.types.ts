import {
  DateScalar,
  DecimalScalar,
  expose,
  type Exposed,
  Field,
  Float,
  ID,
  inputOf,
  InputType,
  Int,
  many,
  ObjectType,
  payloadOf,
} from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { LedgerAccountType } from '../chart/chart.types.js';
import { DimensionValueType } from '../dimensions/dimensions.types.js';
import { Budget, BudgetLine } from './budget.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

export const BudgetType: Exposed = expose(Budget, {
  prefix: 'bdg',
  filter: ['name', 'fiscalYear', 'status'],
  order: ['name'],
  by: ['name'],
  relations: { lines: many(() => BudgetLineType, 'budget', 'Its amounts.') },
});

export const BudgetLineType: Exposed = expose(BudgetLine, {
  prefix: 'bdl',
  amounts: { amount: BASE_CURRENCY },
  filter: ['budget', 'account', 'period', 'dimensionSet'],
  order: ['createdAt'],
  aggregate: ['amount'],
});

@InputType({ description: 'A new budget.' })
export class BudgetCreateInput extends inputOf(Budget, ['name', 'fiscalYear']) {}

@InputType({ description: 'What an account is meant to have in the fiscal year.' })
export class BudgetAccountInput {
  @Field(() => ID, { description: 'The account; no heading.' })
  accountId!: string;
  @Field(() => [ID], {
    nullable: true,
    description: 'Dimension values that it is for, one of each dimension; default: none.',
  })
  dimensionValueIds?: string[] | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'For the whole year; spread over the periods, so that they sum to it.',
  })
  year?: string | null;
  @Field(() => [DecimalScalar], {
    nullable: true,
    description: 'By what the year is spread, one for each period; default: equally.',
  })
  weights?: string[] | null;
  @Field(() => [DecimalScalar], {
    nullable: true,
    description: 'Instead of the year: one for each period.',
  })
  amounts?: string[] | null;
}

@InputType({ description: 'Amounts of a budget; what is not named stays as it is.' })
export class BudgetSetInput {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => [BudgetAccountInput], { description: 'At most 500 accounts.' })
  accounts!: BudgetAccountInput[];
}

@InputType({ description: 'What a budget is filled from: one of two.' })
export class BudgetCopyInput {
  @Field(() => ID, { description: 'The budget that is filled.' })
  budgetId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => ID, { nullable: true, description: 'Another budget.' })
  fromBudgetId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'A fiscal year: what its income and expenses are in the books.',
  })
  fromFiscalYearId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of the books also their dimension values; default false. A budget brings its own.',
  })
  byDimensions?: boolean | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Each amount times this, rounded: 1.03 is three percent more; default 1.',
  })
  factor?: string | null;
}

@InputType({ description: 'The budget that counts for its fiscal year.' })
export class BudgetActivateInput {
  @Field(() => ID, { description: 'The budget.' })
  budgetId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@ObjectType('BudgetComparisonRow', { description: 'An account and its budget.' })
export class BudgetComparisonRow {
  @Field(() => LedgerAccountType.object, { nullable: true, description: 'The account.' })
  account!: { id: string } | null;
  @Field(() => String, { description: 'Code of the account.' })
  code!: string;
  @Field(() => String, { description: 'Name of the account.' })
  name!: string;
  @Field(() => Int, { description: 'Depth in the tree, from 0.' })
  level!: number;
  @Field(() => DecimalScalar, { description: 'What was meant; of a heading, the sum below it.' })
  budget!: string;
  @Field(() => DecimalScalar, { description: 'What is in the books.' })
  actual!: string;
  @Field(() => DecimalScalar, { description: 'Actual less budget.' })
  difference!: string;
  @Field(() => Float, { nullable: true, description: 'Actual in percent of the budget.' })
  percent!: number | null;
}

@ObjectType('BudgetComparisonGroup', { description: 'What carries one value of a dimension.' })
export class BudgetComparisonGroup {
  @Field(() => DimensionValueType.object, {
    nullable: true,
    description: 'The value; null: what carries none of the dimension.',
  })
  dimensionValue!: { id: string } | null;
  @Field(() => [BudgetComparisonRow], { description: 'As the rows of the whole.' })
  rows!: BudgetComparisonRow[];
}

@ObjectType('BudgetComparison', { description: 'A budget and what became of it.' })
export class BudgetComparison {
  @Field(() => DateScalar, { description: 'First day.' })
  from!: string;
  @Field(() => DateScalar, { description: 'Last day.' })
  to!: string;
  @Field(() => [BudgetComparisonRow], {
    description: 'Accounts with a budget, and income and expenses, as a tree by code.',
  })
  rows!: BudgetComparisonRow[];
  @Field(() => [BudgetComparisonGroup], {
    description: 'By the values of the dimension that was asked for; they sum to the rows.',
  })
  groups!: BudgetComparisonGroup[];
}

export const BudgetCreatePayload = payloadOf('BudgetCreatePayload', { budget: BudgetType });
export const BudgetSetPayload = payloadOf('BudgetSetPayload', { budget: BudgetType });
export const BudgetCopyPayload = payloadOf('BudgetCopyPayload', { budget: BudgetType });
export const BudgetActivatePayload = payloadOf('BudgetActivatePayload', { budget: BudgetType });
