import type { SeedContext } from '@bureau/core';

/** The bank accounts of the demo company: the balances are those of its opening entry. */
const ACCOUNTS = {
  house: {
    name: 'House bank',
    ledgerAccountCode: '1010',
    iban: 'DE89370400440532013000',
    bic: 'COBADEFFXXX',
    openingBalance: '186400',
  },
  savings: { name: 'Savings', ledgerAccountCode: '1020' },
};

/** What one euro was worth. */
const RATES = [
  ['USD', '1.0389'],
  ['CHF', '0.9412'],
  ['GBP', '0.8292'],
] as const;

const DOCUMENT = `
  mutation ($rates: ExchangeRatesSaveInput!, $house: BankAccountCreateInput!,
      $savings: BankAccountCreateInput!, $rule: BankRuleCreateInput!) {
    exchangeRatesSave(input: $rates) { userErrors { code message } }
    house: bankAccountCreate(input: $house) { userErrors { code message } }
    savings: bankAccountCreate(input: $savings) { userErrors { code message } }
    bankRuleCreate(input: $rule) { userErrors { code message } } }`;

/** Bank accounts, rates of exchange from the first day on, and a rule for fees. */
export async function seedBank({ run }: SeedContext, firstDay: string): Promise<void> {
  const { ledgerAccount } = (await run(
    '{ ledgerAccount(by: { code: "6250" }) { id } }',
  )) as unknown as { ledgerAccount: { id: string } };
  const rates = RATES.map(([toCurrency, rate]) => ({
    ...{ fromCurrency: 'EUR', toCurrency, validOn: firstDay, rate, source: 'ECB' },
  }));
  const fees = { name: 'Bank charges', textContains: 'account fee', direction: 'PAID' };
  await run(DOCUMENT, {
    rates: { rates },
    house: { ...ACCOUNTS.house, openingOn: firstDay },
    savings: { ...ACCOUNTS.savings, openingOn: firstDay },
    rule: { ...fees, accountId: ledgerAccount.id, isAutomatic: true },
  });
}
