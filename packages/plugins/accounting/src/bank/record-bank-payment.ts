import { type Ctx, DomainError, exact } from '@bureau/core';
import type { Payment } from '../trade/payment.entity.js';
import type { PaymentAllocationInput } from '../trade/payment.inputs.js';
import { recordPayment } from '../trade/record-payment.js';
import type { TradeSide } from '../trade/trade-kinds.js';
import type { BankAccount } from './bank-account.entity.js';

/** A payment that a line of the bank shows; ids are public ones. */
export interface BankPayment {
  partyId: string;
  side?: TradeSide | null;
  /** What the bank kept, or took on top; zero or above. */
  fee?: string | null;
  partyReference?: string | null;
  memo?: string | null;
  allocations?: PaymentAllocationInput[] | null;
}

/** Where and when the bank booked it. */
export interface BankMovement {
  bankAccount: BankAccount;
  on: string;
  /** What of the lines it is; never zero. */
  amount: string;
  exchangeRate?: string | null | undefined;
}

/**
 * Records it: the bank shows what came in less its fee, or what went out with it.
 * @throws those of payments, with their path under `payment`
 */
export async function recordBankPayment(
  ctx: Ctx,
  payment: BankPayment,
  { bankAccount, on, amount, exchangeRate }: BankMovement,
): Promise<Payment> {
  const isIncoming = exact(amount).greaterThan(0);
  const fee = payment.fee ?? '0';
  const shown = exact(amount).abs();
  try {
    return await recordPayment(ctx, {
      ...payment,
      fee,
      direction: isIncoming ? 'RECEIVED' : 'PAID',
      bankAccountCode: bankAccount.ledgerAccount.code,
      paidOn: on,
      currency: bankAccount.currency,
      amount: (isIncoming ? shown.plus(fee) : shown.minus(fee)).toFixed(),
      exchangeRate,
    });
  } catch (error) {
    throw error instanceof DomainError ? under(error) : error;
  }
}

function under(error: DomainError): DomainError {
  const { code, message, path, data } = error;
  return new DomainError(code, message, { path: ['input', 'payment', ...path.slice(1)], data });
}
