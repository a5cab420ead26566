import { filePurpose, z } from '@bureau/core';

/** Journals as files: text of any encoding. */
export const JOURNAL_FILE = filePurpose({
  id: 'accounting.journalFile',
  description: 'A journal: CSV, or plain text of hledger and ledger.',
  mediaTypes: ['*'],
  maxSize: 500_000_000,
  mismatch: 'STORE',
});

/** What an import is asked for; the id of the file is the public one. */
export const journalImportWish = z.object({
  fileId: z.string(),
  format: z.enum(['PLAIN_TEXT', 'CSV']),
  dryRun: z.boolean(),
  rejectsAll: z.boolean(),
  mapping: z.object({
    journalCode: z.string(),
    accounts: z.array(
      z.object({ name: z.string(), accountCode: z.string(), partyCode: z.string().optional() }),
    ),
    commodities: z.array(z.object({ commodity: z.string(), currency: z.string() })),
    exchangeAccountCode: z.string().optional(),
  }),
});
export type JournalImportWish = z.infer<typeof journalImportWish>;
