import {
  type DefaultRole,
  NOTIFICATION_RECIPIENT,
  permissionsOf,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';

const READ = 'documents.contract.read';
const WRITE = 'documents.contract.write';

/** What may be allowed of contracts. */
export const contractPermissions = permissionsOf('documents', {
  'contract.read': 'Read contracts: the own ones, those that employ nobody, or all.',
  'contract.write': 'Draw up, change and end contracts.',
});

/** What each field and operation of contracts needs. */
export const contractRules: RuleTree = {
  Contract: { '*': READ },
  ContractParty: { '*': READ },
  ContractDocument: { '*': READ },
  Document: { contracts: READ },
  ExpiringContract: { '*': READ },
  ContractSpend: { '*': READ },
  ContractSpendIn: { '*': READ },
  Party: { contractParties: READ },
  Query: { contractsExpiring: READ },
  Mutation: {
    contractCreate: WRITE,
    contractUpdate: WRITE,
    contractActivate: WRITE,
    contractTerminate: WRITE,
    contractDelete: WRITE,
    contractDocumentAdd: WRITE,
    contractDocumentRemove: WRITE,
  },
};

const some = (permission: string, ...when: string[]): RolePermission => ({ permission, when });

/** Roles are merged by key with those of core and of other plugins. */
export const contractRoles: DefaultRole[] = [
  {
    key: 'recordsManager',
    name: 'Records manager',
    description: 'Answers for papers: orders, files, publishes and disposes of them.',
    permissions: [READ, WRITE, 'core.party.read', ...NOTIFICATION_RECIPIENT],
  },
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: [READ, WRITE, 'core.party.read'],
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [some(READ, 'own', 'business')],
    limitClass: 'bulk',
  },
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [some(READ, 'own', 'business')],
    limitClass: 'bulk',
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [some(READ, 'own')],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [some(READ, 'business')],
  },
];
