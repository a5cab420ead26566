import { type Exposed, expose, current, many } from '@bureau/core';
import { Correspondent } from './correspondent.entity.js';
import { DocumentAccess } from './document-access.entity.js';
import { Document } from './document.entity.js';
import { DocumentTag, DocumentTagging } from './document-tag.entity.js';
import { DocumentType } from './document-type.entity.js';
import { DocumentPage, DocumentVersion } from './document-version.entity.js';
import { Folder } from './folder.entity.js';
import { ownDocuments, visibleTo, visibleWith } from './visibility.js';

export const DocumentTypeType: Exposed = expose(DocumentType, {
  prefix: 'dty',
  by: ['code'],
  filter: ['code', 'name', 'isActive'],
  order: ['name', 'code'],
});

export const DocumentTagType: Exposed = expose(DocumentTag, {
  prefix: 'dtg',
  by: ['name'],
  filter: ['name', 'isActive'],
  order: ['name'],
});

export const CorrespondentType: Exposed = expose(Correspondent, {
  prefix: 'cor',
  by: ['name'],
  filter: ['name', 'party', 'email', 'isActive'],
  order: ['name'],
  relations: {
    documents: many(() => DocumentRecordType, 'correspondent', 'Papers from or to it.'),
  },
});

export const FolderType: Exposed = expose(Folder, {
  prefix: 'fld',
  filter: ['name', 'parent'],
  order: ['name'],
  relations: {
    folders: many(() => FolderType, 'parent', 'Folders in it.'),
    documents: many(() => DocumentRecordType, 'folder', 'Documents in it.'),
  },
});

/** The record type `Document`; `DocumentType` is what kind of paper one is. */
export const DocumentRecordType: Exposed = expose(Document, {
  prefix: 'doc',
  filter: [
    'title',
    'state',
    'type',
    'correspondent',
    'folder',
    'person',
    'classification',
    'isRestricted',
    'datedOn',
    'language',
    'filedAt',
    'archivedAt',
    'trashedAt',
    'createdAt',
    'createdBy',
  ],
  order: ['createdAt', 'title', 'datedOn', 'filedAt', 'archivedAt', 'trashedAt'],
  search: ['title'],
  relations: {
    latest: current(() => DocumentVersionType, 'document', 'The latest version at an instant.'),
    published: {
      kind: 'asOf',
      target: () => DocumentVersionType,
      by: 'document',
      description: 'The version that held at an instant; null: none was published.',
      span: { from: 'publishedAt', to: 'supersededAt', unit: 'instant' },
    },
    versions: many(() => DocumentVersionType, 'document', 'All versions.'),
    tags: many(() => DocumentTaggingType, 'document', 'Its tags.'),
    access: many(() => DocumentAccessType, 'document', 'Who may see it, where it is restricted.'),
  },
  conditions: { own: ownDocuments },
  always: visibleTo,
});

export const DocumentVersionType: Exposed = expose(DocumentVersion, {
  prefix: 'dve',
  filter: ['document', 'number', 'state', 'file', 'sha256', 'mediaType', 'size', 'createdAt'],
  order: ['number', 'createdAt', 'size'],
  aggregate: ['size'],
  relations: {
    pages: many(() => DocumentPageType, 'documentVersion', 'Its text, page by page.'),
  },
  conditions: { own: (principal) => ({ document: ownDocuments(principal) }) },
  always: visibleWith('document'),
});

export const DocumentPageType: Exposed = expose(DocumentPage, {
  prefix: 'dpg',
  root: false,
  filter: ['documentVersion', 'number'],
  order: ['number'],
  conditions: {
    own: (principal) => ({ documentVersion: { document: ownDocuments(principal) } }),
  },
  always: (principal) => {
    const visible = visibleTo(principal);
    return visible && { documentVersion: { document: visible } };
  },
});

export const DocumentTaggingType: Exposed = expose(DocumentTagging, {
  prefix: 'dtn',
  root: false,
  filter: ['document', 'tag'],
  conditions: { own: (principal) => ({ document: ownDocuments(principal) }) },
  always: visibleWith('document'),
});

export const DocumentAccessType: Exposed = expose(DocumentAccess, {
  prefix: 'dac',
  root: false,
  filter: ['document', 'person', 'role', 'unit', 'level'],
  conditions: { own: (principal) => ({ document: ownDocuments(principal) }) },
  always: visibleWith('document'),
});
