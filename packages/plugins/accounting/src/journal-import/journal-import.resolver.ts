import {
  Arg,
  Context,
  type Ctx,
  currencyInfo,
  Extensions,
  Files,
  Mutation,
  Resolver,
} from '@bureau/core';
import { errors } from '../errors.js';
import { baseCurrencyOf } from '../rates/rate-on.js';
import { journalErrors } from './errors.js';
import { journalImport } from './import-job.js';
import { JOURNAL_FILE, type JournalImportWish } from './import-wish.js';
import { JournalImportInput, JournalImportPayload } from './journal-import.types.js';

const MAX_MAPPING = 2_000;

/** Journals of other programs become entries. */
@Resolver()
export class JournalImportResolver {
  @Extensions({ cost: 100 })
  @Mutation(() => JournalImportPayload, {
    description:
      'Posts the entries of a file, as a job. An entry that was imported before is not posted ' +
      'again, in whatever file it stands.',
  })
  async journalImport(@Context() ctx: Ctx, @Arg('input') input: JournalImportInput) {
    await baseCurrencyOf(ctx);
    const path = ['input', 'fileId'];
    await ctx.service(Files).attach(ctx, input.fileId, { purpose: JOURNAL_FILE.id, path });
    const wish = wishOf(input);
    await check(ctx, wish);
    return { job: await ctx.enqueue(journalImport, wish) };
  }
}

function wishOf(input: JournalImportInput): JournalImportWish {
  const { fileId, format, accounts, commodities, dryRun, onError } = input;
  return {
    ...{ fileId, format, dryRun: dryRun ?? false },
    rejectsAll: (onError ?? 'REJECT_ALL') === 'REJECT_ALL',
    mapping: {
      journalCode: input.journalCode?.trim() || 'GJ',
      accounts: (accounts ?? []).map(({ name, accountCode, partyCode }) => {
        return { name: name.trim(), accountCode, partyCode: partyCode?.trim() || undefined };
      }),
      commodities: (commodities ?? []).map(({ commodity, currency }) => ({ commodity, currency })),
      exchangeAccountCode: input.exchangeAccountCode?.trim() || undefined,
    },
  };
}

/** What is wrong whatever the file says. @throws ACCOUNTING_* */
async function check(ctx: Ctx, { mapping }: JournalImportWish): Promise<void> {
  const { journalCode, accounts, commodities, exchangeAccountCode } = mapping;
  demandOnce(
    accounts.map(({ name }) => name.toLowerCase()),
    'accounts',
  );
  demandOnce(
    commodities.map(({ commodity }) => commodity),
    'commodities',
  );
  for (const { currency } of commodities) {
    if (currencyInfo(currency)?.kind === 'money') continue;
    throw errors.CURRENCY_UNKNOWN({ currency }, ['input', 'commodities']);
  }
  const [journal] = await ctx.sql('select id from accounting.journal where code = $1', [
    journalCode,
  ]);
  if (!journal) throw errors.JOURNAL_UNKNOWN({ journal: journalCode }, ['input', 'journalCode']);
  const codes = accounts.map(({ accountCode }) => accountCode);
  if (exchangeAccountCode !== undefined) codes.push(exchangeAccountCode);
  const [row] = await ctx.sql<{ code: string }>(
    `select c.code from unnest($1::text[]) as c(code) where not exists (
      select from accounting.account a where a.code = c.code and a.is_postable) limit 1`,
    [codes],
  );
  if (!row) return;
  const name = row.code;
  throw journalErrors.JOURNAL_MAPPING({ name }, ['input', 'accounts']);
}

function demandOnce(names: readonly string[], field: string): void {
  const twice = names.find((name, at) => name === '' || names.indexOf(name) !== at);
  if (twice === undefined && names.length <= MAX_MAPPING) return;
  throw journalErrors.JOURNAL_MAPPING({ name: `"${twice ?? ''}"` }, ['input', field]);
}
