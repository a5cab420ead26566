import { type DefaultRole, permissionsOf, type RuleTree, SIGNED_IN } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { bulkExport } from '../schema/migrations/0018-bulk-export.js';
import { ERRORS_PURPOSE } from '../imports/error-purpose.js';
import { reportFiles } from '../schema/migrations/0110-report-files.js';
import { bulkErrors } from './errors.js';
import { BulkExportResolver } from './export.resolver.js';
import { EXPORT_PURPOSE } from './export-purpose.js';
import { EXPORT_PERMISSION } from './export-request.js';
import { REPORT_PURPOSE } from './report-purpose.js';

const rules: RuleTree = {
  Mutation: {
    bulkExport: EXPORT_PERMISSION,
    // The permission of the kind decides, which is asked for when it is known.
    importStart: SIGNED_IN,
  },
  Query: { importTypes: SIGNED_IN },
};

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: [EXPORT_PERMISSION],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [EXPORT_PERMISSION],
  },
];

/** Lists of records into files. */
export const bulkPart: PluginPart = {
  resolvers: [BulkExportResolver],
  permissions: permissionsOf('core', {
    'export.run': 'Export lists of records, as far as one may read them.',
  }),
  rules,
  roles,
  errors: bulkErrors.table,
  migrations: [bulkExport, reportFiles],
  files: [EXPORT_PURPOSE, ERRORS_PURPOSE, REPORT_PURPOSE],
};
