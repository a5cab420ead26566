import { exact, sumAmounts } from '@bureau/core';
import type { CashFlowClass } from '../chart/account-kinds.js';

/** Sections of a cash-flow statement, in base currency; above 0 is money that came in. */
export interface CashFlow {
  operating: string;
  investing: string;
  financing: string;
  /** Their sum = change of the cash accounts (I13). */
  change: string;
}

/** One line of a posted entry in base currency, debits above 0. */
export interface CashFlowLine {
  entryId: string;
  cashFlowClass: CashFlowClass;
  base: string;
}

/**
 * Direct method (IAS 7, paragraph 18 a): in each entry that moves money, the other lines say what
 * for. Entries without a line of cash move none.
 * @param lines of a span, all those of an entry one after another
 */
export function directCashFlow(lines: Iterable<CashFlowLine>): CashFlow {
  const flow = new Flow();
  let entry: CashFlowLine[] = [];
  for (const line of lines) {
    if (entry[0] && entry[0].entryId !== line.entryId) {
      flow.entry(entry);
      entry = [];
    }
    entry.push(line);
  }
  flow.entry(entry);
  return flow.done();
}

/** An account with its balances at both ends of the span, in base currency, debits above 0. */
export interface CashFlowAccount {
  cashFlowClass: CashFlowClass;
  /** Income and expense: their movement is net income, which is operating. */
  isResult: boolean;
  opening: string;
  closing: string;
}

/** The indirect method starts from net income. */
export interface IndirectCashFlow extends CashFlow {
  netIncome: string;
}

/**
 * Indirect method (IAS 7, paragraph 18 b): net income, and what the balance sheet took up or gave
 * back. As all accounts sum to 0, the sections sum to the change of cash, as the direct ones do.
 * @param accounts all of them, cash too
 */
export function indirectCashFlow(accounts: Iterable<CashFlowAccount>): IndirectCashFlow {
  const flow = new Flow();
  let netIncome = '0';
  for (const { cashFlowClass, isResult, opening, closing } of accounts) {
    const moved = exact(closing).minus(opening).negated().toFixed();
    if (isResult) netIncome = sumAmounts([netIncome, moved]);
    flow.add(isResult ? 'OPERATING' : cashFlowClass, moved);
  }
  return { netIncome, ...flow.done() };
}

/** Sums by section. */
class Flow {
  private readonly sums: Record<CashFlowClass, string> = {
    CASH: '0',
    OPERATING: '0',
    INVESTING: '0',
    FINANCING: '0',
  };

  add(cashFlowClass: CashFlowClass, amount: string): void {
    this.sums[cashFlowClass] = sumAmounts([this.sums[cashFlowClass], amount]);
  }

  entry(lines: readonly CashFlowLine[]): void {
    if (!lines.some(({ cashFlowClass }) => cashFlowClass === 'CASH')) return;
    for (const { cashFlowClass, base } of lines) {
      this.add(cashFlowClass, exact(base).negated().toFixed());
    }
  }

  done(): CashFlow {
    const { OPERATING: operating, INVESTING: investing, FINANCING: financing } = this.sums;
    return {
      operating,
      investing,
      financing,
      change: sumAmounts([operating, investing, financing]),
    };
  }
}
