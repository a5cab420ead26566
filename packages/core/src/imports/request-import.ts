import type { Ctx } from '../context/ctx.js';
import type { RequestContext } from '../context/request.js';
import { requestOf } from '../context/runtime-of.js';
import { EXPORT_PURPOSE } from '../bulk/export-purpose.js';
import { File } from '../files/file.entity.js';
import { IMPORT_PURPOSE } from '../files/import-purpose.js';
import { Upload } from '../files/upload.entity.js';
import { actorOf } from '../jobs/actor.js';
import { Job } from '../jobs/job.entity.js';
import { DELIMITERS } from './csv-records.js';
import { ERRORS_PURPOSE } from './error-purpose.js';
import { importErrors } from './errors.js';
import type { ImportOptions } from './import.types.js';
import type { ImportRequest } from './import-request.js';
import type { ImportInto, ImportType } from './import-type.js';
import { importField } from './import-work.js';

const MAX_MAPPING = 250;

/** A file to import: an upload, the result of an export, or the rows that an import rejected. */
export interface ImportAsked extends ImportOptions {
  uploadId?: string | null;
  fileId?: string | null;
  into?: ImportInto;
}

/**
 * Queues the import of a file into a record, for a mutation of the plugin that declares the type
 * (`ImportType.into`); whether the caller may change the record is asked there.
 * @throws DomainError as any import
 */
export function importInto(
  ctx: Ctx,
  type: ImportType,
  input: Omit<ImportOptions, 'mode'> & { uploadId: string; into: ImportInto },
): Promise<{ job: Job }> {
  return requestImport(type, requestOf(ctx), { ...input, mode: 'CREATE' });
}

/**
 * Queues the job; the file is read when it runs.
 * @throws DomainError CORE_UPLOAD_NOT_STORED, CORE_FILE_PURPOSE, CORE_IMPORT_SOURCE,
 * CORE_IMPORT_NO_UPSERT, CORE_IMPORT_MAPPING, CORE_IMPORT_DELIMITER
 */
export async function requestImport(type: ImportType, ctx: RequestContext, input: ImportAsked) {
  const source = await sourceOf(ctx, input);
  const { mode, dryRun, onError } = input;
  if (mode === 'UPSERT') {
    if (!type.upsert) throw importErrors.IMPORT_NO_UPSERT({ kind: type.kind }, ['input', 'mode']);
    ctx.demand(type.upsert.permission);
  }
  const mapping = mappingOf(input);
  const request: ImportRequest = {
    ...source,
    ...(input.into && { into: input.into }),
    mapping,
    dryRun,
    onError,
    mode,
    ...delimiterOf(input),
  };
  const kind = importField(type);
  const job = ctx.em.create(Job, { kind, input: request, ...actorOf(ctx) });
  ctx.announce('core_job');
  return { job };
}

async function sourceOf(
  ctx: RequestContext,
  { uploadId, fileId }: ImportAsked,
): Promise<Pick<ImportRequest, 'uploadId' | 'fileId'>> {
  if ((uploadId == null) === (fileId == null)) throw importErrors.IMPORT_SOURCE({}, ['input']);
  if (uploadId != null) {
    const path = ['input', 'uploadId'];
    const upload = await ctx.find(Upload, uploadId, { path });
    upload.demandStored(IMPORT_PURPOSE.id, path);
    return { uploadId: upload.id };
  }
  const path = ['input', 'fileId'];
  ctx.demand('core.file.read');
  const file = await ctx.find(File, fileId ?? '', { path });
  const isRejected = file.purpose === ERRORS_PURPOSE.id;
  file.demandPurpose(isRejected ? ERRORS_PURPOSE.id : EXPORT_PURPOSE.id, path);
  return { fileId: file.id };
}

function mappingOf({ mapping }: ImportOptions): ImportRequest['mapping'] {
  const entries = (mapping ?? []).map(({ header, column }) => ({ header, column: column ?? null }));
  const headers = new Set(entries.map(({ header }) => header.trim()));
  if (headers.size === entries.length && entries.length <= MAX_MAPPING) return entries;
  throw importErrors.IMPORT_MAPPING({ max: MAX_MAPPING }, ['input', 'mapping']);
}

function delimiterOf({ delimiter }: ImportOptions): { delimiter?: string } {
  if (delimiter == null) return {};
  if ((DELIMITERS as readonly string[]).includes(delimiter)) return { delimiter };
  throw importErrors.IMPORT_DELIMITER({}, ['input', 'delimiter']);
}
