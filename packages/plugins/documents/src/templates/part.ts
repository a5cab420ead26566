import { type DefaultRole, permissionsOf, type PluginPart } from '@bureau/core';
import { DOCUMENT_WRITE } from '../library/permissions.js';
import { templates } from '../migrations/0062-templates.js';
import { templateErrors } from './errors.js';
import { handoverForm } from './handover.js';
import { DocumentTemplate, DocumentTemplateVersion } from './template.entity.js';
import { TemplateResolver } from './template.resolver.js';
import { DocumentTemplateType, DocumentTemplateVersionType } from './template.types.js';

const READ = 'documents.template.read';
const MANAGE = 'documents.template.manage';

const roles: DefaultRole[] = [
  {
    key: 'recordsManager',
    name: 'Records manager',
    description: 'Answers for papers: orders, files, publishes and disposes of them.',
    permissions: [READ, MANAGE],
  },
  {
    key: 'documentClerk',
    name: 'Document clerk',
    description: 'Brings papers in and files them.',
    permissions: [READ],
  },
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: [READ],
  },
];

/** Letters, contracts and forms that are made of data. */
export const templatesPart: PluginPart = {
  entities: [DocumentTemplate, DocumentTemplateVersion],
  types: [DocumentTemplateType, DocumentTemplateVersionType],
  migrations: [templates],
  resolvers: [TemplateResolver],
  permissions: permissionsOf('documents', {
    'template.read': 'Read templates of documents.',
    'template.manage': 'Write and publish templates of documents.',
  }),
  rules: {
    DocumentTemplate: { '*': READ },
    DocumentTemplateVersion: { '*': READ },
    Mutation: {
      documentTemplateCreate: MANAGE,
      documentTemplateUpdate: MANAGE,
      documentTemplateVersionCreate: MANAGE,
      documentTemplateVersionPublish: MANAGE,
      documentFromTemplate: { allOf: [READ, DOCUMENT_WRITE] },
    },
  },
  roles,
  errors: templateErrors.table,
  on: [handoverForm],
};
