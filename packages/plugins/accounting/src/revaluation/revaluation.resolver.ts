import {
  Arg,
  Context,
  type Ctx,
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  exact,
  Extensions,
  Field,
  InputType,
  Mutation,
  ObjectType,
  PartyType,
  payloadOf,
  Query,
  Resolver,
  sumAmounts,
} from '@bureau/core';
import { shownIn, shownInBase } from '../chart/base-currency.js';
import { LedgerAccountType } from '../chart/chart.types.js';
import { OpenItemType } from '../trade/trade.types.js';
import { RevaluationType } from './revaluation.entity.js';
import { revaluedPlaces } from './revalued-items.js';
import { runRevaluation } from './run-revaluation.js';

@ObjectType('RevaluationPreviewLine', { description: 'What a revaluation would post.' })
export class RevaluationPreviewLine {
  @Field(() => LedgerAccountType.object, { description: 'Account of the ledger.' })
  account!: { id: string };
  @Field(() => OpenItemType.object, { nullable: true, description: 'Null: a bank account.' })
  openItem!: { id: string } | null;
  @Field(() => PartyType.object, { nullable: true, description: 'The party of the item.' })
  party!: { id: string } | null;
  @Field(() => CurrencyScalar, { description: 'Currency of the amount.' })
  currency!: string;
  @Field(() => DecimalScalar, { description: 'What there is of it, debit above zero.' })
  amount!: string;
  @Field(() => DecimalScalar, { description: 'Worth of one unit in the base currency.' })
  exchangeRate!: string;
  @Field(() => DecimalScalar, { description: 'What the books say.' })
  bookWorth!: string;
  @Field(() => DecimalScalar, { description: 'Worth at the rate.' })
  worth!: string;
  @Field(() => DecimalScalar, { description: 'Above zero a gain, below a loss.' })
  difference!: string;
}

@ObjectType('RevaluationPreview', { description: 'What foreign currency is worth on a day.' })
export class RevaluationPreview {
  @Field(() => DateScalar, { description: 'The day.' })
  revaluedOn!: string;
  @Field(() => DecimalScalar, { description: 'Sum of what is worth more.' })
  gain!: string;
  @Field(() => DecimalScalar, { description: 'Sum of what is worth less, without a sign.' })
  loss!: string;
  @Field(() => [RevaluationPreviewLine], { description: 'What is worth something else.' })
  lines!: RevaluationPreviewLine[];
}

@InputType({ description: 'The end of a period at which foreign currency is valued.' })
export class RevaluationRunInput {
  @Field(() => DateScalar, { description: 'The last day of a period.' })
  revaluedOn!: string;
}

const RevaluationRunPayload = payloadOf(
  'RevaluationRunPayload',
  { revaluation: RevaluationType },
  {
    isUnchanged: {
      type: () => Boolean,
      description: 'True: the books are right already, nothing was posted.',
    },
  },
);

/** Foreign currency at the end of periods. */
@Resolver()
export class RevaluationResolver {
  @Query(() => RevaluationPreview, {
    description: 'What a revaluation on a day would post: open items and bank accounts.',
  })
  async revaluationPreview(
    @Context() ctx: Ctx,
    @Arg('on', () => DateScalar, { description: 'The day.' }) on: string,
  ): Promise<RevaluationPreview> {
    const places = await revaluedPlaces(ctx, on);
    const shown = await shownInBase(ctx);
    const sum = (sign: number) =>
      shown(
        exact(
          sumAmounts(
            places
              .filter(({ difference }) => exact(difference).times(sign).greaterThan(0))
              .map(({ difference }) => difference),
          ),
        ).abs(),
      );
    return {
      revaluedOn: on,
      gain: sum(1),
      loss: sum(-1),
      lines: places.map(({ accountId, openItemId, partyId, rate, ...place }) => ({
        ...place,
        amount: shownIn(place.currency)(place.amount),
        bookWorth: shown(place.bookWorth),
        worth: shown(place.worth),
        difference: shown(place.difference),
        exchangeRate: rate,
        account: { id: accountId },
        openItem: openItemId === null ? null : { id: openItemId },
        party: partyId === null ? null : { id: partyId },
      })),
    };
  }

  @Extensions({ requireKey: true, keepKey: true })
  @Mutation(() => RevaluationRunPayload, {
    description:
      'Posts what foreign currency is worth at the end of a period, and takes it back on the ' +
      'first day of the next one. A second run posts what is left to post: nothing.',
  })
  async revaluationRun(@Context() ctx: Ctx, @Arg('input') input: RevaluationRunInput) {
    const revaluation = await runRevaluation(ctx, input.revaluedOn);
    return { revaluation: revaluation ?? null, isUnchanged: revaluation === undefined };
  }
}
