import { expose, type Exposed, many } from '@bureau/core';
import { AccountingLock, LockException } from './accounting-lock.entity.js';
import { FiscalYear } from './fiscal-year.entity.js';
import { Period } from './period.entity.js';

export const FiscalYearType: Exposed = expose(FiscalYear, {
  prefix: 'fyr',
  filter: ['name', 'startsOn', 'endsOn'],
  order: ['startsOn'],
  by: ['name'],
  relations: { periods: many(() => PeriodType, 'fiscalYear', 'Its periods.') },
});

export const PeriodType: Exposed = expose(Period, {
  prefix: 'prd',
  filter: ['fiscalYear', 'number', 'name', 'startsOn', 'endsOn', 'state'],
  order: ['startsOn'],
});

export const AccountingLockType: Exposed = expose(AccountingLock, {
  prefix: 'alk',
  filter: ['area', 'isHard', 'untilOn'],
  order: ['area'],
  relations: { exceptions: many(() => LockExceptionType, 'lock', 'Who may post in spite of it.') },
});

export const LockExceptionType: Exposed = expose(LockException, {
  prefix: 'lex',
  filter: ['lock', 'user', 'expiresAt'],
  order: ['expiresAt'],
});
