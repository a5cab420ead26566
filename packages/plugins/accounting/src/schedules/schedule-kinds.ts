import { type EnumValue, enumOf } from '@bureau/core';

/** What posts by a schedule. */
export const PlanKind = enumOf('PlanKind', 'What posts by a schedule.', {
  DEFERRAL: 'Deferred expenses and income.',
  RECURRING: 'Entries that come back.',
  LOAN: 'Payments of loans.',
});
export type PlanKind = EnumValue<typeof PlanKind>;

/** What is deferred. */
export const DeferralKind = enumOf('DeferralKind', 'What is deferred.', {
  EXPENSE: 'An expense that was paid before it belongs to the result.',
  INCOME: 'Income that was received before it is earned.',
});
export type DeferralKind = EnumValue<typeof DeferralKind>;

/** How a deferred amount is spread. */
export const DeferralSpread = enumOf('DeferralSpread', 'How a deferred amount is spread.', {
  MONTH: 'Each month the same; parts of months by their days.',
  DAY: 'Each day the same.',
});
export type DeferralSpread = EnumValue<typeof DeferralSpread>;

/** Who owes a loan. */
export const LoanDirection = enumOf('LoanDirection', 'Who owes a loan.', {
  TAKEN: 'The organization.',
  GIVEN: 'Somebody else.',
});
export type LoanDirection = EnumValue<typeof LoanDirection>;

/** How a loan is paid back. */
export const LoanKind = enumOf('LoanKind', 'How a loan is paid back.', {
  ANNUITY: 'Equal payments.',
  LINEAR: 'Equal parts of the principal.',
  BULLET: 'The principal at the end.',
});
export type LoanKind = EnumValue<typeof LoanKind>;

/** Whether a payment of a loan was planned. */
export const LoanPaymentKind = enumOf('LoanPaymentKind', 'Whether a payment was planned.', {
  REGULAR: 'It is one of the plan.',
  EARLY: 'It came before its time.',
});
export type LoanPaymentKind = EnumValue<typeof LoanPaymentKind>;

/** What paying early makes of the plan of a loan. */
export const LoanRepayEffect = enumOf('LoanRepayEffect', 'What becomes of the plan of a loan.', {
  LOWER_PAYMENTS: 'As many payments, each less.',
  FEWER_PAYMENTS: 'Payments as before, ending sooner.',
});
export type LoanRepayEffect = EnumValue<typeof LoanRepayEffect>;

/** How days become a part of a year. */
export const LoanDayCount = enumOf('LoanDayCount', 'How days become a part of a year.', {
  PERIODS: 'Every step is the same part of a year.',
  ACT_365: 'Days over 365.',
  ACT_360: 'Days over 360.',
  THIRTY_E_360: 'Months of 30 days over 360.',
  ACT_ACT: 'Days over the days of their year.',
});
export type LoanDayCount = EnumValue<typeof LoanDayCount>;
