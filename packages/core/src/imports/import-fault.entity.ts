import { defineEntity, p } from '@mikro-orm/core';
import { Job } from '../jobs/job.entity.js';
import { record } from '../model/record.js';

/** Written by the import's own statement (fault-list.ts), with the step that found it. */
export const ImportFaultSchema = defineEntity({
  name: 'ImportFault',
  schema: 'core',
  tableName: 'import_fault',
  comment: 'One thing that is wrong with one row of an imported file.',
  properties: {
    ...record(),
    job: () => p.manyToOne(Job).comment('The import'),
    line: p.integer().comment('Line of the file on which the row begins; the header is line 1'),
    column: p.string().length(120).nullable().comment('Column at fault, or header as it stands'),
    code: p.string().length(120).comment('Stable code, PLUGIN_REASON'),
    message: p.string().length(1000).comment('What is wrong, in plain words'),
  },
});

export class ImportFault extends ImportFaultSchema.class {}
ImportFaultSchema.setClass(ImportFault);
