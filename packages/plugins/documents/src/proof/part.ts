import { type DefaultRole, permissionsOf, type PluginPart } from '@bureau/core';
import { documentBundle } from './bundle-job.js';
import { proofErrors } from './errors.js';
import { ProofResolver } from './proof.resolver.js';

const PROVE = 'documents.document.prove';

const roles: DefaultRole[] = [
  {
    key: 'recordsManager',
    name: 'Records manager',
    description: 'Answers for papers: orders, files, publishes and disposes of them.',
    permissions: [PROVE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [
      PROVE,
      { permission: 'core.file.read', when: ['own', 'attached'] },
      { permission: 'core.job.read', when: ['own'] },
    ],
  },
];

/** That documents are what they were: here, and for somebody who has nothing but a bundle. */
export const proofPart: PluginPart = {
  resolvers: [ProofResolver],
  permissions: permissionsOf('documents', {
    'document.prove': 'Verify documents, and take them out with their proof from the trail.',
  }),
  rules: {
    DocumentVersionCheck: { '*': PROVE },
    Mutation: { documentVerify: PROVE, documentBundleCreate: PROVE },
  },
  roles,
  errors: proofErrors.table,
  jobs: [documentBundle],
};
