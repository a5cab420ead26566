import { expose, type Exposed, many } from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { Deferral, DeferralLine } from './deferral.entity.js';
import { Loan, LoanPayment } from './loan.entity.js';
import { RecurringLine, RecurringTemplate } from './recurring.entity.js';

export const DeferralType: Exposed = expose(Deferral, {
  prefix: 'dfr',
  amounts: { amount: 'currency', recognized: 'currency', baseAmount: BASE_CURRENCY },
  filter: ['name', 'kind', 'startsOn', 'endsOn', 'isEnded'],
  order: ['startsOn', 'endsOn', 'name'],
  aggregate: ['amount', 'recognized'],
  relations: { lines: many(() => DeferralLineType, 'deferral', 'Its schedule.') },
});

export const DeferralLineType: Exposed = expose(DeferralLine, {
  prefix: 'dfl',
  amounts: { amount: 'deferral.currency', baseAmount: BASE_CURRENCY },
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
  amounts: { amount: 'template.currency' },
  filter: ['template', 'account', 'party'],
  order: ['number'],
  root: false,
});

export const LoanType: Exposed = expose(Loan, {
  prefix: 'loa',
  amounts: { principal: 'currency', openPrincipal: 'currency', openBaseAmount: BASE_CURRENCY },
  filter: ['name', 'direction', 'party', 'paidOutOn', 'openPrincipal'],
  order: ['paidOutOn', 'name'],
  aggregate: ['principal', 'openPrincipal'],
  relations: { payments: many(() => LoanPaymentType, 'loan', 'Its payments.') },
});

export const LoanPaymentType: Exposed = expose(LoanPayment, {
  prefix: 'loy',
  amounts: {
    payment: 'loan.currency',
    interest: 'loan.currency',
    principal: 'loan.currency',
    fee: 'loan.currency',
    balance: 'loan.currency',
  },
  filter: ['loan', 'dueOn', 'isPosted'],
  order: ['number', 'dueOn'],
  aggregate: ['payment', 'interest', 'principal', 'fee'],
  root: false,
});
