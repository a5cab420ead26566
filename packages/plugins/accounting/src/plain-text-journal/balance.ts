import { exact, type ExactNumber } from '@bureau/core';
import {
  JournalFault,
  type JournalAmount,
  type JournalPosting,
  type JournalTransaction,
} from './journal.js';

/** Quantities by commodity. */
type Mixed = Map<string, ExactNumber>;

/**
 * Balances of the accounts while a journal is read: fills in the amounts that were left out, checks
 * that transactions sum to 0, and what is asserted. Memory grows with accounts, not transactions.
 */
export class RunningBalances {
  private readonly accounts = new Map<string, Mixed>();
  private last = '';
  private isOrdered = true;
  private firstAssertion: number | undefined;

  /**
   * The transaction with all its amounts. Assertions hold in the order of dates, so the first of
   * them needs a file in that order.
   * @throws JournalFault `ELIDED_TWICE`, `UNBALANCED`, `ASSERTION`, `ORDER`
   */
  take(transaction: JournalTransaction): JournalTransaction {
    this.checkOrder(transaction);
    const { postings, line } = transaction;
    const isAssigned = postings.some(({ amounts, assertion }) => assertion && amounts.length === 0);
    // What is assigned depends on the lines before it, what is left out on all the others.
    const known = isAssigned
      ? postings.map((posting) => this.added(this.assigned(posting)))
      : postings;
    const filled = (['REAL', 'BALANCED'] as const).reduce(
      (all, kind) => withElided(all, kind, line),
      known,
    );
    filled.forEach((posting, at) => {
      const isAdded = isAssigned && (known[at]?.amounts.length ?? 0) > 0;
      if (!isAdded) this.added(posting);
    });
    return { ...transaction, postings: filled };
  }

  /** Moves the balance of its account, and looks at what it says about it. */
  private added(posting: JournalPosting): JournalPosting {
    const balance = this.accounts.get(posting.account) ?? new Map<string, ExactNumber>();
    this.accounts.set(posting.account, balance);
    for (const amount of posting.amounts) add(balance, amount);
    if (posting.assertion) this.check(posting);
    return posting;
  }

  private checkOrder({ on, line, postings }: JournalTransaction): void {
    if (on < this.last || postings.some((posting) => posting.on !== undefined)) {
      this.isOrdered = false;
    }
    this.last = on > this.last ? on : this.last;
    this.firstAssertion ??= postings.find(({ assertion }) => assertion)?.line;
    if (this.firstAssertion !== undefined && !this.isOrdered) {
      const where = `the assertion of line ${this.firstAssertion}`;
      throw new JournalFault('ORDER', line, `${where} needs a file in the order of dates`);
    }
  }

  /** An assertion without an amount: what is needed to get there. */
  private assigned(posting: JournalPosting): JournalPosting {
    const { assertion, account } = posting;
    if (!assertion || posting.amounts.length > 0) return posting;
    const { commodity, isInclusive } = assertion;
    const now = this.balanceOf(account, isInclusive).get(commodity) ?? exact(0);
    const quantity = exact(assertion.quantity).minus(now).toFixed();
    return { ...posting, amounts: [{ quantity, commodity }] };
  }

  private check({ account, assertion, line }: JournalPosting): void {
    if (!assertion) return;
    const { commodity, quantity, isSole, isInclusive } = assertion;
    const balance = this.balanceOf(account, isInclusive);
    const now = balance.get(commodity) ?? exact(0);
    if (!now.equals(quantity)) {
      const words = `${account} has ${now.toFixed()} ${commodity}, not ${quantity}`;
      throw new JournalFault('ASSERTION', line, words.replace(/\s+/g, ' '));
    }
    const other = [...balance].find(([name, sum]) => name !== commodity && !sum.isZero());
    if (isSole && other) {
      throw new JournalFault('ASSERTION', line, `${account} has ${other[0] || 'numbers'} too`);
    }
  }

