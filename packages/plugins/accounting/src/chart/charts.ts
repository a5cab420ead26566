import { type EnumValue, enumOf } from '@bureau/core';
import { type Chart, readChart } from './chart-accounts.js';

/** Charts of accounts that books may begin with. */
export const ChartTemplate = enumOf('ChartTemplate', 'Charts of accounts to begin with.', {
  STANDARD: 'A trading or manufacturing company, in the order of its statements.',
  SMALL: 'A small firm or association.',
});
export type ChartTemplate = EnumValue<typeof ChartTemplate>;

const STANDARD = `
1 Assets | ASSET OTHER_ASSET
  10 Cash and bank | ASSET CASH
    1000 Cash on hand | ASSET CASH
    1010 Bank | ASSET CASH BANK
    1020 Savings account | ASSET CASH BANK
    1090 Cash in transit | ASSET CASH
  12 Receivables | ASSET RECEIVABLE
    1200 Trade receivables | ASSET RECEIVABLE RECEIVABLE
    1210 Other receivables | ASSET OTHER_CURRENT_ASSET
    1240 Input tax | ASSET TAX_PAYABLE TAX
    1250 Advances to employees | ASSET OTHER_CURRENT_ASSET
    1260 Prepaid expenses | ASSET OTHER_CURRENT_ASSET
  13 Inventories | ASSET INVENTORY
    1300 Raw material | ASSET INVENTORY INVENTORY
    1310 Goods and finished products | ASSET INVENTORY INVENTORY
  15 Fixed assets | ASSET FIXED_ASSET
    1500 Intangible assets | ASSET FIXED_ASSET FIXED_ASSET
    1510 Machines and instruments | ASSET FIXED_ASSET FIXED_ASSET
    1520 Furniture and fittings | ASSET FIXED_ASSET FIXED_ASSET
    1530 Computers and phones | ASSET FIXED_ASSET FIXED_ASSET
    1540 Vehicles | ASSET FIXED_ASSET FIXED_ASSET
    1590 Accumulated depreciation | ASSET ACCUMULATED_DEPRECIATION
  18 Other assets | ASSET OTHER_ASSET
    1800 Deposits | ASSET OTHER_ASSET
  19 Clearing | ASSET OTHER_CURRENT_ASSET
    1900 Currency clearing | ASSET OTHER_CURRENT_ASSET
    1910 Payroll clearing | ASSET OTHER_CURRENT_ASSET
    1990 Opening balances | ASSET OTHER_CURRENT_ASSET
2 Liabilities | LIABILITY OTHER_CURRENT_LIABILITY
  20 Payables | LIABILITY PAYABLE
    2000 Trade payables | LIABILITY PAYABLE PAYABLE
    2010 Payables to employees | LIABILITY PAYABLE PAYABLE
  21 Taxes | LIABILITY TAX_PAYABLE
    2100 Output tax | LIABILITY TAX_PAYABLE TAX
    2110 Tax in transition | LIABILITY TAX_PAYABLE TAX
    2120 Withholding tax | LIABILITY TAX_PAYABLE TAX
    2130 Income tax payable | LIABILITY TAX_PAYABLE
    2140 VAT payable | LIABILITY TAX_PAYABLE
  22 Wages and social security | LIABILITY OTHER_CURRENT_LIABILITY
    2200 Wages payable | LIABILITY OTHER_CURRENT_LIABILITY
    2210 Wage tax payable | LIABILITY OTHER_CURRENT_LIABILITY
    2220 Social security payable | LIABILITY OTHER_CURRENT_LIABILITY
  23 Other current liabilities | LIABILITY OTHER_CURRENT_LIABILITY
    2300 Accrued expenses | LIABILITY OTHER_CURRENT_LIABILITY
    2310 Deferred income | LIABILITY OTHER_CURRENT_LIABILITY
    2320 Customer prepayments | LIABILITY OTHER_CURRENT_LIABILITY
  25 Long-term liabilities | LIABILITY LONG_TERM_LIABILITY
    2500 Bank loan | LIABILITY LONG_TERM_LIABILITY
3 Equity | EQUITY OTHER_EQUITY
  3000 Share capital | EQUITY SHARE_CAPITAL
  3100 Retained earnings | EQUITY RETAINED_EARNINGS
  3200 Dividends | EQUITY OTHER_EQUITY
4 Income | INCOME REVENUE
  40 Sales | INCOME REVENUE
    4000 Sales of goods | INCOME REVENUE
    4010 Services and calibration | INCOME REVENUE
    4090 Discounts granted | INCOME REVENUE
  45 Other income | INCOME OTHER_INCOME
    4500 Other operating income | INCOME OTHER_INCOME
    4510 Gain on disposal of assets | INCOME OTHER_INCOME
  48 Financial income | INCOME FINANCIAL
    4800 Interest income | INCOME FINANCIAL
    4810 Realized exchange gains | INCOME FINANCIAL
    4820 Unrealized exchange gains | INCOME FINANCIAL
5 Cost of sales | EXPENSE COST_OF_SALES
  5000 Material and goods | EXPENSE COST_OF_SALES
  5100 Freight | EXPENSE COST_OF_SALES
  5900 Discounts received | EXPENSE COST_OF_SALES
6 Operating expenses | EXPENSE OPERATING_EXPENSE
  60 Personnel | EXPENSE PERSONNEL_EXPENSE
    6000 Wages and salaries | EXPENSE PERSONNEL_EXPENSE
    6010 Social security | EXPENSE PERSONNEL_EXPENSE
    6020 Training and travel of employees | EXPENSE PERSONNEL_EXPENSE
  61 Premises and office | EXPENSE OPERATING_EXPENSE
    6100 Rent | EXPENSE OPERATING_EXPENSE
    6110 Energy | EXPENSE OPERATING_EXPENSE
    6120 Cleaning and repairs | EXPENSE OPERATING_EXPENSE
    6130 Office supplies | EXPENSE OPERATING_EXPENSE
    6140 Phone and internet | EXPENSE OPERATING_EXPENSE
    6150 Software and licences | EXPENSE OPERATING_EXPENSE
  62 Sales and administration | EXPENSE OPERATING_EXPENSE
    6200 Advertising | EXPENSE OPERATING_EXPENSE
    6210 Insurance | EXPENSE OPERATING_EXPENSE
    6220 Legal and audit fees | EXPENSE OPERATING_EXPENSE
    6230 Vehicles | EXPENSE OPERATING_EXPENSE
    6240 Bad debts | EXPENSE OPERATING_EXPENSE
    6250 Bank charges | EXPENSE OPERATING_EXPENSE
    6260 Rounding differences | EXPENSE OPERATING_EXPENSE
    6290 Other expenses | EXPENSE OPERATING_EXPENSE
  65 Depreciation | EXPENSE DEPRECIATION
    6500 Depreciation of fixed assets | EXPENSE DEPRECIATION
    6510 Loss on disposal of assets | EXPENSE DEPRECIATION
7 Financial and tax | EXPENSE FINANCIAL
  7000 Interest expense | EXPENSE FINANCIAL
  7010 Realized exchange losses | EXPENSE FINANCIAL
  7020 Unrealized exchange losses | EXPENSE FINANCIAL
  7100 Income tax | EXPENSE INCOME_TAX
`;

