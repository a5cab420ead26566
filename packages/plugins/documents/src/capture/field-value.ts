import { compactIban, currencyInfo, isIban } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import type { ExtractedFieldName } from './capture-kinds.js';
import { captureErrors } from './errors.js';

const PATH = ['input', 'value'];
const AMOUNT = /^-?\d{1,15}(?:\.\d{1,4})?$/;

/** A value as facts are kept. @throws DOCUMENTS_FIELD_VALUE */
export function fieldValue(name: ExtractedFieldName, given: string): string {
  const value = given.trim();
  if (name === 'DOCUMENT_DATE' || name === 'DUE_DATE') return day(value);
  if (name === 'TOTAL' || name === 'NET' || name === 'TAX') {
    return AMOUNT.test(value) ? value : refuse('amount, such as 1234.50');
  }
  if (name === 'CURRENCY') return currencyInfo(value) ? value : refuse('currency, such as EUR');
  if (name === 'IBAN') {
    const compact = compactIban(value);
    return isIban(compact) ? compact : refuse('IBAN');
  }
  const text = name === 'VAT_ID' ? value.replaceAll(/[ .]/g, '').toUpperCase() : value;
  return text !== '' && text.length <= 300 ? text : refuse('text of 1 to 300 characters');
}

function day(value: string): string {
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString();
  } catch {
    return refuse('day, such as 2026-03-14');
  }
}

function refuse(kind: string): never {
  throw captureErrors.FIELD_VALUE({ kind }, PATH);
}
