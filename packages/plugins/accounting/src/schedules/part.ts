import {
  type DefaultRole,
  permissionsOf,
  type PluginDefinition,
  type RuleTree,
} from '@bureau/core';
import { schedules } from '../migrations/0071-schedules.js';
import { plansInCurrency } from '../migrations/0211-plans-in-currency.js';
import { createPayrollPostingService, PayrollPostingService } from '../payroll/payroll-posting.js';
import { automaticEntries } from './automatic-entries.js';
import { Deferral, DeferralLine } from './deferral.entity.js';
import { scheduleErrors } from './errors.js';
import { Loan, LoanPayment } from './loan.entity.js';
import { LoanResolver } from './loan.resolver.js';
import { PlanResolver } from './plan.resolver.js';
import { RecurringLine, RecurringTemplate } from './recurring.entity.js';
import { ScheduleResolver } from './schedule.resolver.js';
import {
  DeferralLineType,
  DeferralType,
  LoanPaymentType,
  LoanType,
  RecurringLineType,
  RecurringTemplateType,
} from './schedule.types.js';

const DEFERRAL = 'accounting.deferral.read';
const RECURRING = 'accounting.recurring.read';
const LOAN = 'accounting.loan.read';
const READ = [DEFERRAL, RECURRING, LOAN] as const;
const WRITE = [
  'accounting.deferral.write',
  'accounting.recurring.write',
  'accounting.loan.write',
  'accounting.plan.run',
] as const;

const rules: RuleTree = {
  Deferral: { '*': DEFERRAL },
  DeferralLine: { '*': DEFERRAL },
  RecurringTemplate: { '*': RECURRING },
  RecurringLine: { '*': RECURRING },
  Loan: { '*': LOAN },
  LoanPayment: { '*': LOAN },
  PlanPosting: { '*': { anyOf: ['accounting.plan.run', 'accounting.report.read'] } },
  Query: { planPreview: { allOf: [...READ] } },
  Mutation: {
    deferralCreate: 'accounting.deferral.write',
    deferralEnd: 'accounting.deferral.write',
    recurringTemplateCreate: 'accounting.recurring.write',
    recurringTemplateUpdate: 'accounting.recurring.write',
    loanCreate: 'accounting.loan.write',
    loanRepay: 'accounting.loan.write',
    planRun: 'accounting.plan.run',
    accrualPost: 'accounting.entry.post',
  },
};

const roles: DefaultRole[] = [
  {
    key: 'bookkeeper',
    name: 'Bookkeeper',
    description: 'Enters and posts invoices, bills and payments.',
    permissions: [...READ],
  },
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [...READ, ...WRITE],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [...READ, 'accounting.plan.run'],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [...READ],
  },
];

/** What posts by a schedule: deferrals, entries that come back, loans; and payroll. */
export const schedulesPart = {
  entities: [Deferral, DeferralLine, RecurringTemplate, RecurringLine, Loan, LoanPayment],
  types: [
    DeferralType,
    DeferralLineType,
    RecurringTemplateType,
    RecurringLineType,
    LoanType,
    LoanPaymentType,
  ],
  migrations: [schedules, plansInCurrency],
  resolvers: [ScheduleResolver, LoanResolver, PlanResolver],
  permissions: permissionsOf('accounting', {
    'deferral.read': 'Read deferred expenses and income.',
    'deferral.write': 'Defer expenses and income, and end it.',
    'recurring.read': 'Read entries that come back.',
    'recurring.write': 'Write entries that come back.',
    'loan.read': 'Read loans and their payments.',
    'loan.write': 'Enter loans, and pay them back early.',
    'plan.run': 'Post what the schedules have.',
  }),
  rules,
  roles,
  errors: scheduleErrors.table,
  jobs: [automaticEntries],
  services: [{ token: PayrollPostingService, create: createPayrollPostingService }],
} satisfies Partial<PluginDefinition>;
