import {
  CurrencyScalar,
  DateScalar,
  Field,
  ID,
  inputOf,
  InputType,
  Int,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { FiscalYearType } from '../years/years.types.js';
import { AccountRequirement } from './account-rule.entity.js';
import { AccountRuleType, AccountingSettingsType, LedgerAccountType } from './chart.types.js';
import { ChartTemplate } from './charts.js';
import { AccountSubtype, NormalSide } from './account-kinds.js';
import { LedgerAccount } from './ledger-account.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'How the books begin.' })
export class AccountingSetUpInput {
  @Field(() => ChartTemplate, { description: 'Chart of accounts to begin with.' })
  chart!: ChartTemplate;
  @Field(() => CurrencyScalar, { description: 'Currency of the books; never changed.' })
  baseCurrency!: string;
  @Field(() => DateScalar, { description: 'First day of the first fiscal year.' })
  startsOn!: string;
}

@InputType({ description: 'Changes of how the books are kept; what is left out stays.' })
export class AccountingSettingsUpdateInput {
  @Field(() => ID, { nullable: true, description: 'Takes the earnings when a year is closed.' })
  retainedEarningsAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Clearing account of opening balances.' })
  openingAccountId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether another person must agree when a closed period is opened again.',
  })
  reopenNeedsApproval?: boolean | null;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

const ACCOUNT = ['code', 'name', 'currency', 'control', 'cashFlow', 'parent', 'note'] as const;
const OPTIONAL = { optional: ['control', 'cashFlow', 'isPostable'] as const };

@InputType({ description: 'A new account.' })
export class LedgerAccountCreateInput extends inputOf(
  LedgerAccount,
  [...ACCOUNT, 'type', 'isPostable'],
  OPTIONAL,
) {
  @Field(() => AccountSubtype, {
    nullable: true,
    description: 'Where it stands in the statements; default: other of its type.',
  })
  subtype?: AccountSubtype | null;
  @Field(() => NormalSide, {
    nullable: true,
    description: 'The side on which it grows; default: that of its type.',
  })
  normalSide?: NormalSide | null;
}

@InputType({ description: 'Changes of an account; what is left out stays.' })
export class LedgerAccountUpdateInput extends patchOf(LedgerAccount, [
  ...ACCOUNT,
  'subtype',
  'isPostable',
  'isActive',
]) {
  @Field(() => ID, { description: 'The account.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'An account that takes no more lines.' })
export class LedgerAccountDeactivateInput {
  @Field(() => ID, { description: 'The account; its balance must be zero.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'What lines of an account must have, or may not have.' })
export class AccountRuleSetInput {
  @Field(() => ID, { description: 'The account.' })
  accountId!: string;
  @Field(() => ID, { nullable: true, description: 'The dimension; null: the party.' })
  dimensionId?: string | null;
  @Field(() => AccountRequirement, {
    nullable: true,
    description: 'What is asked of it; null takes the rule away.',
  })
  requirement?: AccountRequirement | null;
}

export const AccountingSetUpPayload = payloadOf('AccountingSetUpPayload', {
  accountingSettings: AccountingSettingsType,
  fiscalYear: FiscalYearType,
});
export const AccountingSettingsUpdatePayload = payloadOf('AccountingSettingsUpdatePayload', {
  accountingSettings: AccountingSettingsType,
});
export const LedgerAccountCreatePayload = payloadOf('LedgerAccountCreatePayload', {
  ledgerAccount: LedgerAccountType,
});
export const LedgerAccountUpdatePayload = payloadOf('LedgerAccountUpdatePayload', {
  ledgerAccount: LedgerAccountType,
});
export const LedgerAccountDeactivatePayload = payloadOf('LedgerAccountDeactivatePayload', {
  ledgerAccount: LedgerAccountType,
});
export const AccountRuleSetPayload = payloadOf('AccountRuleSetPayload', {
  accountRule: AccountRuleType,
});
