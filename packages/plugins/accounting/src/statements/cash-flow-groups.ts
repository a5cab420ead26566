import type { AccountSubtype } from '../chart/account-kinds.js';
import { SUBTYPES } from '../chart/account-kinds.js';
import type { StatementGroup } from './statement-lines.js';

/** What cash was paid and received for: groups of the direct method. */
export const PURPOSES: readonly StatementGroup[] = groupsOf({
  RECEIVABLE: 'From customers',
  PAYABLE: 'To suppliers',
  REVENUE: 'Sales for cash',
  OTHER_INCOME: 'Other income',
  INVENTORY: 'Goods and material',
  COST_OF_SALES: 'Goods and services for sale',
  PERSONNEL_EXPENSE: 'Wages, salaries and social security',
  OTHER_CURRENT_LIABILITY: 'To employees, and other short-term liabilities',
  OTHER_CURRENT_ASSET: 'Other current assets',
  OPERATING_EXPENSE: 'Operating expenses',
  DEPRECIATION: 'Depreciation and disposals',
  FINANCIAL: 'Interest and exchange',
  TAX_PAYABLE: 'Taxes',
  INCOME_TAX: 'Taxes on income',
  FIXED_ASSET: 'Fixed assets',
  ACCUMULATED_DEPRECIATION: 'Accumulated depreciation',
  OTHER_ASSET: 'Other long-term assets',
  LONG_TERM_LIABILITY: 'Loans',
  SHARE_CAPITAL: 'Share capital',
  RETAINED_EARNINGS: 'Retained earnings',
  OTHER_EQUITY: 'Owners and other equity',
  CASH: 'Money that is not counted as cash',
});

/** What the accounts moved by: groups of the indirect method. */
export const CHANGES: readonly StatementGroup[] = groupsOf({
  ACCUMULATED_DEPRECIATION: 'Depreciation',
  RECEIVABLE: 'Change of trade receivables',
  INVENTORY: 'Change of inventories',
  OTHER_CURRENT_ASSET: 'Change of other current assets',
  PAYABLE: 'Change of trade payables',
  TAX_PAYABLE: 'Change of taxes',
  OTHER_CURRENT_LIABILITY: 'Change of other current liabilities',
  FIXED_ASSET: 'Change of fixed assets',
  OTHER_ASSET: 'Change of other long-term assets',
  LONG_TERM_LIABILITY: 'Change of loans',
  SHARE_CAPITAL: 'Change of share capital',
  RETAINED_EARNINGS: 'Change of retained earnings',
  OTHER_EQUITY: 'Owners and other equity',
  CASH: 'Change of money that is not counted as cash',
});

/** Every subtype has its group: what the list does not name stands under its own name. */
function groupsOf(labels: Partial<Record<AccountSubtype, string>>): StatementGroup[] {
  const all = new Set<AccountSubtype>(Object.keys(labels) as AccountSubtype[]);
  for (const subtype of Object.values(SUBTYPES).flat()) all.add(subtype);
  return [...all].map((subtype) => ({ subtype, label: labels[subtype] ?? wordsOf(subtype) }));
}

function wordsOf(subtype: AccountSubtype): string {
  const words = subtype.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
