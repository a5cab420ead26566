import { roundMoney, sumAmounts } from '@bureau/core';
import type {
  CreditTransfer,
  Pain001Version,
  PaymentBatch,
  PaymentOrder,
  PaymentParty,
} from './pain001-check.js';

/**
 * Writes pain.001 (ISO 20022 CustomerCreditTransferInitiation) piece by piece, so that a file of a
 * hundred thousand transfers is never whole in memory. The elements stand in the order of the
 * schema; control sums are of the same decimals. Check the order with `paymentFaults` before.
 * @returns pieces of UTF-8 text
 */
export function* writePain001(order: PaymentOrder): Generator<string> {
  const all = order.batches.flatMap(({ transfers }) => transfers);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
  yield `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.${order.version}">\n`;
  yield '<CstmrCdtTrfInitn>\n<GrpHdr>\n';
  yield element('MsgId', order.messageId);
  yield element('CreDtTm', `${order.createdAt.toISOString().slice(0, 19)}Z`);
  yield sums(all);
  yield `<InitgPty>\n${element('Nm', order.initiator)}</InitgPty>\n</GrpHdr>\n`;
  for (const batch of order.batches) yield* batchXml(batch, order.version);
  yield '</CstmrCdtTrfInitn>\n</Document>\n';
}

function* batchXml(batch: PaymentBatch, version: Pain001Version): Generator<string> {
  const day = version === '001.001.03' ? batch.executeOn : undefined;
  yield '<PmtInf>\n';
  yield element('PmtInfId', batch.id);
  yield element('PmtMtd', 'TRF');
  yield element('BtchBookg', String(batch.isBatchBooked));
  yield sums(batch.transfers);
  if (isSepa(batch)) yield '<PmtTpInf>\n<SvcLvl>\n<Cd>SEPA</Cd>\n</SvcLvl>\n</PmtTpInf>\n';
  yield day === undefined
    ? `<ReqdExctnDt>\n${element('Dt', batch.executeOn)}</ReqdExctnDt>\n`
    : element('ReqdExctnDt', day);
  yield partyXml('Dbtr', batch.debtor);
  yield accountXml('DbtrAcct', batch.debtor);
  yield `<DbtrAgt>\n${agentXml(batch.debtor, version)}</DbtrAgt>\n`;
  yield element('ChrgBr', isSepa(batch) ? 'SLEV' : 'SHAR');
  for (const transfer of batch.transfers) yield transferXml(transfer, version);
  yield '</PmtInf>\n';
}

function transferXml(transfer: CreditTransfer, version: Pain001Version): string {
  const { amount, currency, creditor } = transfer;
  const agent = creditor.bic === undefined ? '' : agentXml(creditor, version);
  return [
    '<CdtTrfTxInf>\n',
    `<PmtId>\n${element('EndToEndId', transfer.endToEndId)}</PmtId>\n`,
    `<Amt>\n<InstdAmt Ccy="${currency}">${roundMoney(amount, currency)}</InstdAmt>\n</Amt>\n`,
    agent === '' ? '' : `<CdtrAgt>\n${agent}</CdtrAgt>\n`,
    partyXml('Cdtr', creditor),
    accountXml('CdtrAcct', creditor),
    remittanceXml(transfer),
    '</CdtTrfTxInf>\n',
  ].join('');
}

function remittanceXml({ text, reference }: CreditTransfer): string {
  if (reference !== undefined) {
    const type = '<Tp>\n<CdOrPrtry>\n<Cd>SCOR</Cd>\n</CdOrPrtry>\n</Tp>\n';
    const structured = `<CdtrRefInf>\n${type}${element('Ref', reference)}</CdtrRefInf>\n`;
    return `<RmtInf>\n<Strd>\n${structured}</Strd>\n</RmtInf>\n`;
  }
  return text === undefined ? '' : `<RmtInf>\n${element('Ustrd', text)}</RmtInf>\n`;
}

/** Euro within SEPA; another currency goes as the bank's own urgent or foreign payment. */
function isSepa({ transfers }: PaymentBatch): boolean {
  return transfers.every(({ currency }) => currency === 'EUR');
}

/** Amounts of several currencies are summed as numbers: the schema says so (`CtrlSum`). */
function sums(transfers: readonly CreditTransfer[]): string {
  const sum = sumAmounts(transfers.map(({ amount, currency }) => roundMoney(amount, currency)));
  return `${element('NbOfTxs', String(transfers.length))}${element('CtrlSum', sum)}`;
}

function partyXml(name: 'Dbtr' | 'Cdtr', party: PaymentParty): string {
  return `<${name}>\n${element('Nm', party.name)}</${name}>\n`;
}

function accountXml(name: 'DbtrAcct' | 'CdtrAcct', { iban }: PaymentParty): string {
  return `<${name}>\n<Id>\n${element('IBAN', iban)}</Id>\n</${name}>\n`;
}

function agentXml({ bic }: PaymentParty, version: Pain001Version): string {
  const name = version === '001.001.03' ? 'BIC' : 'BICFI';
  const bank = bic === undefined ? `<Othr>\n<Id>NOTPROVIDED</Id>\n</Othr>\n` : element(name, bic);
  return `<FinInstnId>\n${bank}</FinInstnId>\n`;
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
