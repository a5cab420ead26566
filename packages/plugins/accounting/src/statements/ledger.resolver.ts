import {
  Arg,
  Context,
  type Ctx,
  Extensions,
  FieldResolver,
  ID,
  Int,
  Query,
  Refusal,
  Resolver,
  Root,
  WrittenResult,
} from '@bureau/core';
import { accountBalanceOf } from './account-balance.js';
import { isEarning } from './accounts.js';
import { yearStarts } from './balance-sheet.js';
import { figureLines } from './drill-down.js';
import { FigureLineConnection } from './figure.types.js';
import { generalLedger } from './general-ledger.js';
import { accountAt, After, Day, Dimensions, First, KnownAt, narrowing } from './statement-args.js';
import {
  AccountBalance,
  GeneralLedger,
  TrialBalance,
  TrialBalanceFigure,
  TrialBalanceRow,
} from './statement.types.js';
import { figureSource, trialBalance } from './trial-balance.js';

const MOST = 250;

const AccountId = (): ParameterDecorator =>
  Arg('accountId', () => ID, {
    nullable: true,
    description: 'The account; or its code.',
  }) as ParameterDecorator;
const AccountCode = (): ParameterDecorator =>
  Arg('accountCode', () => String, {
    nullable: true,
    description: 'Code of the account, instead of its id.',
  }) as ParameterDecorator;

/** Balances as of any day and as known at any instant. */
@Resolver()
export class LedgerResolver {
  @Extensions({ cost: 10 })
  @WrittenResult()
  @Query(() => AccountBalance, {
    description:
      'What an account stands at on a day; income and expenses from the first day of its fiscal ' +
      'year on, as in the trial balance.',
  })
  async accountBalance(
    @Context() ctx: Ctx,
    @AccountId() accountId: string | null,
    @AccountCode() accountCode: string | null,
    @Day('asOf', 'The day; default: today.', true) asOf: string | null,
    @KnownAt() knownAt: Date | null,
    @Dimensions() dimensions: string[] | null,
  ): Promise<AccountBalance> {
    const { id, currency: own, type } = await accountAt(ctx, accountId, accountCode);
    const day = asOf ?? ctx.today;
    const [year] = isEarning(type) ? await yearStarts(ctx, [day]) : [];
    const query = { ...narrowing(knownAt, dimensions), accountId: id };
    return accountBalanceOf(ctx, query, { day, since: year, own });
  }

  @WrittenResult()
  @Extensions({ cost: 50, items: 100 })
  @Query(() => TrialBalance, {
    description: 'All accounts: opening, debits, credits, closing; in the base currency.',
  })
  async trialBalance(
    @Context() ctx: Ctx,
    @Day('from', 'First day; default: that of the fiscal year.', true) from: string | null,
    @Day('to', 'Last day; default: today.', true) to: string | null,
    @KnownAt() knownAt: Date | null,
    @Dimensions() dimensions: string[] | null,
  ): Promise<TrialBalance> {
    const last = to ?? ctx.today;
    const [start = last] = from ? [from] : await yearStarts(ctx, [last]);
    if (start > last) {
      throw new Refusal('BAD_USER_INPUT', 'A trial balance does not end before it begins.');
    }
    return trialBalance(ctx, { from: start, to: last }, narrowing(knownAt, dimensions));
  }

  @WrittenResult()
  @Extensions({ cost: 50, items: 100 })
  @Query(() => GeneralLedger, { description: 'The lines of one account with running balance.' })
  async generalLedger(
    @Context() ctx: Ctx,
    @AccountId() accountId: string | null,
    @AccountCode() accountCode: string | null,
    @Day('from', 'First day.') from: string,
    @Day('to', 'Last day.') to: string,
    @KnownAt() knownAt: Date | null,
    @Dimensions() dimensions: string[] | null,
    @Arg('first', () => Int, { nullable: true, description: 'How many lines; default 100.' })
    first: number | null,
    @Arg('offset', () => Int, { nullable: true, description: 'How many lines are passed over.' })
    offset: number | null,
  ): Promise<GeneralLedger> {
    const count = first ?? 100;
    if (count < 1 || count > MOST || (offset ?? 0) < 0) {
      throw new Refusal('BAD_USER_INPUT', `first is 1 to ${MOST}, offset not below 0.`);
    }
    const { id, currency } = await accountAt(ctx, accountId, accountCode);
    return generalLedger(ctx, {
      ...narrowing(knownAt, dimensions),
      ...{ accountId: id, currency },
      ...{ from, to, first: count, offset: offset ?? 0 },
    });
  }
}

/** What the figures of a trial balance are made of. */
@Resolver(() => TrialBalanceRow)
export class TrialBalanceRowResolver {
  @Extensions({ cost: 20 })
  @FieldResolver(() => FigureLineConnection, {
    description: 'The lines that a figure is the sum of, by day.',
  })
  drillDown(
    @Root() { about, how = {} }: TrialBalanceRow,
    @Context() ctx: Ctx,
    @Arg('figure', () => TrialBalanceFigure, { description: 'The figure.' })
    figure: TrialBalanceFigure,
    @First() first: number | null,
    @After() after: string | null,
  ): Promise<FigureLineConnection> {
    const sources = [figureSource(figure, about)];
    return figureLines(ctx, { sources, how, first: first ?? 50, after });
  }
}
