import { type EnumValue, enumOf } from '@bureau/core';

/** Where a fixed asset is in its life. */
export const FixedAssetStatus = enumOf('FixedAssetStatus', 'Where a fixed asset is in its life.', {
  IN_USE: 'It is in the register.',
  DISPOSED: 'It was sold or scrapped; its value is out of the books.',
  VOID: 'It was entered by mistake and taken back.',
});
export type FixedAssetStatus = EnumValue<typeof FixedAssetStatus>;

/** Which books a schedule is for. */
export const DepreciationBook = enumOf('DepreciationBook', 'Which books a schedule is for.', {
  BOOK: 'The ledger: its depreciation is posted.',
  TAX: 'The tax return: kept beside it, never posted.',
});
export type DepreciationBook = EnumValue<typeof DepreciationBook>;

/** How the value of an asset goes down. */
export const DepreciationMethod = enumOf(
  'DepreciationMethod',
  'How the value of an asset goes down over its life.',
  {
    STRAIGHT_LINE: 'The same each month.',
    SUM_OF_YEARS: 'By the years that are left: 3/6, 2/6, 1/6.',
    DECLINING: 'The same percent of the book value each year; the last year takes the rest.',
    DECLINING_THEN_STRAIGHT_LINE: 'Declining, and straight line from when that is more.',
    UNITS: 'By use: kilometres, hours, pieces.',
  },
);
export type DepreciationMethod = EnumValue<typeof DepreciationMethod>;

/** What changes an asset beside its depreciation. */
export const FixedAssetChangeKind = enumOf(
  'FixedAssetChangeKind',
  'What changes a fixed asset beside its depreciation.',
  {
    ESTIMATE: 'Life, what is left at the end, or method: from then on (IAS 8, paragraph 36).',
    REVALUATION: 'It has another fair value (IAS 16, paragraphs 31 to 42).',
    IMPAIRMENT: 'It is worth less than the books say (IAS 36, paragraphs 58 to 64).',
    IMPAIRMENT_REVERSAL: 'A loss of worth is made good (IAS 36, paragraphs 109 to 121).',
    PART_DISPOSAL: 'A part of it left.',
  },
);
export type FixedAssetChangeKind = EnumValue<typeof FixedAssetChangeKind>;

/** How a part of a month counts. */
export const Proration = enumOf('Proration', 'How a part of a month counts.', {
  MONTHS: 'The month of the start counts whole.',
  DAYS: 'Every day counts.',
});
export type Proration = EnumValue<typeof Proration>;
