import { enumOf, type EnumValue } from '@bureau/core';

export const ReadingState = enumOf('ReadingState', 'How far the reading of a version is.', {
  WAITING: 'Nobody has begun.',
  READING: 'Some of its pages are read.',
  READ: 'All that can be read of it is known.',
  UNREADABLE: 'Nothing can be read of it; the reason is told.',
});
export type ReadingState = EnumValue<typeof ReadingState>;

export const UnreadableBecause = enumOf('UnreadableBecause', 'Why nothing can be read of a file.', {
  TYPE: 'Files of its type have no pages that are read.',
  PASSWORD: 'It asks for a password.',
  DAMAGED: 'It is not whole, or not what it says it is.',
  SIZE: 'It has more bytes, dots or pages than are read.',
  LIMIT: 'It takes more time or memory than a page may take.',
});
export type UnreadableBecause = EnumValue<typeof UnreadableBecause>;

export const PageSource = enumOf('PageSource', 'Where the text of a page comes from.', {
  NATIVE: 'It stood in the file.',
  OCR: 'It was read from a picture.',
  NONE: 'There is no text on it.',
});
export type PageSource = EnumValue<typeof PageSource>;

export const ExtractedFieldName = enumOf('ExtractedFieldName', 'What is read off a paper.', {
  DOCUMENT_NUMBER: 'Number that its sender gave it, such as an invoice number.',
  DOCUMENT_DATE: 'Day that stands on it.',
  DUE_DATE: 'Day until which it is to be paid.',
  TOTAL: 'What is to be paid, with taxes.',
  NET: 'What is to be paid, without taxes.',
  TAX: 'Taxes on it.',
  CURRENCY: 'Currency of its amounts.',
  SUPPLIER: 'Who sent it.',
  IBAN: 'Account to which is to be paid.',
  VAT_ID: 'VAT number of who sent it.',
  ORDER_NUMBER: 'Number of our order.',
});
export type ExtractedFieldName = EnumValue<typeof ExtractedFieldName>;

export const ExtractedFieldState = enumOf('ExtractedFieldState', 'Who stands for a value.', {
  FOUND: 'It was read by rules; nobody has looked.',
  CONFIRMED: 'Somebody said that it is right.',
  CORRECTED: 'Somebody gave it in place of what was read, or where nothing was.',
});
export type ExtractedFieldState = EnumValue<typeof ExtractedFieldState>;
