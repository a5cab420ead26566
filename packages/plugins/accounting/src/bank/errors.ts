import { errorsOf } from '@bureau/core';

/** Business errors of the bank; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const bankErrors = errorsOf('accounting', {
  BANK_LEDGER_ACCOUNT: 'Account {account} is no bank or cash account of the ledger.',
  BANK_CURRENCY: 'Account {account} of the ledger takes {currency} only.',
  BANK_IBAN: 'This is no IBAN.',
  BANK_BIC: 'This is no BIC.',
  BANK_FIXED: 'The bank account has lines: its currency and ledger account stay as they are.',
  BANK_INACTIVE: 'Bank account {name} is not in use.',
  BANK_CSV: 'The mapping of columns is not sound: {reason}.',
  BANK_CSV_MISSING: 'CSV needs a mapping of columns, here or with the bank account.',
  BANK_FILE_ENCODING: 'Line {line}: the bytes are not of the encoding: {detail}.',
  BANK_FILE_MALFORMED: 'Line {line}: the file is broken: {detail}.',
  BANK_FILE_FORBIDDEN: 'Line {line}: the file has what is not taken: {detail}.',
  BANK_FILE_TOO_DEEP: 'Line {line}: elements stand too deep in each other: {detail}.',
  BANK_FILE_TOO_LARGE: 'Line {line}: this is larger than any bank writes it: {detail}.',
  BANK_FILE_UNKNOWN_FORMAT: 'Line {line}: the file is of no format that is read: {detail}.',
  BANK_FILE_MISSING: 'Line {line}: something is missing: {detail}.',
  BANK_FILE_BAD_AMOUNT: 'Line {line}: this is no amount: {detail}.',
  BANK_FILE_BAD_DATE: 'Line {line}: this is no day: {detail}.',
  BANK_FILE_ACCOUNT: 'Line {line}: the statement is of account {account}, which is not known.',
  BANK_FILE_CURRENCY: 'Line {line}: the line is in {currency}, the bank account in {wanted}.',
  BANK_FILE_BALANCE:
    'Line {line}: the balances of the statement and its lines differ by {difference}.',
  BANK_FILE_GONE: 'The file is there no more.',
  BANK_STATEMENT_MATCHED: 'Lines of the statement are matched; take that back first.',
  BANK_STATEMENT_SHARED:
    'Statement {statement}, imported later, has lines of this one: take that one away first.',
});
