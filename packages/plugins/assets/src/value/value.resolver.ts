import {
  Arg,
  Context,
  type Ctx,
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  Field,
  FieldResolver,
  Needs,
  ObjectType,
  Resolver,
  Root,
} from '@bureau/core';
import { AssetType } from '../asset.types.js';
import { type AssetValueFigures, assetValueLoader, AssetValueBook } from './asset-value.js';

@ObjectType('AssetValue', { description: 'What an asset is worth in the books on a day.' })
export class AssetValue implements AssetValueFigures {
  @Field(() => DecimalScalar, { description: 'What it was taken into the books for.' })
  cost!: string;
  @Field(() => DecimalScalar, { description: 'What is written off until that day.' })
  accumulated!: string;
  @Field(() => DecimalScalar, { description: 'What is left of it.' })
  bookValue!: string;
  @Field(() => CurrencyScalar, { description: 'ISO 4217 code.' })
  currency!: string;
  @Field(() => DateScalar, { description: 'The day.' })
  asOf!: string;
  @Field(() => AssetValueBook, { description: 'The books.' })
  book!: AssetValueBook;
}

/** Values that the ledger knows. */
@Resolver(() => AssetType.object)
export class ValueResolver {
  @FieldResolver(() => AssetValue, {
    nullable: true,
    description:
      'What it is worth in the ledger or in the tax return; null where it is not in the books ' +
      'on that day, or nobody keeps books here. Needs accounting.fixedAsset.read too.',
  })
  @Needs('id')
  value(
    @Root() { id }: { id: string },
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'The day; default today.' })
    asOf: string | null,
    @Arg('book', () => AssetValueBook, {
      defaultValue: 'BOOK',
      description: 'The books.',
    })
    book: AssetValueBook,
  ): Promise<AssetValueFigures | null> {
    return ctx.load(assetValueLoader, { assetId: id, asOf: asOf ?? ctx.today, book });
  }
}
