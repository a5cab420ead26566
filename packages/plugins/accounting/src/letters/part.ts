import { FileType, many, type PluginPart } from '@bureau/core';
import { letters } from '../migrations/0041-letters.js';
import { CreditNoteType, InvoiceType } from '../trade/trade.types.js';
import { LETTER } from './document-pdf.js';
import { letterErrors } from './errors.js';
import { PdfResolver } from './pdf.resolver.js';
import { reminderMails } from './reminder-job.js';
import { STATEMENT_CSV } from './statement-file.js';
import { StatementFileResolver } from './statement.resolver.js';

/** What goes to customers on paper: invoices, credit notes and statements. */
export const lettersPart: PluginPart = {
  extensions: [
    {
      type: FileType,
      relations: {
        invoices: many(() => InvoiceType, 'pdf', 'The invoice that it is.'),
        creditNotes: many(() => CreditNoteType, 'pdf', 'The credit note that it is.'),
      },
    },
  ],
  migrations: [letters],
  resolvers: [PdfResolver, StatementFileResolver],
  rules: {
    File: { invoices: 'accounting.invoice.read', creditNotes: 'accounting.creditNote.read' },
    Mutation: {
      invoicePdfCreate: 'accounting.invoice.read',
      creditNotePdfCreate: 'accounting.creditNote.read',
      partyStatementFileCreate: 'accounting.openItem.read',
    },
  },
  errors: letterErrors.table,
  files: [LETTER, STATEMENT_CSV],
  jobs: [reminderMails],
};
