import { exact, sumAmounts } from '@bureau/core';
import type { BankFilePart, StatementEnd } from './statement.js';

/** The end of a statement with what its lines say against its balances. */
export interface CheckedEnd extends StatementEnd {
  /** Booked lines of the statement. */
  lineCount: number;
  /** Sum of their amounts. */
  moved: string;
  /**
   * `closing - opening - moved`: 0 where the file is whole (I29). `undefined` where it gives only
   * one balance, or lines in several currencies.
   */
  difference: string | undefined;
}

/** Adds up the lines of each statement as they pass by. */
export async function* checkedStatements(
  parts: AsyncIterable<BankFilePart>,
): AsyncGenerator<Exclude<BankFilePart, StatementEnd> | CheckedEnd> {
  let [lineCount, moved] = [0, '0'];
  let currencies = new Set<string>();
  for await (const part of parts) {
    if (part.kind === 'START') {
      [lineCount, moved, currencies] = [0, '0', new Set()];
      yield part;
    } else if (part.kind === 'LINE') {
      lineCount += 1;
      moved = sumAmounts([moved, part.amount]);
      currencies.add(part.currency);
      yield part;
    } else {
      const difference = currencies.size > 1 ? undefined : differenceOf(part, moved);
      yield { ...part, lineCount, moved, difference };
    }
  }
}

function differenceOf({ opening, closing }: StatementEnd, moved: string): string | undefined {
  if (opening === undefined || closing === undefined) return undefined;
  return exact(closing).minus(opening).minus(moved).toFixed();
}
