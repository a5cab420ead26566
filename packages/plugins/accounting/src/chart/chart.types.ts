import { expose, type Exposed, many } from '@bureau/core';
import { JournalLineType } from '../ledger/ledger.types.js';
import { AccountRule } from './account-rule.entity.js';
import { AccountingSettings } from './accounting-settings.entity.js';
import { LedgerAccount } from './ledger-account.entity.js';

export const LedgerAccountType: Exposed = expose(LedgerAccount, {
  prefix: 'acc',
  filter: ['code', 'name', 'type', 'subtype', 'control', 'parent', 'isPostable', 'isActive'],
  order: ['code', 'name'],
  by: ['code'],
  search: ['name', 'code'],
  relations: {
    children: many(() => LedgerAccountType, 'parent', 'Accounts below it.'),
    rules: many(() => AccountRuleType, 'account', 'What its lines must have, or may not have.'),
    lines: many(() => JournalLineType, 'account', 'Everything that was posted to it.'),
  },
});

export const AccountRuleType: Exposed = expose(AccountRule, {
  prefix: 'acr',
  filter: ['account', 'dimension', 'requirement'],
  order: ['createdAt'],
});

export const AccountingSettingsType: Exposed = expose(AccountingSettings, {
  prefix: 'acs',
  order: ['createdAt'],
  root: false,
});
