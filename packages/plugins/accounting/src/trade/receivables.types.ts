import {
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  enumOf,
  type EnumValue,
  Field,
  ID,
  Int,
  ObjectType,
} from '@bureau/core';
import { OpenItemKind } from './trade-kinds.js';

/** How old items are counted. */
export const AgeingFrom = enumOf('AgeingBasis', 'From which day the age of items is counted.', {
  DUE: 'The day on which they are due.',
  DOCUMENT: 'The date of their document.',
});
export type AgeingFrom = EnumValue<typeof AgeingFrom>;

@ObjectType('AgeingBucket', { description: 'What is open in a span of age.' })
export class AgeingBucket {
  @Field(() => Int, { nullable: true, description: 'Days up to which; null: older than the rest.' })
  upToDays!: number | null;
  @Field(() => DecimalScalar, { description: 'What is open; never below zero.' })
  amount!: string;
}

@ObjectType('AgedPartyBalance', { description: 'What is open with a party in one currency.' })
export class AgedPartyBalance {
  @Field(() => ID, { description: 'The party.' })
  partyId!: string;
  @Field(() => String, { description: 'Number of the party.' })
  partyCode!: string;
  @Field(() => String, { description: 'Name of the party.' })
  partyName!: string;
  @Field(() => CurrencyScalar, { description: 'Currency of the amounts.' })
  currency!: string;
  @Field(() => [AgeingBucket], { description: 'By age; they and the credits sum to the total.' })
  buckets!: AgeingBucket[];
  @Field(() => DecimalScalar, { description: 'Credits that are not used; zero or below.' })
  credits!: string;
  @Field(() => DecimalScalar, { description: 'Balance of the party on its control accounts.' })
  total!: string;
}

@ObjectType('AgeingReport', { description: 'What is open on a day, by party, currency and age.' })
export class AgeingReport {
  @Field(() => DateScalar, { description: 'The day.' })
  asOf!: string;
  @Field(() => [AgedPartyBalance], { description: 'One for each party and currency.' })
  parties!: AgedPartyBalance[];
}

@ObjectType('PartyStatementLine', { description: 'A document or payment of a statement.' })
export class PartyStatementLine {
  @Field(() => DateScalar, { description: 'Its day.' })
  on!: string;
  @Field(() => ID, { description: 'Its open item.' })
  openItemId!: string;
  @Field(() => OpenItemKind, { description: 'What it is.' })
  kind!: OpenItemKind;
  @Field(() => String, { description: 'Its number.' })
  reference!: string;
  @Field(() => DecimalScalar, { description: 'By how much the balance grows; below zero: falls.' })
  amount!: string;
  @Field(() => DecimalScalar, { description: 'Balance after it.' })
  balance!: string;
}

@ObjectType('PartyStatement', {
  description:
    'Statement of account in one currency: what a customer owes, or what a supplier is owed.',
})
export class PartyStatement {
  @Field(() => ID, { description: 'The party.' })
  partyId!: string;
  @Field(() => CurrencyScalar, { description: 'Currency of the amounts.' })
  currency!: string;
  @Field(() => DecimalScalar, { description: 'Balance before the first day.' })
  opening!: string;
  @Field(() => [PartyStatementLine], { description: 'What was between the days.' })
  lines!: PartyStatementLine[];
  @Field(() => DecimalScalar, { description: 'Balance after the last day.' })
  closing!: string;
}

@ObjectType('UnappliedCredit', { description: 'A credit that settles nothing yet.' })
export class UnappliedCredit {
  @Field(() => ID, { description: 'Its open item.' })
  openItemId!: string;
  @Field(() => ID, { description: 'Whose credit it is.' })
  partyId!: string;
  @Field(() => String, { description: 'Name of the party.' })
  partyName!: string;
  @Field(() => OpenItemKind, { description: 'What it comes from.' })
  kind!: OpenItemKind;
  @Field(() => String, { description: 'Its number.' })
  reference!: string;
  @Field(() => DateScalar, { description: 'Its day.' })
  documentOn!: string;
  @Field(() => CurrencyScalar, { description: 'Currency of the amount.' })
  currency!: string;
  @Field(() => DecimalScalar, { description: 'What of it is not used; above zero.' })
  amount!: string;
}

@ObjectType('TaxSummaryLine', { description: 'A tax in a span of days, in the base currency.' })
export class TaxSummaryLine {
  @Field(() => String, { description: 'The tax code.' })
  taxCode!: string;
  @Field(() => String, { description: 'Code of the tax in it.' })
  component!: string;
  @Field(() => String, { description: 'Code of the account of the tax.' })
  account!: string;
  @Field(() => DecimalScalar, { description: 'Owed above zero, deducted below.' })
  amount!: string;
}
