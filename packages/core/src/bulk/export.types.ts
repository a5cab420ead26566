import { JobType } from '../jobs/job.types.js';
import { enumOf, type EnumValue } from '../model/enums.js';
import { Field, InputType } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { JsonScalar } from '../model/scalars.js';

/** How records are written. */
export const ExportFormat = enumOf('ExportFormat', 'How the records of an export are written.', {
  JSONL: 'One record on each line, as the API answers it, with the lists within it.',
  CSV: 'One record on each line below a header of dotted paths (RFC 4180, UTF-8).',
});
export type ExportFormat = EnumValue<typeof ExportFormat>;

@InputType('BulkExportInput', { description: 'Which records to export, and how.' })
export class BulkExportInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A query of one root connection with its "nodes", such as ' +
      '{ employees(where: { status: { eq: ACTIVE } }) { nodes { number job { position } } } }. ' +
      'Pages and order are those of the export.',
  })
  query?: string | null;
  @Field(() => JsonScalar, { nullable: true, description: 'Variables of the query.' })
  variables?: Record<string, unknown> | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Instead of a query: a kind of rows that is imported (importTypes), in its columns.',
  })
  type?: string | null;
  @Field(() => [String], { nullable: true, description: 'Columns of the type; default all.' })
  columns?: string[] | null;
  @Field(() => JsonScalar, { nullable: true, description: 'Filter of the type, as its list has.' })
  where?: unknown;
  @Field(() => ExportFormat, { defaultValue: 'JSONL', description: 'How they are written.' })
  format!: ExportFormat;
}

export const BulkExportPayload = payloadOf('BulkExportPayload', { job: JobType });
