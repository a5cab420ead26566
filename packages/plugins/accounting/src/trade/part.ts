import {
  type DefaultRole,
  permissionsOf,
  type PluginDefinition,
  type RuleTree,
} from '@bureau/core';
import { trade } from '../migrations/0030-trade.js';
import { dunning } from '../migrations/0031-dunning.js';
import { dunningCharges } from '../migrations/0043-dunning-charges.js';
import { billReference } from '../migrations/0200-bill-reference.js';
import { controlItems } from '../migrations/0032-control-items.js';
import { BillDraftService, createBillDraftService } from './bill-drafts.js';
import { Bill, BillLine } from './bill.entity.js';
import { BillResolver } from './bill.resolver.js';
import { CreditNote, CreditNoteLine } from './credit-note.entity.js';
import { CreditNoteResolver } from './credit-note.resolver.js';
import { DunningNotice, DunningPolicy, DunningRun, DunningStep } from './dunning.entity.js';
import { DunningResolver } from './dunning.resolver.js';
import {
  DunningNoticeType,
  DunningPolicyType,
  DunningRunType,
  DunningStepType,
} from './dunning.types.js';
import { tradeErrors } from './errors.js';
import { DocumentPaid, DocumentPosted, DocumentVoided, PaymentRecorded } from './events.js';
import { Invoice, InvoiceLine } from './invoice.entity.js';
import { InvoiceResolver } from './invoice.resolver.js';
import { billNumbers, creditNoteNumbers, invoiceNumbers, paymentNumbers } from './numbers.js';
import { Allocation, OpenItem } from './open-item.entity.js';
import { Payment } from './payment.entity.js';
import { PaymentResolver } from './payment.resolver.js';
import { PaymentTerm, PaymentTermPart } from './payment-term.entity.js';
import { ReceivablesResolver } from './receivables.resolver.js';
import { TaxCode, TaxComponent } from './tax-code.entity.js';
import { TradeSettings } from './trade-settings.entity.js';
import { TradeSetupResolver } from './trade-setup.resolver.js';
import {
  AllocationType,
  BillLineType,
  BillType,
  CreditNoteLineType,
  CreditNoteType,
  InvoiceLineType,
  InvoiceType,
  OpenItemType,
  PaymentTermPartType,
  PaymentTermType,
  PaymentType,
  TaxCodeType,
  TaxComponentType,
  TradeSettingsType,
} from './trade.types.js';

const SETUP = 'accounting.setup.read';
const MANAGE = 'accounting.setup.manage';
const ITEM = 'accounting.openItem.read';
const DUNNING = 'accounting.dunning.read';

const rules: RuleTree = {
  PaymentTerm: { '*': SETUP },
  PaymentTermPart: { '*': SETUP },
  TaxCode: { '*': SETUP },
  TaxComponent: { '*': SETUP },
  TradeSettings: { '*': SETUP },
  Invoice: { '*': 'accounting.invoice.read' },
  InvoiceLine: { '*': 'accounting.invoice.read' },
  Bill: { '*': 'accounting.bill.read' },
  BillLine: { '*': 'accounting.bill.read' },
  CreditNote: { '*': 'accounting.creditNote.read' },
  CreditNoteLine: { '*': 'accounting.creditNote.read' },
  Payment: { '*': 'accounting.payment.read' },
  OpenItem: { '*': ITEM },
  Allocation: { '*': ITEM },
  DunningPolicy: { '*': DUNNING },
  DunningStep: { '*': DUNNING },
  DunningRun: { '*': DUNNING },
  DunningNotice: { '*': DUNNING },
  DunningCandidate: { '*': DUNNING },
  AgeingReport: { '*': ITEM },
  AgedPartyBalance: { '*': ITEM },
  AgeingBucket: { '*': ITEM },
  PartyStatement: { '*': ITEM },
  PartyStatementLine: { '*': ITEM },
  UnappliedCredit: { '*': ITEM },
  TaxSummaryLine: { '*': 'accounting.report.read' },
  Query: {
    tradeSettings: SETUP,
    agedReceivables: ITEM,
    agedPayables: ITEM,
    partyStatement: ITEM,
    unappliedCredits: ITEM,
    dunningPreview: DUNNING,
    taxSummary: 'accounting.report.read',
  },
  Mutation: {
    tradeSettingsSave: MANAGE,
    paymentTermCreate: MANAGE,
    paymentTermUse: MANAGE,
    taxCodeCreate: MANAGE,
    taxCodeUse: MANAGE,
    invoiceCreate: 'accounting.invoice.write',
    invoiceUpdate: 'accounting.invoice.write',
    invoiceDelete: 'accounting.invoice.write',
    invoicePost: 'accounting.invoice.post',
    invoiceVoid: 'accounting.invoice.void',
    billCreate: 'accounting.bill.write',
    billUpdate: 'accounting.bill.write',
    billDelete: 'accounting.bill.write',
    billApprove: 'accounting.bill.approve',
    billPost: 'accounting.bill.post',
    billVoid: 'accounting.bill.void',
    creditNoteCreate: 'accounting.creditNote.write',
    creditNoteUpdate: 'accounting.creditNote.write',
    creditNoteDelete: 'accounting.creditNote.write',
    creditNotePost: 'accounting.creditNote.post',
    creditNoteVoid: 'accounting.creditNote.void',
    paymentRecord: 'accounting.payment.record',
    paymentVoid: 'accounting.payment.void',
    creditRefund: 'accounting.payment.record',
    allocationCreate: 'accounting.openItem.allocate',
    allocationMatch: 'accounting.openItem.allocate',
    allocationReverse: 'accounting.openItem.allocate',
    openItemWriteOff: 'accounting.openItem.writeOff',
    dunningPolicyCreate: MANAGE,
    dunningPolicyUse: MANAGE,
    dunningRunCreate: 'accounting.dunning.run',
    openItemDunning: 'accounting.openItem.allocate',
  },
};

