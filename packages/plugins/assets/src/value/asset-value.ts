import { type Ctx, defineLoader, enumOf, type EnumValue, exact, serviceToken } from '@bureau/core';

/** Which books a value is from. */
export const AssetValueBook = enumOf('AssetValueBook', 'Which books a value is from.', {
  BOOK: 'The ledger.',
  TAX: 'The tax return.',
});
export type AssetValueBook = EnumValue<typeof AssetValueBook>;

/** What an asset is worth in the books; amounts are decimal texts. */
export interface BookedValue {
  cost: string;
  accumulated: string;
  /** ISO 4217 */
  currency: string;
}

/**
 * As the ledger offers it; this plugin does not need that one to be there. Values by the uuids of
 * assets: those that are in the books on that day. @throws Refusal FORBIDDEN without its right
 */
interface BookedValues {
  valuesOf(
    ctx: Ctx,
    question: { assetIds: readonly string[]; asOf: string; book: AssetValueBook },
  ): Promise<ReadonlyMap<string, BookedValue>>;
}

const LedgerValues = serviceToken<BookedValues>('accounting.inventoryValues');

/** One value that is asked for. */
export interface ValueQuestion {
  /** Uuid. */
  assetId: string;
  asOf: string;
  book: AssetValueBook;
}

/** A value on a day, with what is left. */
export interface AssetValueFigures extends BookedValue {
  bookValue: string;
  asOf: string;
  book: AssetValueBook;
}

/** One statement for all assets of a page and a day; null for what is not in the books. */
export const assetValueLoader = defineLoader<ValueQuestion, AssetValueFigures | null>({
  name: 'assets.value',
  key: ({ assetId, asOf, book }) => `${assetId} ${asOf} ${book}`,
  async batch(ctx, questions) {
    const ledger = ledgerOf(ctx);
    if (!ledger) return questions.map(() => null);
    const answers = new Map<string, ReadonlyMap<string, BookedValue>>();
    for (const { asOf, book } of questions) {
      const group = `${asOf} ${book}`;
      if (answers.has(group)) continue;
      const assetIds = questions
        .filter((one) => one.asOf === asOf && one.book === book)
        .map(({ assetId }) => assetId);
      answers.set(group, await ledger.valuesOf(ctx, { assetIds, asOf, book }));
    }
    return questions.map(({ assetId, asOf, book }) => {
      const value = answers.get(`${asOf} ${book}`)?.get(assetId);
      if (!value) return null;
      const bookValue = exact(value.cost).minus(value.accumulated).toFixed();
      return { ...value, bookValue, asOf, book };
    });
  },
});

function ledgerOf(ctx: Ctx): BookedValues | null {
  try {
    return ctx.service(LedgerValues);
  } catch {
    return null; // no plugin keeps books here
  }
}
