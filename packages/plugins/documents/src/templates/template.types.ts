import {
  expose,
  type Exposed,
  Field,
  ID,
  inputOf,
  InputType,
  JsonScalar,
  many,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { Classification } from '../library/classification.js';
import { DocumentRecordType } from '../library/library.types.js';
import { DocumentTemplate, DocumentTemplateVersion } from './template.entity.js';

export const DocumentTemplateType: Exposed = expose(DocumentTemplate, {
  prefix: 'dtp',
  by: ['code'],
  filter: ['code', 'name', 'kind', 'documentType', 'isActive'],
  order: ['code', 'name'],
  search: ['code', 'name'],
  relations: {
    versions: many(() => DocumentTemplateVersionType, 'template', 'Its words, all versions.'),
  },
});

export const DocumentTemplateVersionType: Exposed = expose(DocumentTemplateVersion, {
  prefix: 'dtv',
  filter: ['template', 'number', 'state'],
  order: ['number'],
});

@InputType({ description: 'A new template, with a draft as its first version.' })
export class DocumentTemplateCreateInput extends inputOf(
  DocumentTemplate,
  ['code', 'name', 'kind', 'locale', 'documentType'],
  { optional: ['locale'] },
) {
  @Field(() => String, {
    nullable: true,
    description: 'Its text; default: the one that comes with the platform for its kind.',
  })
  body?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'GraphQL query of what the text names, with the record as $id.',
  })
  query?: string | null;
}

@InputType({ description: 'Changes of a template; its words change with a new version.' })
export class DocumentTemplateUpdateInput extends patchOf(
  DocumentTemplate,
  ['name', 'documentType', 'isAutomatic', 'isActive'],
  { id: 'id' },
) {}

@InputType({ description: 'New words of a template: a draft.' })
export class DocumentTemplateVersionCreateInput {
  @Field(() => ID, { description: 'The template.' })
  templateId!: string;
  @Field(() => String, { description: 'Its text.' })
  body!: string;
  @Field(() => String, {
    nullable: true,
    description: 'GraphQL query of what the text names; left out: that of the latest version.',
  })
  query?: string | null;
}

@InputType({ description: 'A version of a template.' })
export class DocumentTemplateVersionInput extends inputOf(DocumentTemplateVersion, [], {
  id: 'id',
}) {}

@InputType({ description: 'A document to be made of a template.' })
export class DocumentFromTemplateInput {
  @Field(() => ID, { description: 'The template; its published version is filled.' })
  templateId!: string;
  @Field(() => ID, { nullable: true, description: 'The record that its query asks for.' })
  recordId?: string | null;
  @Field(() => JsonScalar, { nullable: true, description: 'What it names as values: an object.' })
  values?: unknown;
  @Field(() => String, { nullable: true, description: 'Title; default: the name of the template.' })
  title?: string | null;
  @Field(() => ID, { nullable: true, description: 'Where the document lies.' })
  folderId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Whom it is about.' })
  personId?: string | null;
  @Field(() => Classification, {
    nullable: true,
    description: 'How secret it is; default: as its type says.',
  })
  classification?: Classification | null;
}

const template = { documentTemplate: DocumentTemplateType };
const version = { documentTemplateVersion: DocumentTemplateVersionType };

export const DocumentTemplateCreatePayload = payloadOf('DocumentTemplateCreatePayload', {
  ...template,
  ...version,
});
export const DocumentTemplateUpdatePayload = payloadOf('DocumentTemplateUpdatePayload', template);
export const DocumentTemplateVersionCreatePayload = payloadOf(
  'DocumentTemplateVersionCreatePayload',
  version,
);
export const DocumentTemplateVersionPublishPayload = payloadOf(
  'DocumentTemplateVersionPublishPayload',
  version,
);
export const DocumentFromTemplatePayload = payloadOf('DocumentFromTemplatePayload', {
  document: DocumentRecordType,
});
