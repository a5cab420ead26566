import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  ID,
  Query,
  Refusal,
  Resolver,
  roundMoney,
} from '@bureau/core';
import { BankAccountType } from './bank.types.js';
import { reconcile } from './reconciliation.js';
import { BankBalance, ReconciliationStatement } from './reconciliation.types.js';

const BALANCES = `
  select a.id, a.currency,
      (select coalesce(sum(l.amount), 0) from accounting.line l
        where l.account_id = a.ledger_account_id and l.currency = a.currency
          and l.posted_on <= $1)::text as "bookBalance",
      s.closing_balance::text as "statementBalance", s.closing_on::text as "statementOn",
      (select count(*) from accounting.bank_line b
        where b.bank_account_id = a.id and b.status = 'OPEN' and b.booked_on <= $1)::text as open
    from accounting.bank_account a
    left join lateral (
      select closing_balance, closing_on from accounting.bank_statement
       where bank_account_id = a.id and closing_on <= $1 and closing_balance is not null
       order by closing_on desc, id desc limit 1) s on true
   where a.is_active and a.id = any($2)
   order by a.name, a.id`;

const MOST_ACCOUNTS = 500;
const AS_OF = { nullable: true, description: 'The day; default today.' };

/** Bank and books side by side. */
@Resolver()
export class ReconciliationResolver {
  @Query(() => ReconciliationStatement, {
    description: 'What bank and books say of an account on a day, and what lies between them.',
  })
  async reconciliationStatement(
    @Context() ctx: Ctx,
    @Arg('bankAccountId', () => ID, { description: 'The bank account.' }) bankAccountId: string,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: string | null,
  ): Promise<ReconciliationStatement> {
    const [id] = await ctx.ids(BankAccountType, { id: { eq: bankAccountId } }, 1);
    if (id === undefined) throw new Refusal('NOT_FOUND', 'There is no such bank account.');
    const found = await reconcile(ctx, id, asOf ?? ctx.today);
    const { inTransitIds, unmatchedIds } = found;
    return {
      ...found,
      bankAccount: { id },
      inTransitLines: inTransitIds.map((one) => ({ id: one })),
      unmatchedLines: unmatchedIds.map((one) => ({ id: one })),
    };
  }

  @Query(() => [BankBalance], {
    description: 'What bank and books say of each bank account in use.',
  })
  async bankBalances(
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, AS_OF) asOf?: string | null,
  ): Promise<BankBalance[]> {
    const ids = await ctx.ids(BankAccountType, {}, MOST_ACCOUNTS);
    type Row = Omit<BankBalance, 'bankAccount' | 'openLineCount'> & { id: string; open: string };
    const rows = await ctx.sql<Row & Record<string, unknown>>(BALANCES, [asOf ?? ctx.today, ids]);
    return rows.map(({ id, open, ...row }) => ({
      ...row,
      bookBalance: roundMoney(row.bookBalance, row.currency),
      statementBalance:
        row.statementBalance === null ? null : roundMoney(row.statementBalance, row.currency),
      bankAccount: { id },
      openLineCount: Number(open),
    }));
  }
}
