import { type EnumValue, enumOf } from '@bureau/core';

/** How a file of a bank is written. */
export const BankStatementFormat = enumOf(
  'BankStatementFormat',
  'How a file of a bank is written.',
  {
    CAMT053: 'CAMT.053 of ISO 20022.',
    MT940: 'MT940 of SWIFT.',
    OFX: 'Open Financial Exchange, 1 and 2.',
    CSV: 'Comma-separated values, by a mapping of columns.',
  },
);
export type BankStatementFormat = EnumValue<typeof BankStatementFormat>;

/** Whether the books know of a bank line. */
export const BankLineStatus = enumOf('BankLineStatus', 'Whether the books know of a bank line.', {
  OPEN: 'Nothing in the books belongs to it yet.',
  MATCHED: 'Lines of the books belong to it.',
});
export type BankLineStatus = EnumValue<typeof BankLineStatus>;
