import type { PluginPart } from '@bureau/core';
import { library } from '../migrations/0001-library.js';
import { CatalogueResolver } from './catalogue.resolver.js';
import { Correspondent } from './correspondent.entity.js';
import { DocumentAccess } from './document-access.entity.js';
import { Document } from './document.entity.js';
import { DocumentResolver } from './document.resolver.js';
import { DocumentTag, DocumentTagging } from './document-tag.entity.js';
import { DocumentType } from './document-type.entity.js';
import { DocumentPage, DocumentVersion } from './document-version.entity.js';
import { libraryErrors } from './errors.js';
import {
  documentArchived,
  documentFiled,
  documentRestored,
  documentTrashed,
  textReady,
  versionAdded,
  versionPublished,
} from './events.js';
import { libraryExtensions } from './extensions.js';
import { Folder } from './folder.entity.js';
import { FolderResolver } from './folder.resolver.js';
import {
  CorrespondentType,
  DocumentAccessType,
  DocumentPageType,
  DocumentRecordType,
  DocumentTaggingType,
  DocumentTagType,
  DocumentTypeType,
  DocumentVersionType,
  FolderType,
} from './library.types.js';
import { ORIGINAL } from './original.js';
import { permissions, roles, rules } from './permissions.js';
import { VersionResolver } from './version.resolver.js';
import { WriteDocumentResolver } from './write-document.resolver.js';

/** Documents, their versions and texts, by what they are ordered, and who may see them. */
export const libraryPart: PluginPart = {
  entities: [
    DocumentType,
    DocumentTag,
    Correspondent,
    Folder,
    Document,
    DocumentVersion,
    DocumentPage,
    DocumentTagging,
    DocumentAccess,
  ],
  types: [
    DocumentTypeType,
    DocumentTagType,
    CorrespondentType,
    FolderType,
    DocumentRecordType,
    DocumentVersionType,
    DocumentPageType,
    DocumentTaggingType,
    DocumentAccessType,
  ],
  extensions: libraryExtensions,
  migrations: [library],
  resolvers: [
    CatalogueResolver,
    FolderResolver,
    DocumentResolver,
    WriteDocumentResolver,
    VersionResolver,
  ],
  permissions,
  rules,
  roles,
  errors: libraryErrors.table,
  events: [
    versionAdded,
    versionPublished,
    textReady,
    documentFiled,
    documentArchived,
    documentTrashed,
    documentRestored,
  ],
  files: [ORIGINAL],
};
