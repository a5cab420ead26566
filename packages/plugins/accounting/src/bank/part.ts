import {
  type DefaultRole,
  FileType,
  many,
  permissionsOf,
  type PluginDefinition,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';
import { rates } from '../migrations/0050-rates.js';
import { bank } from '../migrations/0051-bank.js';
import { bankMatches } from '../migrations/0052-bank-matches.js';
import { exchangeSettings } from '../migrations/0053-exchange-settings.js';
import { revaluation } from '../migrations/0054-revaluation.js';
import { bankRules } from '../migrations/0055-bank-rules.js';
import { paymentRuns } from '../migrations/0056-payment-runs.js';
import { paymentRunErrors } from '../payment-runs/errors.js';
import { paymentRunNumbers } from '../payment-runs/new-run.js';
import { PAYMENT_FILE } from '../payment-runs/run-file.js';
import {
  PaymentRun,
  PaymentRunItem,
  PaymentRunItemType,
  PaymentRunType,
} from '../payment-runs/payment-run.entity.js';
import { PaymentRunResolver } from '../payment-runs/payment-run.resolver.js';
import { rateErrors } from '../rates/errors.js';
import { ExchangeRate, ExchangeRateType } from '../rates/exchange-rate.entity.js';
import { exchangeRateImport } from '../rates/rate.import.js';
import { RateResolver } from '../rates/rate.resolver.js';
import { ExchangeSettings, ExchangeSettingsType } from '../revaluation/exchange-settings.entity.js';
import { revaluationErrors } from '../revaluation/errors.js';
import {
  Revaluation,
  RevaluationLine,
  RevaluationLineType,
  RevaluationType,
} from '../revaluation/revaluation.entity.js';
import { RevaluationResolver } from '../revaluation/revaluation.resolver.js';
import { ExchangeSettingsResolver } from '../revaluation/exchange-settings.resolver.js';
import { BankAccount } from './bank-account.entity.js';
import { BANK_FILE } from './bank-file.js';
import { BankLine } from './bank-line.entity.js';
import { BankMatch, BankMatchItem, BankReconciliation } from './bank-match.entity.js';
import { BankRule, BankRuleType } from './bank-rule.entity.js';
import { BankResolver } from './bank.resolver.js';
import { BankStatement } from './bank-statement.entity.js';
import {
  BankAccountType,
  BankLineType,
  BankMatchItemType,
  BankMatchType,
  BankReconciliationType,
  BankStatementType,
} from './bank.types.js';
import { bankErrors } from './errors.js';
import { BankStatementImported } from './events.js';
import { bankStatementImport } from './import-job.js';
import { MatchResolver } from './match.resolver.js';
import { SuggestionResolver } from './suggestion.resolver.js';
import { ReconciliationResolver } from './reconciliation.resolver.js';

const RATE = 'accounting.exchangeRate.read';
const RATE_WRITE = 'accounting.exchangeRate.write';
const ACCOUNT = 'accounting.bankAccount.read';
const MANAGE = 'accounting.bankAccount.manage';
const STATEMENT = 'accounting.bankStatement.read';
const COUNTERPARTY = 'accounting.bankLine.readCounterparty';
const IMPORT = 'accounting.bankStatement.import';
const MATCH = 'accounting.bankLine.match';
const UNMATCH = 'accounting.bankLine.unmatch';
const FINISH = 'accounting.bankAccount.reconcile';
const SETUP = 'accounting.setup.read';
const REVALUED = 'accounting.revaluation.read';
const REVALUE = 'accounting.revaluation.run';
const RULE = 'accounting.bankRule.manage';
const ORDER = 'accounting.paymentRun.read';
const ORDER_CREATE = 'accounting.paymentRun.create';
const ORDER_EXECUTE = 'accounting.paymentRun.execute';
const DELETE = 'accounting.bankStatement.delete';

const rules: RuleTree = {
  ExchangeRate: { '*': RATE },
  ExchangeQuote: { '*': RATE },
  BankAccount: { '*': ACCOUNT, lines: STATEMENT, statements: STATEMENT },
  BankStatement: { '*': STATEMENT },
  BankLine: { '*': STATEMENT, counterpartyAccount: COUNTERPARTY },
  BankMatch: { '*': STATEMENT },
  BankMatchItem: { '*': STATEMENT },
  BankReconciliation: { '*': STATEMENT },
  ReconciliationStatement: { '*': STATEMENT },
  BankBalance: { '*': STATEMENT },
  ExchangeSettings: { '*': SETUP },
  Revaluation: { '*': REVALUED },
  RevaluationLine: { '*': REVALUED },
  RevaluationPreview: { '*': REVALUED },
  RevaluationPreviewLine: { '*': REVALUED },
  BankRule: { '*': STATEMENT },
  PaymentRun: { '*': ORDER },
  PaymentRunItem: { '*': ORDER },
  BankSuggestion: { '*': STATEMENT },
  BankSuggestionReason: { '*': STATEMENT },
  File: { bankStatements: STATEMENT, paymentRuns: ORDER },
  Query: {
    exchangeRateOn: RATE,
    exchangeSettings: SETUP,
    reconciliationStatement: STATEMENT,
    bankBalances: STATEMENT,
    revaluationPreview: REVALUED,
    matchSuggestions: STATEMENT,
  },
  Mutation: {
    exchangeRatesSave: RATE_WRITE,
    exchangeRateDelete: RATE_WRITE,
    bankAccountCreate: MANAGE,
    bankAccountUpdate: MANAGE,
    bankStatementImport: IMPORT,
    bankStatementDelete: DELETE,
    bankLineMatch: MATCH,
    bankMatchDelete: UNMATCH,
    bankSuggestionsConfirm: MATCH,
    bankRuleCreate: RULE,
    bankRuleUpdate: RULE,
    bankRuleDelete: RULE,
    revaluationRun: REVALUE,
    paymentRunCreate: ORDER_CREATE,
    paymentRunExecute: { allOf: [ORDER_EXECUTE, 'accounting.payment.record'] },
    paymentRunCancel: ORDER_EXECUTE,
    bankTransferRecord: { allOf: [MATCH, 'accounting.entry.post'] },
    bankReconciliationFinish: FINISH,
    bankReconciliationDelete: FINISH,
    exchangeSettingsSave: 'accounting.setup.manage',
  },
};

const READ = [RATE, ACCOUNT, STATEMENT, REVALUED, ORDER] as const;
const WORK = [
  IMPORT,
  MATCH,
  COUNTERPARTY,
  'core.partyBankAccount.read',
  'core.upload.write',
] as const;

/** To send files, and to follow the job that reads them. */
const FILES: RolePermission[] = [
  { permission: 'core.file.read', when: ['own'] },
  { permission: 'core.job.read', when: ['own'] },
  { permission: 'core.job.write', when: ['own'] },
];

const roles: DefaultRole[] = [
  {
    key: 'bookkeeper',
    name: 'Bookkeeper',
    description: 'Enters and posts invoices, bills and payments.',
    permissions: [...READ, ...WORK, ...FILES],
  },
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [
      ...READ,
      ...WORK,
      RATE_WRITE,
      DELETE,
      UNMATCH,
      FINISH,
      RULE,
      REVALUE,
      ORDER_CREATE,
      ORDER_EXECUTE,
    ],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [
      ...READ,
      ...WORK,
      RATE_WRITE,
      DELETE,
      UNMATCH,
      FINISH,
      RULE,
      REVALUE,
      ORDER_EXECUTE,
      MANAGE,
    ],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [...READ],
  },
];

