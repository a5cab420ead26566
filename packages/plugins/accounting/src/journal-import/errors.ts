import { errorsOf } from '@bureau/core';

/** What is wrong with a journal that is imported; part of this plugin's error table. */
export const journalErrors = errorsOf('accounting', {
  JOURNAL_FILE_GONE: 'There is no such file, or it cannot be read.',
  JOURNAL_FILE: 'The file cannot be read from line {line} on: {detail} ({reason}).',
  JOURNAL_REJECTED: '{failed} of {entries} entries are at fault, so none was posted.',
  JOURNAL_MAPPING: '{name} stands twice in the mapping, or is mapped to nothing.',
  JOURNAL_ACCOUNT: 'Line {line}: there is no account {account}. Map it to one.',
  JOURNAL_COMMODITY: 'Line {line}: {commodity} is no currency. Map it to one.',
  JOURNAL_PARTY: 'Line {line}: there is no party {party}.',
  JOURNAL_RATE: 'Line {line}: nobody knows what {currency} is worth on {day}.',
  JOURNAL_EXCHANGE: 'Line {line}: several currencies need a clearing account: name one.',
  JOURNAL_POSTING_DATE: 'Line {line}: a line with a day of its own is no entry of one day.',
  JOURNAL_AMOUNT: 'Line {line}: give one amount, with a point and without groups.',
  JOURNAL_NUMBER: 'Line {line}: an entry has one number, in digits.',
  JOURNAL_NUMBER_TWICE: 'Line {line}: number {number} stands in the file twice for one year.',
  JOURNAL_DAY: 'Line {line}: "{value}" is no day of this entry; days are YYYY-MM-DD.',
});
