import { Arg, Context, type Ctx, DateScalar, ID, Int, Query, Resolver } from '@bureau/core';
import { shownInBase } from '../chart/base-currency.js';
import { agedParties } from './aged-parties.js';
import { tradeErrors } from './errors.js';
import {
  AgeingFrom,
  AgeingReport,
  PartyStatement,
  TaxSummaryLine,
  UnappliedCredit,
} from './receivables.types.js';
import { statementOf } from './party-statement.js';
import { unappliedCredits } from './unapplied-credits.js';
import { TradeSide } from './trade-kinds.js';

const TAX_SUMMARY = `
  select t.code as "taxCode", c.code as component, a.code as account,
      (-sum(l.base_amount))::text as amount
    from accounting.line l
    join accounting.tax_component c on c.id = l.tax_code_id
    join accounting.tax_code t on t.id = c.tax_code_id
    join accounting.account a on a.id = l.account_id
   where l.posted_on between $1 and $2
   group by t.code, c.code, a.code
   order by t.code, c.code, a.code`;

type TaxRow = Record<'taxCode' | 'component' | 'account' | 'amount', string>;

const AS_OF = { nullable: true, description: 'The day; default today.' };
const BASIS = { nullable: true, description: 'From which day age is counted; default DUE.' };
const BOUNDS = {
  nullable: true,
  description: 'Days up to which each span of age goes, rising; default 0, 30, 60, 90.',
};
const FROM = { description: 'First day.' };
const TO = { description: 'Last day.' };

/** What is open on any day. */
@Resolver()
export class ReceivablesResolver {
  @Query(() => AgeingReport, { description: 'What customers owe on a day, by age.' })
  async agedReceivables(
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: string | null,
    @Arg('basis', () => AgeingFrom, BASIS) basis?: AgeingFrom | null,
    @Arg('bounds', () => [Int], BOUNDS) bounds?: number[] | null,
  ): Promise<AgeingReport> {
    return agedParties(ctx, 'RECEIVABLE', { asOf, basis, bounds });
  }

  @Query(() => AgeingReport, { description: 'What suppliers are owed on a day, by age.' })
  async agedPayables(
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: string | null,
    @Arg('basis', () => AgeingFrom, BASIS) basis?: AgeingFrom | null,
    @Arg('bounds', () => [Int], BOUNDS) bounds?: number[] | null,
  ): Promise<AgeingReport> {
    return agedParties(ctx, 'PAYABLE', { asOf, basis, bounds });
  }

  @Query(() => [UnappliedCredit], {
    description: 'Payments and credit notes that settle nothing yet, the oldest first.',
  })
  async unappliedCredits(
    @Context() ctx: Ctx,
    @Arg('side', () => TradeSide, { description: 'Of customers or of suppliers.' }) side: TradeSide,
    @Arg('partyId', () => ID, { nullable: true, description: 'Of this party only.' })
    partyId?: string | null,
  ): Promise<UnappliedCredit[]> {
    return unappliedCredits(ctx, side, partyId);
  }

  @Query(() => [PartyStatement], {
    description: 'Statement of account of a party: one for each currency.',
  })
  async partyStatement(
    @Context() ctx: Ctx,
    @Arg('partyId', () => ID, { description: 'The party.' }) partyId: string,
    @Arg('side', () => TradeSide, { description: 'As customer or as supplier.' }) side: TradeSide,
    @Arg('from', () => DateScalar, FROM) from: string,
    @Arg('to', () => DateScalar, TO) to: string,
  ): Promise<PartyStatement[]> {
    if (to < from) throw tradeErrors.STATEMENT_SPAN({}, ['to']);
    return statementOf(ctx, { partyId, side, from, to });
  }

  @Query(() => [TaxSummaryLine], {
    description: 'What was posted to the accounts of taxes in a span of days.',
  })
  async taxSummary(
    @Context() ctx: Ctx,
    @Arg('from', () => DateScalar, FROM) from: string,
    @Arg('to', () => DateScalar, TO) to: string,
  ): Promise<TaxSummaryLine[]> {
    if (to < from) throw tradeErrors.STATEMENT_SPAN({}, ['to']);
    const rows = await ctx.sql<TaxRow>(TAX_SUMMARY, [from, to]);
    const shown = await shownInBase(ctx);
    return rows.map((row) => ({ ...row, amount: shown(row.amount) }));
  }
}