const SMALL = `
100 Cash on hand | ASSET CASH
110 Bank | ASSET CASH BANK
120 Receivables | ASSET RECEIVABLE RECEIVABLE
130 Prepaid expenses | ASSET OTHER_CURRENT_ASSET
140 Input tax | ASSET TAX_PAYABLE TAX
150 Equipment | ASSET FIXED_ASSET FIXED_ASSET
159 Accumulated depreciation | ASSET ACCUMULATED_DEPRECIATION
199 Opening balances | ASSET OTHER_CURRENT_ASSET
200 Payables | LIABILITY PAYABLE PAYABLE
210 Output tax | LIABILITY TAX_PAYABLE TAX
220 Accrued expenses | LIABILITY OTHER_CURRENT_LIABILITY
230 Loan | LIABILITY LONG_TERM_LIABILITY
300 Capital | EQUITY SHARE_CAPITAL
310 Retained earnings | EQUITY RETAINED_EARNINGS
400 Sales and fees | INCOME REVENUE
410 Donations and other income | INCOME OTHER_INCOME
500 Material and goods | EXPENSE COST_OF_SALES
600 Wages | EXPENSE PERSONNEL_EXPENSE
610 Rent | EXPENSE OPERATING_EXPENSE
620 Office and software | EXPENSE OPERATING_EXPENSE
630 Other expenses | EXPENSE OPERATING_EXPENSE
640 Depreciation | EXPENSE DEPRECIATION
650 Interest and bank charges | EXPENSE FINANCIAL
`;

/** The built-in charts by name. */
export const CHARTS: Readonly<Record<ChartTemplate, Chart>> = {
  STANDARD: {
    description: 'A trading or manufacturing company.',
    accounts: readChart(STANDARD),
    retainedEarnings: '3100',
    opening: '1990',
  },
  SMALL: {
    description: 'A small firm or association.',
    accounts: readChart(SMALL),
    retainedEarnings: '310',
    opening: '199',
  },
};
