import { enumOf, type EnumValue } from '@bureau/core';

/** What a contract is about. */
export const ContractKind = enumOf('ContractKind', 'What a contract is about.', {
  SUPPLY: 'Goods that the organization buys.',
  SERVICE: 'Services that the organization buys.',
  SALE: 'Goods or services that it sells.',
  EMPLOYMENT: 'Somebody works for it; only for those who may read every contract.',
  LEASE: 'Rooms, land, vehicles or machines.',
  LICENSE: 'The right to use software, a patent or a name.',
  INSURANCE: 'Insurance.',
  CONFIDENTIALITY: 'What is not to be told.',
  OTHER: 'Anything else.',
});
export type ContractKind = EnumValue<typeof ContractKind>;

/** Where a contract is in its life. */
export const ContractState = enumOf('ContractState', 'Where a contract is in its life.', {
  DRAFT: 'Not in force: its terms may change.',
  ACTIVE: 'In force.',
  TERMINATED: 'Notice was given, or it was ended; it binds until its last day.',
  EXPIRED: 'Its last day is over and nobody renewed it.',
});
export type ContractState = EnumValue<typeof ContractState>;

/** How often the value of a contract is paid. */
export const ContractBilling = enumOf('ContractBilling', 'How often its value is paid.', {
  ONCE: 'Once, on the first day.',
  MONTHLY: 'Every month from the first day on.',
  QUARTERLY: 'Every three months from the first day on.',
  YEARLY: 'Every year from the first day on.',
});
export type ContractBilling = EnumValue<typeof ContractBilling>;

/** What a party is in a contract. */
export const ContractRole = enumOf('ContractRole', 'What a party is in a contract.', {
  SUPPLIER: 'Gives something for money.',
  CUSTOMER: 'Gets something for money.',
  EMPLOYEE: 'Works for the organization.',
  PARTNER: 'Anything else.',
});
export type ContractRole = EnumValue<typeof ContractRole>;

/** Months from payment to payment; null: it is paid once. */
export const MONTHS_OF: Readonly<Record<ContractBilling, number | null>> = {
  ONCE: null,
  MONTHLY: 1,
  QUARTERLY: 3,
  YEARLY: 12,
};