  private balanceOf(account: string, isInclusive: boolean): Mixed {
    if (!isInclusive) return this.accounts.get(account) ?? new Map<string, ExactNumber>();
    const sum: Mixed = new Map();
    for (const [name, balance] of this.accounts) {
      if (name !== account && !name.startsWith(`${account}:`)) continue;
      for (const [commodity, quantity] of balance) {
        add(sum, { commodity, quantity: quantity.toFixed() });
      }
    }
    return sum;
  }
}

/** The one amount that was left out balances the others, in every commodity; or they sum to 0. */
function withElided(
  postings: readonly JournalPosting[],
  kind: 'REAL' | 'BALANCED',
  line: number,
): JournalPosting[] {
  const same = postings.filter((posting) => posting.kind === kind);
  const elided = same.filter(({ amounts }) => amounts.length === 0);
  if (elided.length > 1) {
    throw new JournalFault('ELIDED_TWICE', elided[1]?.line ?? line, 'a second amount is left out');
  }
  const sum: Mixed = new Map();
  for (const posting of same) for (const amount of atCost(posting)) add(sum, amount);
  if (elided.length === 0) checkBalanced(same, sum, line);
  const left = [...sum].filter(([, quantity]) => !quantity.isZero());
  const amounts = left.map(([commodity, quantity]) => ({
    commodity,
    quantity: quantity.negated().toFixed(),
  }));
  return postings.map((posting) => {
    const isUnbalanced = posting.kind === 'UNBALANCED' && posting.amounts.length === 0;
    if (isUnbalanced) throw new JournalFault('SYNTAX', posting.line, 'an amount is needed here');
    return posting === elided[0] ? { ...posting, amounts, isInferred: true } : posting;
  });
}

/** What a posting counts for in the balance of its transaction. */
function atCost({ amounts, cost }: JournalPosting): readonly JournalAmount[] {
  const [amount] = amounts;
  if (!cost || !amount) return amounts;
  const quantity = exact(amount.quantity);
  const total = cost.isTotal
    ? exact(cost.quantity).times(Math.sign(quantity.toNumber()))
    : quantity.times(cost.quantity);
  return [{ commodity: cost.commodity, quantity: total.toFixed() }];
}

/**
 * As hledger does: a rest below half a unit of the decimals that the transaction shows is none, and
 * two commodities of opposite sign, without a cost, are taken for an exchange.
 */
function checkBalanced(postings: readonly JournalPosting[], sum: Mixed, line: number): void {
  const rests = [...sum].filter(
    ([commodity, rest]) => !rest.toDecimalPlaces(decimalsOf(postings, commodity)).isZero(),
  );
  if (rests.length === 0) return;
  const [first, second] = rests;
  const isExchange =
    rests.length === 2 &&
    postings.every(({ cost }) => !cost) &&
    first?.[1].isNegative() !== second?.[1].isNegative();
  if (isExchange) return;
  const words = rests.map(([commodity, rest]) => `${rest.toFixed()} ${commodity}`.trim());
  throw new JournalFault('UNBALANCED', line, `${words.join(', ')} too much`);
}

/** Most decimals of that commodity among the amounts; of costs where it only stands there. */
function decimalsOf(postings: readonly JournalPosting[], commodity: string): number {
  const of = (amounts: readonly JournalAmount[]) =>
    amounts
      .filter((amount) => amount.commodity === commodity)
      .map(({ quantity }) => quantity.split('.')[1]?.length ?? 0);
  const written = of(postings.flatMap(({ amounts }) => amounts));
  const costs = of(postings.flatMap(({ cost }) => cost ?? []));
  return Math.max(0, ...(written.length > 0 ? written : costs));
}

function add(sum: Mixed, { commodity, quantity }: JournalAmount): void {
  sum.set(commodity, (sum.get(commodity) ?? exact(0)).plus(quantity));
}
