import { type Ctx, defineJob, Files, type JobWork, REPORT_PURPOSE, z } from '@bureau/core';
import { reportErrors } from './errors.js';
import { type LedgerScope, readScope, type ReadRows } from './ledger-source.js';
import { plainTextLedger } from './plain-text-export.js';
import { saftLedger } from './saft-export.js';

/** What an export is asked for. */
export const ledgerExportWish = z.object({
  format: z.enum(['SAFT', 'PLAIN_TEXT']),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type LedgerExportWish = z.infer<typeof ledgerExportWish>;

const FORMS = {
  SAFT: { mediaType: 'application/xml', name: 'ledger.xml' },
  PLAIN_TEXT: { mediaType: 'text/plain', name: 'ledger.journal' },
} as const;

/** Characters that are put together before they are stored. */
const CHUNK = 65_536;

/** What one who exports a ledger reads. */
export const LEDGER_EXPORT_RIGHTS = [
  'accounting.entry.read',
  'accounting.setup.read',
  'core.party.read',
] as const;

/**
 * Writes the whole ledger into a file. It is read twice: the store wants the number of bytes before
 * the first one. As postings are never changed, both readings give the same.
 */
export const ledgerExport = defineJob<LedgerExportWish>({
  kind: 'accounting.ledgerExport',
  description: 'Writes the ledger into a file.',
  input: ledgerExportWish,
  permission: 'accounting.entry.read',
  async run(work) {
    const { scope, at } = await work.read(async (ctx) => {
      for (const right of LEDGER_EXPORT_RIGHTS) ctx.demand(right);
      return { scope: await readScope(ctx, work.input), at: ctx.now };
    });
    if (!scope) throw reportErrors.REPORT_EMPTY();
    const { mediaType, name } = FORMS[work.input.format];
    let size = 0;
    for await (const chunk of chunks(work, scope, at)) size += chunk.length;
    const what = { purpose: REPORT_PURPOSE.id, mediaType, size };
    const draft = await work.read((ctx) =>
      ctx.service(Files).write(ctx, what, chunks(work, scope, at)),
    );
    const asOf = new Date(scope.postedUntil).toISOString();
    await work.finish(async (ctx) => {
      const { id } = await ctx.service(Files).create(ctx, draft, name);
      return { done: 1, total: 1, outcome: { asOf, fileId: id } };
    });
  },
});

async function* chunks(
  work: JobWork<LedgerExportWish>,
  scope: LedgerScope,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const read: ReadRows = (text, values) => work.read((ctx: Ctx) => ctx.sql(text, values));
  const texts =
    work.input.format === 'SAFT' ? saftLedger(read, scope, { at }) : plainTextLedger(read, scope);
  let text = '';
  for await (const piece of texts) {
    text += piece;
    if (text.length < CHUNK) continue;
    work.checkpoint();
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
