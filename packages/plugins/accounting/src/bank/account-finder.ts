import { compactIban, type Ctx } from '@bureau/core';
import type { StatementStart } from '../bank-files/statement.js';
import { BankAccount } from './bank-account.entity.js';
import { bankErrors } from './errors.js';

/** A bank account as statements name it. */
export interface KnownAccount {
  /** Uuid. */
  id: string;
  currency: string;
  iban: string | null;
  accountNumber: string | null;
}

/** The bank accounts that statements of a file may be of: one, or all in use. */
export async function knownAccounts(ctx: Ctx, id: string | null): Promise<KnownAccount[]> {
  const path = ['input', 'bankAccountId'];
  const found =
    id === null
      ? await ctx.em.find(BankAccount, { isActive: true })
      : [await ctx.find(BankAccount, id, { path })];
  return found.map((account) => ({
    id: account.id,
    currency: account.currency,
    iban: account.iban ?? null,
    accountNumber: account.accountNumber ?? null,
  }));
}

/**
 * Finds the bank account of a statement. The only one that can be meant is taken where either side
 * does not say its number: CSV has none, and some banks name a number of their own.
 * @throws ACCOUNTING_BANK_FILE_ACCOUNT
 */
export function accountFinder(
  accounts: readonly KnownAccount[],
): (start: StatementStart) => KnownAccount {
  const [only, ...others] = accounts;
  return ({ account, line }) => {
    const iban = account.iban === undefined ? undefined : compactIban(account.iban);
    const number = account.number === undefined ? undefined : compactIban(account.number);
    const named = accounts.find(
      (one) =>
        (iban !== undefined && one.iban === iban) ||
        (number !== undefined && [one.accountNumber, one.iban].some((own) => same(own, number))),
    );
    if (named) return named;
    const isSilent =
      (iban === undefined && number === undefined) ||
      (only?.iban == null && only?.accountNumber == null) ||
      (iban === undefined && only?.accountNumber == null);
    if (only && others.length === 0 && isSilent) return only;
    const name = iban ?? number ?? '';
    throw bankErrors.BANK_FILE_ACCOUNT({ line, account: name }, ['input', 'fileId']);
  };
}

function same(own: string | null, number: string): boolean {
  return own !== null && compactIban(own) === number;
}
