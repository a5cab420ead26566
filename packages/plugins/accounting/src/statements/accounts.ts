import type { Ctx } from '@bureau/core';
import type {
  AccountSubtype,
  AccountType,
  CashFlowClass,
  NormalSide,
} from '../chart/account-kinds.js';

/** An account as statements need it. */
export interface StatementAccount {
  /** Uuid. */
  id: string;
  code: string;
  name: string;
  type: AccountType;
  subtype: AccountSubtype;
  normalSide: NormalSide;
  cashFlow: CashFlowClass;
}

type Row = {
  id: string;
  code: string;
  name: string;
  type: AccountType;
  subtype: AccountSubtype;
  normal_side: NormalSide;
  cash_flow: CashFlowClass;
};

/** All accounts by code; headings too, which may have taken lines once. */
export async function readAccounts(ctx: Ctx): Promise<StatementAccount[]> {
  const rows = await ctx.sql<Row>(
    `select id, code, name, type, subtype, normal_side, cash_flow
       from accounting.account order by code`,
  );
  return rows.map(({ normal_side: normalSide, cash_flow: cashFlow, ...account }) => {
    return { ...account, normalSide, cashFlow };
  });
}

/** Whether an account of this type opens at zero in each fiscal year. */
export function isEarning(type: AccountType): boolean {
  return type === 'INCOME' || type === 'EXPENSE';
}
