import { DateScalar, DecimalScalar, Field, ID, ObjectType } from '@bureau/core';
import { DepreciationBook } from './asset-kinds.js';

@ObjectType('DepreciationPreviewLine', { description: 'What a run would take of an asset.' })
export class DepreciationPreviewLine {
  @Field(() => ID, { description: 'The asset.' })
  fixedAssetId!: string;
  @Field(() => String, { description: 'Number in the register.' })
  number!: string;
  @Field(() => String, { description: 'What it is.' })
  name!: string;
  @Field(() => DecimalScalar, { description: 'What would be taken.' })
  amount!: string;
  @Field(() => DecimalScalar, { description: 'What would be written off in all.' })
  accumulated!: string;
  @Field(() => DecimalScalar, { description: 'What would be left.' })
  bookValue!: string;
}

@ObjectType('AssetRegisterRow', { description: 'A fixed asset on a day.' })
export class AssetRegisterRow {
  @Field(() => ID, { description: 'The asset.' })
  fixedAssetId!: string;
  @Field(() => String, { description: 'Number in the register.' })
  number!: string;
  @Field(() => String, { description: 'What it is.' })
  name!: string;
  @Field(() => String, { description: 'Code of its class.' })
  classCode!: string;
  @Field(() => DateScalar, { description: 'When it came.' })
  acquiredOn!: string;
  @Field(() => DecimalScalar, { description: 'What it cost.' })
  cost!: string;
  @Field(() => DecimalScalar, { description: 'What was written off until the day.' })
  accumulated!: string;
  @Field(() => DecimalScalar, { description: 'What was left on it.' })
  bookValue!: string;
}

@ObjectType('AssetRegister', { description: 'The fixed assets on a day, and their sums.' })
export class AssetRegister {
  @Field(() => DateScalar, { description: 'The day.' })
  asOf!: string;
  @Field(() => DepreciationBook, { description: 'Which books.' })
  book!: DepreciationBook;
  @Field(() => [AssetRegisterRow], { description: 'Assets in the order of their numbers.' })
  rows!: AssetRegisterRow[];
  @Field(() => DecimalScalar, { description: 'Cost of all assets, also of those on other pages.' })
  cost!: string;
  @Field(() => DecimalScalar, { description: 'What was written off of all.' })
  accumulated!: string;
  @Field(() => DecimalScalar, { description: 'What was left of all.' })
  bookValue!: string;
}
