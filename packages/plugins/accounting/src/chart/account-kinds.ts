import { type EnumValue, enumOf } from '@bureau/core';

/** What an account stands for in the accounting equation. */
export const AccountType = enumOf('AccountType', 'What an account stands for.', {
  ASSET: 'What the organization owns and is owed.',
  LIABILITY: 'What it owes to others.',
  EQUITY: 'What belongs to its owners.',
  INCOME: 'What it earned; opens at zero in each fiscal year.',
  EXPENSE: 'What it spent; opens at zero in each fiscal year.',
});
export type AccountType = EnumValue<typeof AccountType>;

/** Where an account stands in the statements. */
export const AccountSubtype = enumOf('AccountSubtype', 'Where an account stands in statements.', {
  CASH: 'Cash and bank.',
  RECEIVABLE: 'Trade receivables.',
  INVENTORY: 'Goods and material.',
  OTHER_CURRENT_ASSET: 'Other current assets.',
  FIXED_ASSET: 'Tangible and intangible fixed assets at cost.',
  ACCUMULATED_DEPRECIATION: 'What of them is written off already.',
  OTHER_ASSET: 'Other long-term assets.',
  PAYABLE: 'Trade payables.',
  TAX_PAYABLE: 'Taxes owed, and input tax.',
  OTHER_CURRENT_LIABILITY: 'Other current liabilities and accruals.',
  LONG_TERM_LIABILITY: 'Loans and other long-term liabilities.',
  SHARE_CAPITAL: 'Capital paid in.',
  RETAINED_EARNINGS: 'Earnings of earlier years.',
  OTHER_EQUITY: 'Other equity.',
  REVENUE: 'Sales.',
  OTHER_INCOME: 'Other operating income.',
  COST_OF_SALES: 'What the goods and services sold did cost.',
  PERSONNEL_EXPENSE: 'Wages, salaries and social security.',
  OPERATING_EXPENSE: 'Other operating expenses.',
  DEPRECIATION: 'Depreciation and amortization.',
  FINANCIAL: 'Interest and exchange differences, earned or spent.',
  INCOME_TAX: 'Taxes on income.',
});
export type AccountSubtype = EnumValue<typeof AccountSubtype>;

/** The subtypes that an account of each type may have; the first one is the default. */
export const SUBTYPES: Readonly<Record<AccountType, readonly AccountSubtype[]>> = {
  ASSET: [
    'OTHER_CURRENT_ASSET',
    'CASH',
    'RECEIVABLE',
    'INVENTORY',
    'FIXED_ASSET',
    'ACCUMULATED_DEPRECIATION',
    'OTHER_ASSET',
    'TAX_PAYABLE',
  ],
  LIABILITY: ['OTHER_CURRENT_LIABILITY', 'PAYABLE', 'TAX_PAYABLE', 'LONG_TERM_LIABILITY'],
  EQUITY: ['OTHER_EQUITY', 'SHARE_CAPITAL', 'RETAINED_EARNINGS'],
  INCOME: ['REVENUE', 'OTHER_INCOME', 'FINANCIAL'],
  EXPENSE: [
    'OPERATING_EXPENSE',
    'COST_OF_SALES',
    'PERSONNEL_EXPENSE',
    'DEPRECIATION',
    'FINANCIAL',
    'INCOME_TAX',
  ],
};

/** The side on which an account grows. */
export const NormalSide = enumOf('NormalSide', 'The side on which an account grows.', {
  DEBIT: 'Assets and expenses.',
  CREDIT: 'Liabilities, equity and income.',
});
export type NormalSide = EnumValue<typeof NormalSide>;

/** The sub-ledger whose sum an account is. */
export const ControlKind = enumOf('ControlKind', 'The sub-ledger whose sum an account is.', {
  NONE: 'It has none.',
  RECEIVABLE: 'What customers owe; each line names its party.',
  PAYABLE: 'What is owed to suppliers; each line names its party.',
  BANK: 'A bank account.',
  TAX: 'A tax.',
  FIXED_ASSET: 'The register of fixed assets.',
  INVENTORY: 'The stock.',
});
export type ControlKind = EnumValue<typeof ControlKind>;

/** Where movements of an account stand in the cash flow statement. */
export const CashFlowClass = enumOf(
  'CashFlowClass',
  'Where movements of an account stand in the cash flow statement.',
  {
    CASH: 'It is cash itself.',
    OPERATING: 'Operating activities.',
    INVESTING: 'Investing activities.',
    FINANCING: 'Financing activities.',
  },
);
export type CashFlowClass = EnumValue<typeof CashFlowClass>;
