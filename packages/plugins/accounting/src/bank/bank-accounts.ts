import { compactIban, type Ctx, isBic, isIban } from '@bureau/core';
import { demandCurrency } from '../chart/set-up.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { errors } from '../errors.js';
import { given, needed, neededIfGiven, optional } from '../input-values.js';
import { baseCurrencyOf } from '../rates/rate-on.js';
import { BankAccount } from './bank-account.entity.js';
import { BankLine } from './bank-line.entity.js';
import type { BankAccountCreateInput, BankAccountUpdateInput } from './bank.inputs.js';
import { dialectOf } from './csv-mapping.js';
import { bankErrors } from './errors.js';

/** @throws ACCOUNTING_BANK_LEDGER_ACCOUNT, ACCOUNTING_BANK_CURRENCY, ACCOUNTING_BANK_IBAN */
export async function addBankAccount(
  ctx: Ctx,
  input: BankAccountCreateInput,
): Promise<BankAccount> {
  const ledgerAccount = await ledgerAccountOf(ctx, input);
  const currency = input.currency ?? ledgerAccount.currency ?? (await baseCurrencyOf(ctx));
  await demandMoney(ctx, ledgerAccount, currency);
  return ctx.em.create(BankAccount, {
    name: needed('name', input.name),
    ledgerAccount,
    currency,
    iban: ibanOf(input.iban) ?? null,
    accountNumber: optional(input.accountNumber) ?? null,
    bic: bicOf(input.bic) ?? null,
    bankName: optional(input.bankName) ?? null,
    openingOn: input.openingOn ?? null,
    openingBalance: input.openingBalance ?? '0',
    csv: input.csv ? dialectOf(input.csv, ['input', 'csv']) : null,
  });
}

/** What is left out stays. @throws ACCOUNTING_BANK_FIXED, and as `addBankAccount` */
export async function changeBankAccount(
  ctx: Ctx,
  account: BankAccount,
  input: BankAccountUpdateInput,
): Promise<void> {
  const { currency } = input;
  if (currency != null && currency !== account.currency) {
    const isUsed = (await ctx.em.count(BankLine, { bankAccount: account })) > 0;
    if (isUsed) throw bankErrors.BANK_FIXED({}, ['input', 'currency']);
    await ctx.em.populate(account, ['ledgerAccount']);
    await demandMoney(ctx, account.ledgerAccount as LedgerAccount, currency);
    account.currency = currency;
  }
  const values = {
    name: neededIfGiven('name', input.name),
    iban: ibanOf(input.iban),
    accountNumber: optional(input.accountNumber),
    bic: bicOf(input.bic),
    bankName: optional(input.bankName),
    openingOn: input.openingOn,
    openingBalance: input.openingBalance ?? undefined,
    isActive: input.isActive ?? undefined,
    csv: input.csv == null ? input.csv : dialectOf(input.csv, ['input', 'csv']),
  };
  ctx.em.assign(account, given(values));
}

async function ledgerAccountOf(
  ctx: Ctx,
  { ledgerAccountId, ledgerAccountCode }: BankAccountCreateInput,
): Promise<LedgerAccount> {
  const path = ['input', 'ledgerAccountId'];
  const account =
    ledgerAccountId == null
      ? await ctx.em.findOne(LedgerAccount, { code: ledgerAccountCode ?? '' })
      : await ctx.find(LedgerAccount, ledgerAccountId, { path });
  if (!account) throw errors.ACCOUNT_UNKNOWN({ line: 1, account: ledgerAccountCode ?? '' }, path);
  if (account.subtype === 'CASH' && account.isPostable) return account;
  throw bankErrors.BANK_LEDGER_ACCOUNT({ account: account.code }, path);
}

async function demandMoney(ctx: Ctx, account: LedgerAccount, currency: string): Promise<void> {
  const path = ['input', 'currency'];
  await demandCurrency(ctx, currency, path);
  const only = account.currency ?? currency;
  if (only !== currency) {
    throw bankErrors.BANK_CURRENCY({ account: account.code, currency: only }, path);
  }
}

function ibanOf(text: string | null | undefined): string | null | undefined {
  if (text == null || text.trim() === '') return text === undefined ? undefined : null;
  const iban = compactIban(text);
  if (!isIban(iban)) throw bankErrors.BANK_IBAN({}, ['input', 'iban']);
  return iban;
}

function bicOf(text: string | null | undefined): string | null | undefined {
  const bic = optional(text)?.toUpperCase();
  if (bic === undefined) return text === undefined ? undefined : null;
  if (!isBic(bic)) throw bankErrors.BANK_BIC({}, ['input', 'bic']);
  return bic;
}
