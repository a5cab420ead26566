import { choice, defineEntity, type EnumValue, enumOf, p, record, User } from '@bureau/core';

/** The part of the books that a lock holds for. */
export const LockArea = enumOf('LockArea', 'The part of the books that a lock holds for.', {
  ALL: 'All entries.',
  SALES: 'Journals of sales.',
  PURCHASES: 'Journals of purchases.',
  BANK: 'Journals of banks and cash.',
  PAYROLL: 'Journals of payroll.',
});
export type LockArea = EnumValue<typeof LockArea>;

/** No entry up to a day: soft with exceptions, or hard for everybody and for ever. */
export const AccountingLockSchema = defineEntity({
  name: 'AccountingLock',
  schema: 'accounting',
  tableName: 'lock',
  comment: 'No entry up to a day: soft with exceptions, or hard for everybody and for ever.',
  uniques: [{ properties: ['area', 'isHard'] }],
  properties: {
    ...record(),
    area: choice(LockArea).comment('The part of the books that it holds for'),
    untilOn: p.date().comment('Last day that takes no entries any more'),
    isHard: p.boolean().default(false).comment('Without exceptions, and never moved back'),
    reason: p.string().length(500).nullable().comment('Why'),
  },
});

export class AccountingLock extends AccountingLockSchema.class {}
AccountingLockSchema.setClass(AccountingLock);

/** Lets one person post in spite of a soft lock, for some time. */
export const LockExceptionSchema = defineEntity({
  name: 'LockException',
  schema: 'accounting',
  tableName: 'lock_exception',
  comment: 'Lets one person post in spite of a soft lock, for some time.',
  properties: {
    ...record(),
    lock: () => p.manyToOne(AccountingLock).comment('The lock'),
    user: () => p.manyToOne(User).comment('Who may post'),
    expiresAt: p.datetime(3).comment('Until this instant'),
    reason: p.string().length(500).comment('Why'),
  },
});

export class LockException extends LockExceptionSchema.class {}
LockExceptionSchema.setClass(LockException);
