import { choice, defineEntity, p, record } from '@bureau/core';
import { errors } from '../errors.js';
import {
  AccountSubtype,
  AccountType,
  CashFlowClass,
  ControlKind,
  NormalSide,
  SUBTYPES,
} from './account-kinds.js';

/** An account of the general ledger. */
export const LedgerAccountSchema = defineEntity({
  name: 'LedgerAccount',
  schema: 'accounting',
  tableName: 'account',
  comment: 'An account of the general ledger.',
  checks: [
    { name: 'account_code_check', expression: "code ~ '^[A-Za-z0-9][A-Za-z0-9.-]*$'" },
    { name: 'account_name_filled_check', expression: "btrim(name) <> ''" },
    { name: 'account_currency_check', expression: "currency ~ '^[A-Z]{3}$'" },
  ],
  properties: {
    ...record(),
    code: p.string().length(20).comment('Number in the chart of accounts, unique'),
    name: p.string().length(120).comment('Name for people'),
    type: choice(AccountType).comment('What it stands for'),
    subtype: choice(AccountSubtype).comment('Where it stands in the statements'),
    normalSide: choice(NormalSide).comment('The side on which it grows'),
    currency: p
      .string()
      .length(3)
      .nullable()
      .comment('The only currency that it takes (ISO 4217); null: any'),
    control: choice(ControlKind).default('NONE').comment('The sub-ledger whose sum it is'),
    cashFlow: choice(CashFlowClass)
      .default('OPERATING')
      .comment('Where its movements stand in the cash flow statement'),
    parent: () => p.manyToOne(LedgerAccount).nullable().comment('The account above it'),
    isPostable: p
      .boolean()
      .default(true)
      .comment('Whether lines may be posted to it; a heading takes none'),
    isActive: p.boolean().default(true).comment('Whether new lines may be posted to it'),
    note: p.string().length(500).nullable().comment('What it is for'),
  },
});

export class LedgerAccount extends LedgerAccountSchema.class {
  /** @throws ACCOUNTING_SUBTYPE_TYPE */
  assertSubtype(): void {
    const { type, subtype }: { type: AccountType; subtype: AccountSubtype } = this;
    if (SUBTYPES[type].includes(subtype)) return;
    throw errors.SUBTYPE_TYPE({ type, subtype }, ['input', 'subtype']);
  }
}
LedgerAccountSchema.setClass(LedgerAccount);
