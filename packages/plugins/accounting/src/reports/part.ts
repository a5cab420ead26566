import type { PluginPart, RuleTree } from '@bureau/core';
import { reportErrors } from './errors.js';
import { ReportResolver } from './report.resolver.js';
import { statementExport } from './statement-export.js';

const rules: RuleTree = { Mutation: { statementExport: 'accounting.report.read' } };

/** Statements and ledgers as files. */
export const reportsPart: PluginPart = {
  resolvers: [ReportResolver],
  rules,
  errors: reportErrors.table,
  jobs: [statementExport],
};
