/**
 * The type names that first-party plugins own, whether they are loaded or built yet. A partner's
 * type carries the id of its plugin as a prefix, so that no later first-party type can collide
 * with it. Where two domains use a word, the longer form stands here (`CourseSession`).
 */
export const VOCABULARY: Readonly<Record<string, readonly string[]>> = {
  core: [
    'Organization', 'LegalEntity', 'OrgUnit', 'Site', 'Person', 'Party', 'Address', 'User',
    'Role', 'Grant', 'ApiKey', 'Session', 'PluginInstance', 'CustomField', 'SavedView',
    'Attachment', 'File', 'Comment', 'Notification', 'AuditEntry', 'OutboxEvent', 'Job',
    'NumberSeries', 'Calendar', 'Holiday', 'ApprovalRequest', 'ImportJob', 'ExportJob', 'Money',
    'PageInfo', 'Query', 'Mutation', 'Subscription',
  ],
  hr: [
    'Employee', 'Employment', 'JobRecord', 'Position', 'Requisition', 'Application', 'Interview',
    'Offer', 'OnboardingPlan', 'LeaveType', 'LeavePolicy', 'LeaveEntry', 'LeaveRequest', 'Shift',
    'TimeEntry', 'Skill', 'Course', 'CourseSession', 'Certificate', 'ReviewCycle', 'Review',
    'Goal', 'BenefitPlan', 'Enrollment', 'Dependant', 'LifeEvent', 'Grievance', 'Survey',
    'Salary',
  ],
  assets: [
    'Asset', 'AssetModel', 'Category', 'StatusLabel', 'CustodyPeriod', 'Component', 'Consumable',
    'License', 'Seat', 'PhoneLine', 'NetworkAddress', 'MaintenancePlan', 'WorkOrder',
    'AssetAudit', 'Disposal',
  ],
  accounting: [
    'LedgerAccount', 'Journal', 'JournalEntry', 'JournalLine', 'FiscalYear', 'Period',
    'AccountingLock', 'Dimension', 'DimensionValue', 'Invoice', 'Bill', 'CreditNote', 'Payment',
    'Allocation', 'OpenItem', 'ExpenseClaim', 'TaxCode', 'TaxReturn', 'BankAccount',
    'BankStatement', 'BankLine', 'BankRule', 'Reconciliation', 'ExchangeRate', 'Revaluation',
    'FixedAsset', 'DepreciationSchedule', 'Deferral', 'RecurringTemplate', 'Budget', 'DunningRun',
    'CashForecast', 'IntegrityReport',
  ],
  documents: [
    'Document', 'DocumentVersion', 'Blob', 'DocumentType', 'Tag', 'Correspondent', 'Folder',
    'TextLayer', 'ExtractedField', 'RetentionPolicy', 'LegalHold', 'ShareLink', 'DisposalRecord',
    'KeyVersion', 'Contract',
  ],
  analytics: [
    'MetricModel', 'Measure', 'MetricDimension', 'Rollup', 'Dashboard', 'Chart', 'Kpi', 'Alert',
    'ReportRun',
  ],
};

const owners = new Map(
  Object.entries(VOCABULARY).flatMap(([plugin, names]) => names.map((name) => [name, plugin])),
);

/** The first-party plugin that a type name belongs to, loaded or not. */
export function vocabularyOwner(typeName: string): string | undefined {
  return owners.get(typeName);
}

/** Whether a plugin is one of ours: its names need no prefix. */
export function isFirstParty(plugin: string): boolean {
  return Object.hasOwn(VOCABULARY, plugin);
}