/** Rates of exchange and what happens at banks. */
export const bankPart = {
  entities: [
    ExchangeRate,
    BankAccount,
    BankStatement,
    BankLine,
    BankMatch,
    BankMatchItem,
    BankReconciliation,
    ExchangeSettings,
    Revaluation,
    RevaluationLine,
    BankRule,
    PaymentRun,
    PaymentRunItem,
  ],
  types: [
    ExchangeRateType,
    BankAccountType,
    BankStatementType,
    BankLineType,
    BankMatchType,
    BankMatchItemType,
    BankReconciliationType,
    ExchangeSettingsType,
    RevaluationType,
    RevaluationLineType,
    BankRuleType,
    PaymentRunType,
    PaymentRunItemType,
  ],
  extensions: [
    {
      type: FileType,
      relations: {
        bankStatements: many(() => BankStatementType, 'file', 'Statements that are in it.'),
        paymentRuns: many(() => PaymentRunType, 'file', 'Orders to pay that it tells.'),
      },
    },
  ],
  migrations: [rates, bank, bankMatches, exchangeSettings, revaluation, bankRules, paymentRuns],
  resolvers: [
    RateResolver,
    BankResolver,
    MatchResolver,
    ReconciliationResolver,
    ExchangeSettingsResolver,
    RevaluationResolver,
    SuggestionResolver,
    PaymentRunResolver,
  ],
  permissions: permissionsOf('accounting', {
    'exchangeRate.read': 'Read rates of exchange.',
    'exchangeRate.write': 'Enter, import and take away rates of exchange.',
    'bankAccount.read': 'Read the bank accounts of the organization.',
    'bankAccount.manage': 'Add and change bank accounts of the organization.',
    'bankStatement.read': 'Read statements of banks and their lines.',
    'bankStatement.import': 'Import statements of banks.',
    'bankStatement.delete': 'Take imported statements away.',
    'bankLine.match': 'Say what lines of the bank are in the books.',
    'bankLine.unmatch': 'Take matches back, with what they posted.',
    'bankAccount.reconcile': 'Close bank accounts until a day.',
    'bankRule.manage': 'Add and change rules for lines of banks.',
    'revaluation.read': 'Read revaluations, and see what one would post.',
    'revaluation.run': 'Value foreign currency at the end of periods.',
    'paymentRun.read': 'Read orders to banks to pay, and their files.',
    'paymentRun.create': 'Make files of payments for banks.',
    'paymentRun.execute': 'Say that a bank paid what was ordered, or shall not.',
    'bankLine.readCounterparty': 'Read the account numbers of the other side of bank lines.',
  }),
  rules,
  roles,
  errors: {
    ...rateErrors.table,
    ...bankErrors.table,
    ...revaluationErrors.table,
    ...paymentRunErrors.table,
  },
  events: [BankStatementImported],
  jobs: [bankStatementImport],
  files: [BANK_FILE, PAYMENT_FILE],
  series: [paymentRunNumbers],
  imports: [exchangeRateImport],
} satisfies Partial<PluginDefinition>;
