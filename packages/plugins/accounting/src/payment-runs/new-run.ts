import { type Ctx, NumberSeriesService, numberSeries, sumAmounts } from '@bureau/core';
import { BankAccount } from '../bank/bank-account.entity.js';
import { sepaText } from '../bank-files/sepa-text.js';
import { paymentRunErrors } from './errors.js';
import { runFile } from './run-file.js';
import { runTransfers, type Transfer } from './run-transfers.js';
import { PaymentRun, PaymentRunItem } from './payment-run.entity.js';
import type { PaymentRunCreateInput } from './payment-run.inputs.js';

const MOST_ITEMS = 1_000;

/** Numbers of orders to banks. */
export const paymentRunNumbers = numberSeries({
  key: 'accounting.paymentRun',
  description: 'Numbers of payment runs; a bank takes each once.',
  pattern: 'PAYRUN-{yyyy}-{00000}',
  isGapless: true,
});

/** Makes an order with its file. Nothing is posted: the bank has not paid yet. */
export async function createRun(ctx: Ctx, input: PaymentRunCreateInput): Promise<PaymentRun> {
  const { items, executeOn } = input;
  if (items.length === 0 || items.length > MOST_ITEMS) {
    const data = { limit: MOST_ITEMS, size: items.length };
    throw paymentRunErrors.PAYMENT_RUN_ITEMS(data, ['input', 'items']);
  }
  const path = ['input', 'bankAccountId'];
  const bankAccount = await ctx.find(BankAccount, input.bankAccountId, { path });
  const { currency, name } = bankAccount;
  if (bankAccount.iban == null) throw paymentRunErrors.PAYMENT_RUN_DEBTOR({ name }, path);
  const transfers = await runTransfers(ctx, items, currency);
  const number = await ctx
    .service(NumberSeriesService)
    .next(ctx, paymentRunNumbers.key, { on: executeOn });
  const debtor = {
    name: sepaText(await organizationName(ctx), 70),
    iban: bankAccount.iban,
    ...(bankAccount.bic == null ? {} : { bic: bankAccount.bic }),
  };
  const file = await runFile(ctx, {
    version: input.isOldVersion ? '001.001.03' : '001.001.09',
    messageId: number,
    createdAt: ctx.now,
    initiator: debtor.name,
    batches: [
      {
        ...{ id: number, debtor, executeOn, isBatchBooked: input.isBatchBooked ?? true },
        transfers: transfers.map((one, at) => transferOf(one, { number, at, currency })),
      },
    ],
  });
  const total = sumAmounts(transfers.map(({ amount }) => amount));
  const order = ctx.em.create(PaymentRun, {
    ...{ number, bankAccount, executeOn, currency, total, itemCount: transfers.length, file },
  });
  transfers.forEach(({ account, ...transfer }, at) => {
    const endToEndId = endToEndOf(number, at);
    const own = { order, number: at + 1, endToEndId, partyBankAccountId: account.id };
    ctx.em.create(PaymentRunItem, { ...own, ...transfer });
  });
  return order;
}

function transferOf(
  { account, amount, text, reference }: Transfer,
  { number, at, currency }: { number: string; at: number; currency: string },
) {
  return {
    endToEndId: endToEndOf(number, at),
    amount,
    currency,
    creditor: {
      name: sepaText(account.holder, 70),
      iban: account.iban,
      ...(account.bic === null ? {} : { bic: account.bic }),
    },
    ...(text === null ? {} : { text }),
    ...(reference === null ? {} : { reference }),
  };
}

function endToEndOf(number: string, at: number): string {
  return `${number}-${at + 1}`;
}

async function organizationName(ctx: Ctx): Promise<string> {
  const [row] = await ctx.sql<{ name: string }>(
    'select name from core.organization where id = $1',
    [ctx.organizationId],
  );
  return row?.name ?? '';
}
