import {
  enumOf,
  type EnumValue,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  payloadOf,
} from '@bureau/core';
import { JournalLineType } from '../ledger/ledger.types.js';
import { OpenItemType } from '../trade/trade.types.js';
import { BankLineType } from './bank.types.js';
import { BankRuleType } from './bank-rule.entity.js';

/** What a line of the bank may be. */
export const BankSuggestionKind = enumOf('BankSuggestionKind', 'What a bank line may be.', {
  JOURNAL_LINE: 'A line of the books that is there.',
  OPEN_ITEM: 'A payment of an open item.',
  RULE: 'What a rule says of such lines.',
  TRANSFER: 'Money from or to another bank account of ours.',
});
export type BankSuggestionKind = EnumValue<typeof BankSuggestionKind>;

/** Why a line may belong to something. */
export const BankSuggestionCause = enumOf('BankSuggestionCause', 'Why a bank line may be it.', {
  AMOUNT: 'It has the amount.',
  AMOUNT_LESS_DISCOUNT: 'It has the amount less the discount for paying early.',
  REFERENCE: 'It has the reference.',
  NUMBER_IN_TEXT: 'The number of the document stands in its text.',
  ACCOUNT: 'It comes from, or goes to, the account of the party.',
  NAME: 'The names are alike.',
  DATE: 'The days lie close together.',
  WORDS: 'It has the words of a rule.',
});
export type BankSuggestionCause = EnumValue<typeof BankSuggestionCause>;

@ObjectType('BankSuggestionReason', { description: 'A reason with what it is worth.' })
export class BankSuggestionReason {
  @Field(() => BankSuggestionCause, { description: 'Why.' })
  cause!: BankSuggestionCause;
  @Field(() => Int, { description: 'Points; they sum to the score.' })
  points!: number;
}

@ObjectType('BankSuggestion', { description: 'What a line of the bank may be, and how surely.' })
export class BankSuggestion {
  @Field(() => BankSuggestionKind, { description: 'What it may be.' })
  kind!: BankSuggestionKind;
  @Field(() => Int, { description: 'How surely, 0 to 100.' })
  score!: number;
  @Field(() => [BankSuggestionReason], { description: 'Why.' })
  reasons!: BankSuggestionReason[];
  @Field(() => JournalLineType.object, { nullable: true, description: 'The line of the books.' })
  journalLine?: { id: string } | null;
  @Field(() => OpenItemType.object, { nullable: true, description: 'The open item.' })
  openItem?: { id: string } | null;
  @Field(() => BankRuleType.object, { nullable: true, description: 'The rule.' })
  bankRule?: { id: string } | null;
  @Field(() => BankLineType.object, {
    nullable: true,
    description: 'The line of the other bank account.',
  })
  otherLine?: { id: string } | null;
}

/** Steps of confirming, in their order. */
export const BankMatchStep = enumOf('BankMatchStep', 'Steps in which lines are matched.', {
  BOOK: 'The only line of the books with the amount, within ten days, that is free.',
  REFERENCE: 'The only open item with the amount and the reference.',
  NUMBER: 'The only open item with the amount, its number in the text.',
  SEVERAL: 'All open items that the text names, when they sum to the amount.',
  ACCOUNT: 'The only open item with the amount, of the party of the account.',
  NAME: 'The only open item with the amount and a name that is alike.',
  RULE: 'What the first rule that fits says.',
});
export type BankMatchStep = EnumValue<typeof BankMatchStep>;

@InputType({ description: 'Lines of a bank account that are matched as far as it is sure.' })
export class BankSuggestionsConfirmInput {
  @Field(() => ID, { description: 'The bank account.' })
  bankAccountId!: string;
  @Field(() => [BankMatchStep], {
    nullable: true,
    description:
      'Steps that you confirm. Without it those that need nobody: BOOK, REFERENCE, and rules ' +
      'that are automatic.',
  })
  steps?: BankMatchStep[] | null;
  @Field(() => Int, { nullable: true, description: 'Lines at most, the oldest first; 200.' })
  limit?: number | null;
}

const count = (description: string) => ({ type: () => Int, description });

export const BankSuggestionsConfirmPayload = payloadOf(
  'BankSuggestionsConfirmPayload',
  {},
  {
    matchedCount: count('Lines that are matched now.'),
    refusedCount: count('Lines whose match the books refused: a closed period, a lock.'),
    openCount: count('Lines that were looked at and are still open.'),
  },
);
