import { choice, defineEntity, enumOf, type EnumValue, p, record } from '@bureau/core';
import { DocumentType } from '../library/document-type.entity.js';
import { templateErrors } from './errors.js';

/** What a template is for. */
export const TemplateKind = enumOf('TemplateKind', 'What a template is for.', {
  OFFER_LETTER: 'A place offered to an applicant.',
  EMPLOYMENT_CONTRACT: 'The terms of an employment.',
  INVOICE: 'An invoice, beside the one that accounting lays out.',
  PAYSLIP: 'What somebody was paid.',
  HANDOVER_FORM: 'Things that somebody takes, and signs for.',
  LETTER: 'Anything else.',
});
export type TemplateKind = EnumValue<typeof TemplateKind>;

/** Where a version of a template is. */
export const TemplateVersionState = enumOf(
  'TemplateVersionState',
  'Where a version of a template is.',
  {
    DRAFT: 'It is being written.',
    PUBLISHED: 'New documents are made of it.',
    RETIRED: 'Another one was published.',
  },
);
export type TemplateVersionState = EnumValue<typeof TemplateVersionState>;

export const DocumentTemplateSchema = defineEntity({
  name: 'DocumentTemplate',
  schema: 'documents',
  tableName: 'document_template',
  comment: 'Of what documents are made that are alike.',
  uniques: [
    { properties: ['code'] },
    {
      name: 'document_template_automatic_key',
      properties: ['kind'],
      where: 'is_automatic and is_active',
    },
  ],
  checks: [
    {
      name: 'document_template_automatic_check',
      expression: "not is_automatic or kind = 'HANDOVER_FORM'",
    },
  ],
  properties: {
    ...record(),
    code: p.string().length(40).comment('Short code, unique'),
    name: p.string().length(200).comment('Name for people; the title of its documents begins so'),
    kind: choice(TemplateKind).comment('What it is for'),
    locale: p.string().length(35).comment('Language of its words, days and amounts (BCP 47)'),
    documentType: () =>
      p.manyToOne(DocumentType).nullable().comment('Type of the documents that are made of it'),
    isAutomatic: p
      .boolean()
      .default(false)
      .comment('Filled by itself when somebody takes an asset; one hand-over form may be'),
    isActive: p.boolean().default(true).comment('Whether documents are made of it'),
  },
});

export class DocumentTemplate extends DocumentTemplateSchema.class {}
DocumentTemplateSchema.setClass(DocumentTemplate);

export const DocumentTemplateVersionSchema = defineEntity({
  name: 'DocumentTemplateVersion',
  schema: 'documents',
  tableName: 'document_template_version',
  comment: 'The words of a template from one version until the next.',
  uniques: [
    { properties: ['template', 'number'] },
    {
      name: 'document_template_version_published_key',
      properties: ['template'],
      where: "state = 'PUBLISHED'",
    },
  ],
  properties: {
    ...record(),
    template: () => p.manyToOne(DocumentTemplate).comment('The template'),
    number: p.integer().comment('Counts up from 1 within the template'),
    state: choice(TemplateVersionState).default('DRAFT').comment('Where it is'),
    body: p.text().comment('Its text: Liquid, and marks for headings, lists and tables'),
    query: p
      .text()
      .nullable()
      .comment('GraphQL query of what it names, with the record as $id; null: values alone'),
    publishedAt: p.datetime(6).nullable().comment('When it was published'),
  },
});

/** DRAFT -> PUBLISHED -> RETIRED; what was published never changes. */
export class DocumentTemplateVersion extends DocumentTemplateVersionSchema.class {
  /** @throws DOCUMENTS_TEMPLATE_DRAFT */
  publish(at: Date): void {
    const { number, state } = this;
    if (state !== 'DRAFT') throw templateErrors.TEMPLATE_DRAFT({ number, state }, ['input', 'id']);
    this.state = 'PUBLISHED';
    this.publishedAt = at;
  }
}
DocumentTemplateVersionSchema.setClass(DocumentTemplateVersion);
