import { Arg, Context, type Ctx, Files, Mutation, Resolver } from '@bureau/core';
import { BankAccount } from './bank-account.entity.js';
import { addBankAccount, changeBankAccount } from './bank-accounts.js';
import { BANK_FILE } from './bank-file.js';
import {
  BankAccountCreateInput,
  BankAccountCreatePayload,
  BankAccountUpdateInput,
  BankAccountUpdatePayload,
  BankStatementDeleteInput,
  BankStatementDeletePayload,
  BankStatementImportInput,
  BankStatementImportPayload,
} from './bank.inputs.js';
import { BankStatement } from './bank-statement.entity.js';
import { dialectOf } from './csv-mapping.js';
import { deleteStatement } from './delete-statement.js';
import { bankErrors } from './errors.js';
import { bankStatementImport } from './import-job.js';

/** Bank accounts and what banks tell of them. */
@Resolver()
export class BankResolver {
  @Mutation(() => BankAccountCreatePayload, { description: 'Adds a bank account.' })
  async bankAccountCreate(@Context() ctx: Ctx, @Arg('input') input: BankAccountCreateInput) {
    return { bankAccount: await addBankAccount(ctx, input) };
  }

  @Mutation(() => BankAccountUpdatePayload, { description: 'Changes a bank account.' })
  async bankAccountUpdate(@Context() ctx: Ctx, @Arg('input') input: BankAccountUpdateInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const bankAccount = await ctx.find(BankAccount, id, { expectedVersion, path });
    await changeBankAccount(ctx, bankAccount, input);
    return { bankAccount };
  }

  @Mutation(() => BankStatementImportPayload, {
    description:
      'Reads a file of a bank, as a job. Lines that are there already are not added again, ' +
      'whatever files they stand in; of a file with a fault nothing is.',
  })
  async bankStatementImport(@Context() ctx: Ctx, @Arg('input') input: BankStatementImportInput) {
    const { bankAccountId = null, takesDifferences } = input;
    const path = ['input', 'fileId'];
    const file = await ctx
      .service(Files)
      .attach(ctx, input.fileId, { purpose: BANK_FILE.id, path });
    const account = await usableAccount(ctx, bankAccountId);
    const csv = input.csv ? dialectOf(input.csv, ['input', 'csv']) : (account?.csv ?? null);
    if (input.format === 'CSV' && !csv) throw bankErrors.BANK_CSV_MISSING({}, ['input', 'csv']);
    const known = { file: { sha256: file.sha256 }, ...(account && { bankAccount: account }) };
    if ((await ctx.em.count(BankStatement, known)) > 0) return { job: null, isKnown: true };
    const wish = { bankAccountId, fileId: input.fileId, format: input.format ?? null, csv };
    const job = await ctx.enqueue(
      bankStatementImport,
      { ...wish, takesDifferences: takesDifferences ?? false },
      { uniqueKey: `${file.sha256} ${account?.id ?? ''}` },
    );
    return { job, isKnown: false };
  }

  @Mutation(() => BankStatementDeletePayload, {
    description: 'Takes a statement away with the lines that came with it; none may be matched.',
  })
  async bankStatementDelete(@Context() ctx: Ctx, @Arg('input') input: BankStatementDeleteInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    await deleteStatement(ctx, await ctx.find(BankStatement, id, { expectedVersion, path }));
    return { deletedId: id };
  }
}

async function usableAccount(ctx: Ctx, id: string | null): Promise<BankAccount | undefined> {
  if (id === null) return undefined;
  const path = ['input', 'bankAccountId'];
  const account = await ctx.find(BankAccount, id, { path });
  if (!account.isActive) throw bankErrors.BANK_INACTIVE({ name: account.name }, path);
  return account;
}
