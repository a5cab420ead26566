import { type Ctx, type File, Files, type Person, Queries } from '@bureau/core';
import { addDocument } from '../library/add-document.js';
import type { Classification } from '../library/classification.js';
import type { Document } from '../library/document.entity.js';
import type { Folder } from '../library/folder.entity.js';
import { ORIGINAL } from '../library/original.js';
import { templateErrors } from './errors.js';
import { renderTemplate } from './render/render-pool.js';
import { DocumentTemplate, DocumentTemplateVersion } from './template.entity.js';

/** A document to be made of a template. */
export interface FillWish {
  /** Public id of the record that the query asks for. */
  recordId: string | null;
  values: Record<string, unknown>;
  title: string | null;
  folder?: Folder | null;
  person?: Person | null;
  classification?: Classification | null | undefined;
}

/**
 * Fills the published version of a template with what the caller may read, and makes a document of
 * it, in the open transaction.
 * @throws DOCUMENTS_TEMPLATE_UNPUBLISHED, _INACTIVE, _RECORD, _ABSENT, _FAULT, and what the query
 * is refused for
 */
export async function fillDocument(
  ctx: Ctx,
  template: DocumentTemplate,
  wish: FillWish,
): Promise<Document> {
  const { code, name, locale, isActive } = template;
  if (!isActive) throw templateErrors.TEMPLATE_INACTIVE({ code }, ['input', 'templateId']);
  const where = { template: template.id, state: 'PUBLISHED' } as const;
  const version = await ctx.em.findOne(DocumentTemplateVersion, where);
  if (!version) throw templateErrors.TEMPLATE_UNPUBLISHED({ code }, ['input', 'templateId']);
  await ctx.em.populate(template, ['documentType']);
  const organization = await organizationOf(ctx);
  const { today } = ctx;
  const data = {
    ...(await readData(ctx, version.query ?? null, wish.recordId)),
    ...{ values: wish.values, organization, today },
  };
  const title = wish.title?.trim() || name;
  const createdAt = ctx.now.valueOf();
  const { body } = version;
  const task = { template: body, locale, data, title, createdAt, sender: organization.name };
  const file = await storePdf(ctx, await renderTemplate(task), title);
  const { document } = addDocument(ctx, {
    ...{ file, title },
    type: template.documentType ?? null,
    folder: wish.folder ?? null,
    person: wish.person ?? null,
    classification: wish.classification,
    language: locale.split('-')[0] ?? null,
    datedOn: today,
    comment: `Template ${code}, version ${version.number}`,
  });
  return document;
}

async function organizationOf(ctx: Ctx): Promise<{ name: string }> {
  const text = 'select name from core.organization where id = $1';
  const [row] = await ctx.sql<{ name: string }>(text, [ctx.organizationId]);
  return { name: row?.name ?? '' };
}

async function readData(
  ctx: Ctx,
  document: string | null,
  recordId: string | null,
): Promise<Record<string, unknown>> {
  if (document === null) return {};
  if (recordId === null) throw templateErrors.TEMPLATE_RECORD({}, ['input', 'recordId']);
  const data = await ctx.service(Queries).run(ctx, { document, variables: { id: recordId } });
  const isAbsent = Object.values(data).includes(null);
  if (isAbsent) throw templateErrors.TEMPLATE_ABSENT({}, ['input', 'recordId']);
  return data;
}

async function storePdf(ctx: Ctx, bytes: Uint8Array, title: string): Promise<File> {
  const files = ctx.service(Files);
  const what = { purpose: ORIGINAL.id, mediaType: 'application/pdf', size: bytes.length };
  const draft = await files.write(ctx, what, oneChunk(bytes));
  return files.create(ctx, draft, `${title.slice(0, 200)}.pdf`);
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
