import { expose, type Exposed, many } from '@bureau/core';
import { Deferral, DeferralLine } from './deferral.entity.js';
import { Loan, LoanPayment } from './loan.entity.js';
import { RecurringLine, RecurringTemplate } from './recurring.entity.js';

export const DeferralType: Exposed = expose(Deferral, {
  prefix: 'dfr',
  filter: ['name', 'kind', 'startsOn', 'endsOn', 'isEnded'],
  order: ['startsOn', 'endsOn', 'name'],
  aggregate: ['amount', 'recognized'],
  relations: { lines: many(() => DeferralLineType, 'deferral', 'Its schedule.') },
});

export const DeferralLineType: Exposed = expose(DeferralLine, {
  prefix: 'dfl',
  filter: ['deferral', 'dueOn', 'isRecognized'],
  order: ['number', 'dueOn'],
  aggregate: ['amount'],
  root: false,
});

export const RecurringTemplateType: Exposed = expose(RecurringTemplate, {
  prefix: 'rct',
  filter: ['name', 'journal', 'nextOn', 'isActive', 'isAutomatic'],
  order: ['name', 'nextOn'],
  by: ['name'],
  relations: { lines: many(() => RecurringLineType, 'template', 'Lines of its entries.') },
});

export const RecurringLineType: Exposed = expose(RecurringLine, {
  prefix: 'rcl',
  filter: ['template', 'account', 'party'],
  order: ['number'],
  root: false,
});

export const LoanType: Exposed = expose(Loan, {
  prefix: 'loa',
  filter: ['name', 'direction', 'party', 'paidOutOn', 'openPrincipal'],
  order: ['paidOutOn', 'name'],
  aggregate: ['principal', 'openPrincipal'],
  relations: { payments: many(() => LoanPaymentType, 'loan', 'Its payments.') },
});

export const LoanPaymentType: Exposed = expose(LoanPayment, {
  prefix: 'loy',
  filter: ['loan', 'dueOn', 'isPosted'],
  order: ['number', 'dueOn'],
  aggregate: ['payment', 'interest', 'principal'],
  root: false,
});