const DOCUMENTS = ['invoice', 'bill', 'creditNote'] as const;
const READ = [
  ...DOCUMENTS.map((one) => `accounting.${one}.read` as const),
  'accounting.payment.read',
  ITEM,
  DUNNING,
  'core.party.read',
];
const ENTER = DOCUMENTS.map((one) => `accounting.${one}.write` as const);
const POST = [
  ...DOCUMENTS.map((one) => `accounting.${one}.post` as const),
  'accounting.payment.record',
  'accounting.openItem.allocate',
  'accounting.dunning.run',
];
const UNDO = [
  ...DOCUMENTS.map((one) => `accounting.${one}.void` as const),
  'accounting.payment.void',
  'accounting.openItem.writeOff',
];

const roles: DefaultRole[] = [
  {
    key: 'bookkeeper',
    name: 'Bookkeeper',
    description: 'Enters and posts invoices, bills and payments.',
    permissions: [
      'accounting.setup.read',
      'accounting.entry.read',
      'accounting.report.read',
      ...[...READ, ...ENTER, ...POST],
    ],
  },
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [...READ, ...ENTER, ...POST, ...UNDO, 'core.party.write'],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [...READ, ...UNDO, 'accounting.bill.approve'],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: READ,
  },
];

/** Invoices, bills, credit notes, payments and what is open of them. */
export const tradePart = {
  entities: [
    PaymentTerm,
    PaymentTermPart,
    TaxCode,
    TaxComponent,
    TradeSettings,
    Invoice,
    InvoiceLine,
    Bill,
    BillLine,
    CreditNote,
    CreditNoteLine,
    Payment,
    OpenItem,
    Allocation,
    DunningPolicy,
    DunningStep,
    DunningRun,
    DunningNotice,
  ],
  types: [
    PaymentTermType,
    PaymentTermPartType,
    TaxCodeType,
    TaxComponentType,
    TradeSettingsType,
    InvoiceType,
    InvoiceLineType,
    BillType,
    BillLineType,
    CreditNoteType,
    CreditNoteLineType,
    PaymentType,
    OpenItemType,
    AllocationType,
    DunningPolicyType,
    DunningStepType,
    DunningRunType,
    DunningNoticeType,
  ],
  migrations: [trade, dunning, controlItems, dunningCharges, billReference],
  resolvers: [
    TradeSetupResolver,
    InvoiceResolver,
    BillResolver,
    CreditNoteResolver,
    PaymentResolver,
    ReceivablesResolver,
    DunningResolver,
  ],
  permissions: permissionsOf('accounting', {
    'invoice.read': 'Read invoices.',
    'invoice.write': 'Write drafts of invoices.',
    'invoice.post': 'Post invoices.',
    'invoice.void': 'Take posted invoices back.',
    'bill.read': 'Read bills of suppliers.',
    'bill.write': 'Enter bills of suppliers.',
    'bill.approve': 'Approve bills that others entered.',
    'bill.post': 'Post bills of suppliers.',
    'bill.void': 'Take posted bills back.',
    'creditNote.read': 'Read credit notes.',
    'creditNote.write': 'Write drafts of credit notes.',
    'creditNote.post': 'Post credit notes.',
    'creditNote.void': 'Take posted credit notes back.',
    'payment.read': 'Read payments.',
    'payment.record': 'Record payments.',
    'payment.void': 'Take payments back.',
    'openItem.read': 'Read open items, their age and statements of account.',
    'openItem.allocate': 'Let credits settle debits, and pause reminders.',
    'dunning.read': 'Read reminders and how they are written.',
    'dunning.run': 'Write reminders.',
    'openItem.writeOff': 'Write open items off.',
  }),
  rules,
  roles,
  errors: tradeErrors.table,
  events: [DocumentPosted, DocumentPaid, DocumentVoided, PaymentRecorded],
  services: [{ token: BillDraftService, create: createBillDraftService }],
  series: [invoiceNumbers, billNumbers, creditNoteNumbers, paymentNumbers],
} satisfies Partial<PluginDefinition>;
