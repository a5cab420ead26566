import { expose, type Exposed, many } from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { TaxBox, TaxBoxSource, TaxForm } from './tax-form.entity.js';
import { TaxReturn, TaxReturnBox, TaxReturnEntry } from './tax-return.entity.js';

export const TaxFormType: Exposed = expose(TaxForm, {
  prefix: 'txf',
  filter: ['code', 'name', 'isActive'],
  order: ['code', 'name'],
  by: ['code'],
  relations: { boxes: many(() => TaxBoxType, 'form', 'Its figures.') },
});

export const TaxBoxType: Exposed = expose(TaxBox, {
  prefix: 'txb',
  filter: ['form'],
  order: ['number'],
  root: false,
  relations: { sources: many(() => TaxBoxSourceType, 'box', 'What stands in it.') },
});

export const TaxBoxSourceType: Exposed = expose(TaxBoxSource, {
  prefix: 'txs',
  filter: ['box', 'component', 'side'],
  order: ['side'],
  root: false,
});

export const TaxReturnType: Exposed = expose(TaxReturn, {
  prefix: 'txr',
  amounts: { payable: BASE_CURRENCY },
  filter: ['form', 'status', 'startsOn', 'endsOn'],
  order: ['startsOn', 'endsOn'],
  relations: {
    boxes: many(() => TaxReturnBoxType, 'taxReturn', 'Its figures.'),
    entries: many(() => TaxReturnEntryType, 'taxReturn', 'What it declares; none until filed.'),
  },
});

export const TaxReturnBoxType: Exposed = expose(TaxReturnBox, {
  prefix: 'trb',
  amounts: { amount: BASE_CURRENCY },
  filter: ['taxReturn'],
  order: ['number'],
  root: false,
});

export const TaxReturnEntryType: Exposed = expose(TaxReturnEntry, {
  prefix: 'tre',
  filter: ['taxReturn', 'entry'],
  order: ['createdAt'],
  root: false,
});
