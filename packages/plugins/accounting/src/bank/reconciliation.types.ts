import { CurrencyScalar, DateScalar, DecimalScalar, Field, Int, ObjectType } from '@bureau/core';
import { JournalLineType } from '../ledger/ledger.types.js';
import { BankAccountType, BankLineType } from './bank.types.js';
import { MOST_LISTED } from './reconciliation.js';

@ObjectType('ReconciliationStatement', {
  description:
    'Bank and books of an account on a day: lineBalance = bookBalance - inTransit + unmatched + ' +
    'openingDifference.',
})
export class ReconciliationStatement {
  @Field(() => BankAccountType.object, { description: 'The bank account.' })
  bankAccount!: { id: string };
  @Field(() => DateScalar, { description: 'The day.' })
  asOf!: string;
  @Field(() => CurrencyScalar, { description: 'Currency of the amounts.' })
  currency!: string;
  @Field(() => DecimalScalar, { description: 'Balance in the books.' })
  bookBalance!: string;
  @Field(() => DecimalScalar, { description: 'Opening balance and lines of the bank together.' })
  lineBalance!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'As the bank told it last.' })
  statementBalance!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The day of that.' })
  statementOn!: string | null;
  @Field(() => DecimalScalar, { description: 'Lines of the books that the bank has not.' })
  inTransit!: string;
  @Field(() => DecimalScalar, { description: 'Lines of the bank that the books have not.' })
  unmatched!: string;
  @Field(() => DecimalScalar, { description: 'Opening balance of the bank less the books.' })
  openingDifference!: string;
  @Field(() => DecimalScalar, { description: 'What these do not explain: zero.' })
  difference!: string;
  @Field(() => [JournalLineType.object], { description: `Those, ${MOST_LISTED} at most.` })
  inTransitLines!: { id: string }[];
  @Field(() => [BankLineType.object], { description: `Those, ${MOST_LISTED} at most.` })
  unmatchedLines!: { id: string }[];
}

@ObjectType('BankBalance', { description: 'What bank and books say of an account.' })
export class BankBalance {
  @Field(() => BankAccountType.object, { description: 'The bank account.' })
  bankAccount!: { id: string };
  @Field(() => CurrencyScalar, { description: 'Currency of the amounts.' })
  currency!: string;
  @Field(() => DecimalScalar, { description: 'Balance in the books.' })
  bookBalance!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'As the bank told it last.' })
  statementBalance!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The day of that.' })
  statementOn!: string | null;
  @Field(() => Int, { description: 'Lines of the bank that are open.' })
  openLineCount!: number;
}
