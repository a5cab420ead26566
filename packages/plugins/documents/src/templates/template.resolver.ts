import { Arg, Context, type Ctx, Mutation, Person, Resolver } from '@bureau/core';
import { demandClearance } from '../library/access.js';
import { DocumentType } from '../library/document-type.entity.js';
import { Folder } from '../library/folder.entity.js';
import { demandWords } from './check-words.js';
import { templateErrors } from './errors.js';
import { fillDocument } from './fill.js';
import { STARTERS } from './starters.js';
import { DocumentTemplate, DocumentTemplateVersion } from './template.entity.js';
import {
  DocumentFromTemplateInput,
  DocumentFromTemplatePayload,
  DocumentTemplateCreateInput,
  DocumentTemplateCreatePayload,
  DocumentTemplateUpdateInput,
  DocumentTemplateUpdatePayload,
  DocumentTemplateVersionCreateInput,
  DocumentTemplateVersionCreatePayload,
  DocumentTemplateVersionInput,
  DocumentTemplateVersionPublishPayload,
} from './template.types.js';

/** Templates, their versions, and documents that are made of them. */
@Resolver()
export class TemplateResolver {
  @Mutation(() => DocumentTemplateCreatePayload, { description: 'Adds a template: a draft.' })
  async documentTemplateCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentTemplateCreateInput,
  ) {
    const starter = STARTERS[input.kind];
    const body = input.body ?? starter.body;
    const query = input.body == null ? (input.query ?? starter.query) : (input.query ?? null);
    demandWords(ctx, { body, query });
    const documentTemplate = ctx.em.create(DocumentTemplate, {
      code: input.code.trim(),
      name: input.name.trim(),
      kind: input.kind,
      locale: localeOf(input.locale ?? 'en'),
      documentType: await typeOf(ctx, input.documentTypeId),
    });
    demandTexts(documentTemplate);
    const words = { number: 1, body, query };
    const documentTemplateVersion = ctx.em.create(DocumentTemplateVersion, {
      template: documentTemplate,
      ...words,
    });
    return { documentTemplate, documentTemplateVersion };
  }

  @Mutation(() => DocumentTemplateUpdatePayload, { description: 'Changes a template.' })
  async documentTemplateUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentTemplateUpdateInput,
  ) {
    const { id, expectedVersion, name, isAutomatic, isActive, documentTypeId } = input;
    const path = ['input', 'id'];
    const documentTemplate = await ctx.find(DocumentTemplate, id, { expectedVersion, path });
    if (name != null) documentTemplate.name = name.trim();
    if (isAutomatic != null) documentTemplate.isAutomatic = isAutomatic;
    if (isActive != null) documentTemplate.isActive = isActive;
    if (documentTypeId !== undefined) {
      documentTemplate.documentType = await typeOf(ctx, documentTypeId);
    }
    demandTexts(documentTemplate);
    await demandOneForm(ctx, documentTemplate);
    return { documentTemplate };
  }

  @Mutation(() => DocumentTemplateVersionCreatePayload, {
    description: 'Gives a template new words: a draft, tried when it is saved.',
  })
  async documentTemplateVersionCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentTemplateVersionCreateInput,
  ) {
    const path = ['input', 'templateId'];
    const template = await ctx.find(DocumentTemplate, input.templateId, { path, lock: true });
    const [latest] = await ctx.em.find(
      DocumentTemplateVersion,
      { template: template.id },
      { orderBy: { number: 'desc' }, limit: 1 },
    );
    const query = input.query === undefined ? (latest?.query ?? null) : input.query;
    const words = { body: input.body, query };
    demandWords(ctx, words);
    const number = (latest?.number ?? 0) + 1;
    const version = ctx.em.create(DocumentTemplateVersion, { template, number, ...words });
    return { documentTemplateVersion: version };
  }

  @Mutation(() => DocumentTemplateVersionPublishPayload, {
    description: 'New documents are made of this version from now on.',
  })
  async documentTemplateVersionPublish(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentTemplateVersionInput,
  ) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const version = await ctx.find(DocumentTemplateVersion, id, { path, expectedVersion });
    const where = { template: version.template.id, state: 'PUBLISHED' } as const;
    const before = await ctx.em.findOne(DocumentTemplateVersion, where);
    version.publish(ctx.now);
    if (before) {
      // One is published at a time, in the database too.
      version.state = 'DRAFT';
      before.state = 'RETIRED';
      await ctx.em.flush();
      version.state = 'PUBLISHED';
    }
    return { documentTemplateVersion: version };
  }

  @Mutation(() => DocumentFromTemplatePayload, {
    description:
      'Makes a document of a template, as a PDF, from what you may read of a record and from ' +
      'values. A field that you may not read refuses it.',
  })
  async documentFromTemplate(@Context() ctx: Ctx, @Arg('input') input: DocumentFromTemplateInput) {
    const { folderId, personId, classification } = input;
    const at = (name: string) => ({ path: ['input', name] });
    const template = await ctx.find(DocumentTemplate, input.templateId, at('templateId'));
    const document = await fillDocument(ctx, template, {
      recordId: input.recordId ?? null,
      values: valuesOf(input.values),
      title: input.title ?? null,
      folder: folderId == null ? null : await ctx.find(Folder, folderId, at('folderId')),
      person: personId == null ? null : await ctx.find(Person, personId, at('personId')),
      classification,
    });
    demandClearance(ctx, document.classification);
    return { document };
  }
}

const VALUES_LENGTH = 100_000;

/** @throws DOCUMENTS_TEMPLATE_VALUES */
function valuesOf(given: unknown): Record<string, unknown> {
  if (given == null) return {};
  const isObject = typeof given === 'object' && !Array.isArray(given);
  if (isObject && JSON.stringify(given).length <= VALUES_LENGTH) {
    return given as Record<string, unknown>;
  }
  throw templateErrors.TEMPLATE_VALUES({ limit: VALUES_LENGTH }, ['input', 'values']);
}

function localeOf(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    throw templateErrors.TEMPLATE_LOCALE({ locale }, ['input', 'locale']);
  }
}

/** @throws DOCUMENTS_TEMPLATE_TEXT */
function demandTexts({ code, name }: DocumentTemplate): void {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/.test(code) && name !== '') return;
  throw templateErrors.TEMPLATE_TEXT({}, ['input', 'code']);
}

/** @throws DOCUMENTS_TEMPLATE_HANDOVER */
async function demandOneForm(ctx: Ctx, template: DocumentTemplate): Promise<void> {
  if (!template.isAutomatic || !template.isActive) return;
  const where = { isAutomatic: true, isActive: true, id: { $ne: template.id } };
  const other = await ctx.em.findOne(DocumentTemplate, where);
  if (other) throw templateErrors.TEMPLATE_HANDOVER({ code: other.code }, ['input', 'isAutomatic']);
}

async function typeOf(ctx: Ctx, id: string | null | undefined): Promise<DocumentType | null> {
  if (id == null) return null;
  return ctx.find(DocumentType, id, { path: ['input', 'documentTypeId'] });
}
