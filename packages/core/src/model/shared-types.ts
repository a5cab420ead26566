import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';
import { Field, ID, InputType, InterfaceType, Int, ObjectType } from './decorators.js';
import { RECORD_TYPE } from './record-type.js';
import {
  CurrencyScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  JsonScalar,
  UrlScalar,
} from './scalars.js';

/** Types of the graph that no plugin owns: paging, money, errors, operators of filters. */

@InterfaceType('Node', {
  description: 'Anything with a global id.',
  autoRegisterImplementations: false,
  resolveType: (value: { [RECORD_TYPE]?: string }) => value[RECORD_TYPE] ?? '',
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque, sortable, globally unique.' })
  id!: string;
}

@ObjectType('PageInfo', { description: 'Where a page lies in its list (Relay Connections).' })
export class PageInfo {
  @Field({ description: 'More records follow.' })
  hasNextPage!: boolean;
  @Field({ description: 'Records come before.' })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first record.' })
  startCursor?: string;
  @Field(() => String, { nullable: true, description: 'Cursor of the last record.' })
  endCursor?: string;
}

@ObjectType('Money', { description: 'An exact amount in one currency.' })
export class MoneyType {
  @Field(() => DecimalScalar, { description: 'Exact amount in units of the currency.' })
  amount!: string;
  @Field(() => CurrencyScalar, { description: 'ISO 4217 code.' })
  currency!: string;
}

@InputType('MoneyInput', { description: 'An exact amount in one currency.' })
export class MoneyInput {
  @Field(() => DecimalScalar, { description: 'No more decimals than the currency has.' })
  amount!: string;
  @Field(() => CurrencyScalar, { description: 'ISO 4217 code.' })
  currency!: string;
}

@InterfaceType('UserError', {
  description: 'The business said no. Nothing was written.',
  resolveType: (value: { __typename?: string }) => value.__typename ?? 'BusinessError',
})
export abstract class UserErrorType {
  @Field({ description: 'Stable code, PLUGIN_REASON.' })
  code!: string;
  @Field({ description: 'What is wrong and what to do, in plain words.' })
  message!: string;
  @Field(() => [String], { description: 'Path of the argument at fault, outermost first.' })
  path!: string[];
  @Field(() => UrlScalar, { description: 'Page that explains the code.' })
  docs!: string;
}

@ObjectType('BusinessError', {
  implements: UserErrorType,
  description: 'A business rule refused the write.',
})
export class BusinessErrorType extends UserErrorType {
  @Field(() => JsonScalar, { nullable: true, description: 'Figures that belong to the refusal.' })
  data?: unknown;
}

@ObjectType('VersionConflictError', {
  implements: UserErrorType,
  description: 'The record was changed by someone else since it was read.',
})
export class VersionConflictErrorType extends UserErrorType {
  @Field(() => Int, { description: 'Version of the record now.' })
  currentVersion!: number;
  @Field(() => NodeType, { nullable: true, description: 'The record as it is now.' })
  current?: object;
}

export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export const NullsOrder = { FIRST: 'FIRST', LAST: 'LAST' } as const;
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which way a list is ordered.',
  valuesConfig: {
    ASC: { description: 'Smallest first.' },
    DESC: { description: 'Largest first.' },
  },
});
registerEnumType(NullsOrder, {
  name: 'NullsOrder',
  description: 'Where records without a value stand.',
  valuesConfig: {
    FIRST: { description: 'Before all others.' },
    LAST: { description: 'After all others.' },
  },
});

@ObjectType('DecimalStatistics', { description: 'Figures over all records that meet the filter.' })
export class DecimalStatistics {
  @Field(() => Int, { description: 'Records with a value.' })
  count!: number;
  @Field(() => DecimalScalar, { nullable: true, description: 'Total.' })
  sum?: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'Mean, rounded to 4 decimals.' })
  avg?: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'Smallest.' })
  min?: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'Largest.' })
  max?: string;
}

@ObjectType('MoneyStatistics', { description: 'Figures of one currency; currencies never mix.' })
export class MoneyStatistics extends DecimalStatistics {
  @Field(() => CurrencyScalar, { description: 'ISO 4217 code.' })
  currency!: string;
}

/** Operator inputs by codec; made once, by hand of a table. */
type Operators = readonly ('eq' | 'in' | 'range' | 'text')[];

function operatorInput(name: string, type: () => unknown, operators: Operators) {
  const target = { [name]: class {} }[name] as new () => object;
  InputType(name, { description: `Conditions on values: ${name.replace('Filter', '')}.` })(target);
  const field = (key: string, of: () => unknown, description: string) =>
    Field(of as () => typeof String, { nullable: true, description })(target.prototype, key);
  if (operators.includes('eq')) field('eq', type, 'Equal to.');
  if (operators.includes('in')) field('in', () => [type()], 'One of; at most 250.');
  if (operators.includes('range')) {
    field('gt', type, 'Greater than.');
    field('gte', type, 'Greater than or equal to.');
    field('lt', type, 'Less than.');
    field('lte', type, 'Less than or equal to.');
  }
  if (operators.includes('text')) {
    field('contains', () => String, 'Contains, without regard to case.');
    field('startsWith', () => String, 'Starts with, without regard to case.');
  }
  field('isNull', () => Boolean, 'true: has no value; false: has one.');
  return target;
}

export const IdFilter = operatorInput('IDFilter', () => ID, ['eq', 'in']);
export const StringFilter = operatorInput('StringFilter', () => String, [
  'eq',
  'in',
  'range',
  'text',
]);
export const IntFilter = operatorInput('IntFilter', () => Int, ['eq', 'in', 'range']);
export const FloatFilter = operatorInput('FloatFilter', () => Number, ['eq', 'in', 'range']);
export const DecimalFilter = operatorInput('DecimalFilter', () => DecimalScalar, [
  'eq',
  'in',
  'range',
]);
export const BooleanFilter = operatorInput('BooleanFilter', () => Boolean, ['eq']);
export const DateFilter = operatorInput('DateFilter', () => DateScalar, ['eq', 'in', 'range']);
export const DateTimeFilter = operatorInput('DateTimeFilter', () => DateTimeScalar, [
  'eq',
  'in',
  'range',
]);
export const SecretFilter = operatorInput('SecretFilter', () => String, ['eq']);

@InputType('MoneyFilter', { description: 'Conditions on an amount of money.' })
export class MoneyFilter {
  @Field(() => DecimalFilter, { nullable: true, description: 'Conditions on the amount.' })
  amount?: object;
  @Field(() => StringFilter, { nullable: true, description: 'Conditions on the currency.' })
  currency?: object;
  @Field(() => Boolean, { nullable: true, description: 'true: has no value; false: has one.' })
  isNull?: boolean;
}

/** An enum's operator input, made once per enum. */
export function enumFilter(name: string, type: object) {
  return operatorInput(`${name}Filter`, () => type, ['eq', 'in']);
}
