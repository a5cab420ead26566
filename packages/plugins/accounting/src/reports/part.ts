import { type PluginPart, ReportPrinterService, type RuleTree } from '@bureau/core';
import { reportPdf } from '../tables/report-pdf.js';
import { reportErrors } from './errors.js';
import { ReportResolver } from './report.resolver.js';
import { ledgerExport } from './ledger-export.js';
import { statementExport } from './statement-export.js';

const rules: RuleTree = {
  Mutation: {
    statementExport: 'accounting.report.read',
    ledgerExport: {
      allOf: ['accounting.entry.read', 'accounting.setup.read', 'core.party.read'],
    },
  },
};

/** Statements and ledgers as files. */
export const reportsPart: PluginPart = {
  resolvers: [ReportResolver],
  rules,
  errors: reportErrors.table,
  jobs: [statementExport, ledgerExport],
  services: [{ token: ReportPrinterService, create: () => ({ print: reportPdf }) }],
};
