import {
  APPROVAL_PARTICIPANT,
  type DefaultRole,
  FileType,
  many,
  NOTIFICATION_RECIPIENT,
  permissionsOf,
  type PluginPart,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';
import { expenses } from '../migrations/0040-expenses.js';
import { claimApprovals } from '../migrations/0201-claim-approval.js';
import { expenseClaimNumbers } from '../trade/numbers.js';
import { claimApproval } from './claim-approval.js';
import { expenseErrors } from './errors.js';
import { ExpenseClaimApproved, ExpenseClaimReturned, ExpenseClaimSubmitted } from './events.js';
import { ExpenseCategory } from './expense-category.entity.js';
import { ExpenseCategoryResolver } from './expense-category.resolver.js';
import { ExpenseClaim, ExpenseClaimLine } from './expense-claim.entity.js';
import { ExpenseClaimResolver } from './expense-claim.resolver.js';
import { ExpenseCategoryType, ExpenseClaimLineType, ExpenseClaimType } from './expenses.types.js';
import { RECEIPT } from './receipts.js';

const READ = 'accounting.expenseClaim.read';
const WRITE = 'accounting.expenseClaim.write';
const POST = 'accounting.expenseClaim.post';
const VOID = 'accounting.expenseClaim.void';
const CATEGORY = 'accounting.expenseCategory.read';
const MANAGE = 'accounting.setup.manage';

const rules: RuleTree = {
  ExpenseCategory: { '*': CATEGORY },
  ExpenseClaim: { '*': READ },
  ExpenseClaimLine: { '*': READ },
  File: { expenseClaimLines: READ },
  Mutation: {
    expenseCategoryCreate: MANAGE,
    expenseCategoryUpdate: MANAGE,
    expenseClaimCreate: WRITE,
    expenseClaimUpdate: WRITE,
    expenseClaimDelete: WRITE,
    expenseClaimSubmit: WRITE,
    expenseClaimWithdraw: WRITE,
    expenseClaimReturn: POST,
    expenseClaimPost: POST,
    expenseClaimVoid: VOID,
    expenseClaimReimburse: 'accounting.payment.record',
  },
};

/** The own files, and the receipts of expenses that one may see. */
const FILES: RolePermission[] = [
  { permission: 'core.upload.write' },
  { permission: 'core.file.read', when: ['own', 'attached'] },
];

/** Whoever may be asked to approve expenses sees what is decided: lines and receipts. */
const APPROVER: RolePermission[] = [
  { permission: READ, when: ['decided'] },
  { permission: CATEGORY },
  { permission: 'core.file.read', when: ['attached'] },
];

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: APPROVER,
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what everybody in the organization may read.',
    permissions: APPROVER,
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [...APPROVER, ...APPROVAL_PARTICIPANT],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [
      { permission: READ, when: ['own', 'decided'] },
      { permission: WRITE, when: ['own'] },
      ...[CATEGORY, ...FILES, ...APPROVAL_PARTICIPANT, ...NOTIFICATION_RECIPIENT],
    ],
  },
  {
    key: 'bookkeeper',
    name: 'Bookkeeper',
    description: 'Enters and posts invoices, bills and payments.',
    permissions: [READ, WRITE, POST, CATEGORY, ...FILES, ...APPROVAL_PARTICIPANT],
  },
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [READ, WRITE, POST, VOID, CATEGORY, ...FILES, ...APPROVAL_PARTICIPANT],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [READ, VOID, CATEGORY, ...FILES],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ, CATEGORY],
  },
];

/** Expenses of employees: their receipts, approval, posting and repayment. */
export const expensesPart: PluginPart = {
  entities: [ExpenseCategory, ExpenseClaim, ExpenseClaimLine],
  types: [ExpenseCategoryType, ExpenseClaimType, ExpenseClaimLineType],
  extensions: [
    {
      type: FileType,
      relations: {
        expenseClaimLines: many(
          () => ExpenseClaimLineType,
          'receipt',
          'Expenses whose receipt it is.',
        ),
      },
    },
  ],
  migrations: [expenses, claimApprovals],
  resolvers: [ExpenseCategoryResolver, ExpenseClaimResolver],
  permissions: permissionsOf('accounting', {
    'expenseCategory.read': 'See what expenses may be entered for.',
    'expenseClaim.read': 'Read expenses: the own ones, or all.',
    'expenseClaim.write': 'Enter and submit expenses: the own ones, or those of everybody.',
    'expenseClaim.post': 'Post approved expenses, or give them back.',
    'expenseClaim.void': 'Take posted expenses back.',
  }),
  rules,
  roles,
  errors: expenseErrors.table,
  events: [ExpenseClaimSubmitted, ExpenseClaimApproved, ExpenseClaimReturned],
  series: [expenseClaimNumbers],
  approvals: [claimApproval],
  files: [RECEIPT],
};
