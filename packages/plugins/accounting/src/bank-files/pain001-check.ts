import { exact, isBic, isIban, minorUnits } from '@bureau/core';
import { isCreditorReference } from './creditor-reference.js';

/** Version of the message: 2009, which most banks take, or 2019, which all do from 2025 on. */
export type Pain001Version = '001.001.03' | '001.001.09';

/** One side of a payment. */
export interface PaymentParty {
  /** 1 to 70 characters. */
  name: string;
  iban: string;
  /** Not needed within SEPA. */
  bic?: string;
}

/** One transfer. */
export interface CreditTransfer {
  /** Travels to the receiver; 1 to 35 characters, once in a file. */
  endToEndId: string;
  /** Above 0, with no more decimals than the currency has. */
  amount: string;
  currency: string;
  creditor: PaymentParty;
  /** Free words, at most 140 characters; or else `reference`. */
  text?: string;
  /** Creditor's reference of ISO 11649, `RF..`. */
  reference?: string;
}

/** Transfers of one account on one day. */
export interface PaymentBatch {
  /** 1 to 35 characters, once in a file. */
  id: string;
  debtor: PaymentParty;
  /** `YYYY-MM-DD` */
  executeOn: string;
  /** One line on the statement for all, or one for each. */
  isBatchBooked: boolean;
  transfers: readonly CreditTransfer[];
}

/** A file of payments. */
export interface PaymentOrder {
  version: Pain001Version;
  /** 1 to 35 characters; a bank takes each once. */
  messageId: string;
  createdAt: Date;
  /** Who sends the file; 1 to 70 characters. */
  initiator: string;
  batches: readonly PaymentBatch[];
}

/** What a bank would refuse. */
export interface PaymentFault {
  /** Such as `batches[0].transfers[3].amount`. */
  path: string;
  message: string;
}

/** The characters that every bank of SEPA takes (EPC217-08, section 1). */
const SEPA_TEXT = /^[A-Za-z0-9/\-?:().,'+ ]*$/;
const MAX_FAULTS = 100;

/** Everything in an order that a bank would refuse, at most 100 faults; empty when it is right. */
export function paymentFaults(order: PaymentOrder): PaymentFault[] {
  const faults = new Faults();
  faults.id('messageId', order.messageId);
  faults.words('initiator', order.initiator, 70);
  faults.when(order.batches.length === 0, 'batches', 'there is none');
  faults.once(
    'batches',
    order.batches.map(({ id }) => id),
    'id',
  );
  const ids = order.batches.flatMap(({ transfers }) => transfers.map((one) => one.endToEndId));
  faults.once('transfers', ids, 'endToEndId');
  order.batches.forEach((batch, at) => checkBatch(faults, batch, `batches[${at}]`));
  return faults.found.slice(0, MAX_FAULTS);
}

function checkBatch(faults: Faults, batch: PaymentBatch, path: string): void {
  faults.id(`${path}.id`, batch.id);
  faults.party(`${path}.debtor`, batch.debtor);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(batch.executeOn);
  faults.when(!isDay, `${path}.executeOn`, 'is no day');
  faults.when(batch.transfers.length === 0, `${path}.transfers`, 'there is none');
  batch.transfers.forEach((one, at) => checkTransfer(faults, one, `${path}.transfers[${at}]`));
}

function checkTransfer(faults: Faults, transfer: CreditTransfer, path: string): void {
  const { amount, currency, text, reference } = transfer;
  faults.id(`${path}.endToEndId`, transfer.endToEndId);
  faults.party(`${path}.creditor`, transfer.creditor);
  faults.when(!/^[A-Z]{3}$/.test(currency), `${path}.currency`, 'is no code of ISO 4217');
  const isAmount = /^\d{1,13}(\.\d{1,4})?$/.test(amount) && exact(amount).greaterThan(0);
  const fits = isAmount && exact(amount).decimalPlaces() <= minorUnits(currency);
  faults.when(!fits, `${path}.amount`, `is no amount above 0 in ${currency}`);
  if (text !== undefined) faults.words(`${path}.text`, text, 140);
  faults.when(text !== undefined && reference !== undefined, path, 'has text and a reference');
  if (reference !== undefined) {
    faults.when(!isCreditorReference(reference), `${path}.reference`, 'is no RF reference');
  }
}

class Faults {
  readonly found: PaymentFault[] = [];

  when(isWrong: boolean, path: string, message: string): void {
    if (isWrong) this.found.push({ path, message });
  }

  id(path: string, text: string): void {
    this.words(path, text, 35);
    // EPC217-08: no slash at either end and none doubled.
    this.when(/^\/|\/$|\/\//.test(text), path, 'has a slash at an end or two together');
  }

  words(path: string, text: string, longest: number): void {
    this.when(text.trim() === '' || text.length > longest, path, `has 1 to ${longest} characters`);
    this.when(!SEPA_TEXT.test(text), path, 'has a character that banks do not take');
  }

  party(path: string, { name, iban, bic }: PaymentParty): void {
    this.words(`${path}.name`, name, 70);
    this.when(!isIban(iban), `${path}.iban`, 'is no IBAN');
    if (bic !== undefined) this.when(!isBic(bic), `${path}.bic`, 'is no BIC');
  }

  once(path: string, values: readonly string[], name: string): void {
    this.when(new Set(values).size < values.length, path, `the same ${name} stands twice`);
  }
}
