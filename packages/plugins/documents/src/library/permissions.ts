import {
  type DefaultRole,
  NOTIFICATION_RECIPIENT,
  permissionsOf,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';
import { CLEARANCES } from './classification.js';

/** To see documents, within secrecy and access lists. */
export const DOCUMENT_READ = 'documents.document.read';
/** To bring documents in, to change them and to send versions. */
export const DOCUMENT_WRITE = 'documents.document.write';
const FILE = 'documents.document.file';
const DELETE = 'documents.document.delete';
const PUBLISH = 'documents.version.publish';
const ACCESS = 'documents.access.manage';
/** To set types, tags, correspondents, folders and how documents are handled. */
export const SETUP = 'documents.setup.manage';

/** What may be allowed of documents. */
export const permissions = permissionsOf('documents', {
  'document.read': 'Read documents, their versions and texts.',
  'document.write': 'Bring documents in, change them and send versions.',
  'document.file': 'File and archive documents.',
  'document.delete': 'Throw documents away, and take them back.',
  'version.publish': 'Publish versions, and send them back.',
  'confidential.read': 'Documents that are confidential too.',
  'secret.read': 'Documents that are confidential or secret too.',
  'access.manage': 'Say who sees a document.',
  'access.override': 'Documents with an access list too, without a place on it.',
  'setup.manage': 'Set types, tags, correspondents, folders and how documents are handled.',
});

/** What each field and operation of the library needs. */
export const rules: RuleTree = {
  Document: { '*': DOCUMENT_READ },
  DocumentVersion: { '*': DOCUMENT_READ },
  DocumentPage: { '*': DOCUMENT_READ },
  DocumentTagging: { '*': DOCUMENT_READ },
  DocumentAccess: { '*': DOCUMENT_READ },
  DocumentType: { '*': DOCUMENT_READ },
  DocumentTag: { '*': DOCUMENT_READ },
  Correspondent: { '*': DOCUMENT_READ },
  Folder: { '*': DOCUMENT_READ },
  File: { documentVersions: DOCUMENT_READ },
  Person: { documents: DOCUMENT_READ },
  Party: { correspondents: DOCUMENT_READ },
  Mutation: {
    documentCreate: DOCUMENT_WRITE,
    documentWrite: DOCUMENT_WRITE,
    documentUpdate: DOCUMENT_WRITE,
    documentTextSet: DOCUMENT_WRITE,
    documentFile: FILE,
    documentArchive: FILE,
    documentTrash: DELETE,
    documentRestore: DELETE,
    documentAccessSet: ACCESS,
    documentVersionCreate: DOCUMENT_WRITE,
    documentVersionRestore: DOCUMENT_WRITE,
    documentVersionReview: DOCUMENT_WRITE,
    documentVersionSendBack: PUBLISH,
    documentVersionPublish: PUBLISH,
    documentTypeCreate: SETUP,
    documentTypeUpdate: SETUP,
    documentTagCreate: SETUP,
    documentTagUpdate: SETUP,
    correspondentCreate: SETUP,
    correspondentUpdate: SETUP,
    folderCreate: SETUP,
    folderUpdate: SETUP,
    folderDelete: SETUP,
  },
};

/** The own files, and those of documents that one may see. */
const FILES: RolePermission = { permission: 'core.file.read', when: ['own', 'attached'] };

/** To send files and export lists, and to follow and end such work. */
const INTAKE: RolePermission[] = [
  { permission: 'core.export.run' },
  { permission: 'core.upload.write' },
  { permission: 'core.file.delete', when: ['own'] },
  FILES,
  { permission: 'core.job.read', when: ['own'] },
  { permission: 'core.job.write', when: ['own'] },
];

/** To say whom a paper is about and who sees it. */
const PEOPLE = ['core.person.read', 'core.party.read', 'core.orgUnit.read'];

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'recordsManager',
    name: 'Records manager',
    description: 'Answers for papers: orders, files, publishes and disposes of them.',
    permissions: [
      ...[DOCUMENT_READ, DOCUMENT_WRITE, FILE, DELETE, PUBLISH, ACCESS, SETUP],
      ...[CLEARANCES.CONFIDENTIAL, ...PEOPLE, 'core.role.read'],
      ...INTAKE,
      ...NOTIFICATION_RECIPIENT,
    ],
  },
  {
    key: 'documentClerk',
    name: 'Document clerk',
    description: 'Brings papers in and files them.',
    permissions: [
      ...[DOCUMENT_READ, DOCUMENT_WRITE, FILE, ...PEOPLE],
      ...INTAKE,
      ...NOTIFICATION_RECIPIENT,
    ],
  },
  {
    key: 'documentReader',
    name: 'Document reader',
    description: 'Finds and reads papers.',
    permissions: [DOCUMENT_READ, FILES],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [DOCUMENT_READ, CLEARANCES.CONFIDENTIAL],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [{ permission: DOCUMENT_READ, when: ['own'] }, FILES],
  },
];
