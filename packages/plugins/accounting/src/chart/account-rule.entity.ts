import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';
import { Dimension } from '../dimensions/dimension.entity.js';
import { LedgerAccount } from './ledger-account.entity.js';

/** What a rule asks of the lines of an account. */
export const AccountRequirement = enumOf('AccountRequirement', 'What lines of an account need.', {
  REQUIRED: 'Each line must have it.',
  FORBIDDEN: 'No line may have it.',
});
export type AccountRequirement = EnumValue<typeof AccountRequirement>;

/** What lines of an account must have, or may not have. */
export const AccountRuleSchema = defineEntity({
  name: 'AccountRule',
  schema: 'accounting',
  tableName: 'account_rule',
  comment: 'What lines of an account must have, or may not have.',
  uniques: [
    { properties: ['account', 'dimension'], where: 'dimension_id is not null' },
    { name: 'account_rule_party_key', properties: ['account'], where: 'dimension_id is null' },
  ],
  properties: {
    ...record(),
    account: () => p.manyToOne(LedgerAccount).comment('The account'),
    dimension: () =>
      p.manyToOne(Dimension).nullable().comment('The dimension; null: the party of the line'),
    requirement: choice(AccountRequirement).comment('Whether it must be there or must not'),
  },
});

export class AccountRule extends AccountRuleSchema.class {}
AccountRuleSchema.setClass(AccountRule);
