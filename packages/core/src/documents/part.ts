import { permissionsOf, type DefaultRole } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { documents } from '../schema/migrations/0014-documents.js';
import { coreDocuments } from './core-documents.js';
import { DocumentPolicies, PolicyCache } from './document-policies.js';
import { documentErrors } from './errors.js';
import { RegisteredDocument } from './registered-document.entity.js';
import { RegisteredDocumentResolver } from './registered-document.resolver.js';
import { RegisteredDocumentType } from './registered-document.types.js';

const READ = 'core.document.read';
const WRITE = 'core.document.write';

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: [READ, WRITE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
];

/** GraphQL documents that are known: registered ones of an organization, public ones of plugins. */
export const documentsPart: PluginPart = {
  entities: [RegisteredDocument],
  types: [RegisteredDocumentType],
  migrations: [documents],
  resolvers: [RegisteredDocumentResolver],
  services: [{ token: DocumentPolicies, create: () => new PolicyCache() }],
  documents: coreDocuments,
  permissions: permissionsOf('core', {
    'document.read': 'See which GraphQL documents are registered.',
    'document.write': 'Register and retire GraphQL documents, and say whether others may run.',
  }),
  rules: {
    Query: { registeredDocument: READ, registeredDocuments: READ },
    Mutation: { documentRegister: WRITE, documentRetire: WRITE, documentModeSet: WRITE },
    RegisteredDocument: { '*': READ },
  },
  roles,
  errors: documentErrors.table,
};
