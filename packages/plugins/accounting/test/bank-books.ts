import type { Loose, TestClient } from '@bureau/testing';
import { createTradeBooks, type TradeBooks } from './trade-books.js';

/** Books with a bank account and somebody who imports its files. */
export interface BankBooks extends TradeBooks {
  accountant: TestClient;
  /** Public id of the bank account of ledger account 1010, in EUR. */
  bankAccount: string;
  /** Sends a file; its public id. */
  send(text: string): Promise<string>;
  /** Sends a file and asks for its import, which `app.work` does; the payload. */
  ask(text: string, more?: Record<string, unknown>): Promise<Loose>;
  /** Sends and imports a file, waits for the end; the job, or null where it was known. */
  load(text: string, more?: Record<string, unknown>): Promise<Loose>;
  /** Lines of a bank account (default: that of the books), by day. */
  lines(bankAccount?: string): Promise<Loose[]>;
}

export const IBAN = 'DE89370400440532013000';

const JOB =
  'id state userErrors { code message path ... on BusinessError { data } } progress { done }';

export async function createBankBooks(): Promise<BankBooks> {
  const books = await createTradeBooks();
  const accountant = await books.app.member('accountant');
  const wish = { name: 'House bank', ledgerAccountCode: '1010', iban: IBAN };
  const { bankAccount } = await books.done('bankAccountCreate', wish, 'bankAccount { id }');
  const send = async (text: string) => {
    const as = { purpose: 'accounting.bankFile', name: 'bank.txt', mediaType: 'text/plain' };
    const uploadId = await books.app.upload(accountant, text, as);
    const { fileUploadFinish } = await accountant.data(
      `mutation ($id: ID!) { fileUploadFinish(input: { uploadId: $id }) {
        file { id } userErrors { code } } }`,
      { id: uploadId },
    );
    return fileUploadFinish.file.id as string;
  };
  const ask: BankBooks['ask'] = async (text, more = {}) => {
    const input = { bankAccountId: bankAccount.id, fileId: await send(text), ...more };
    const select = 'isKnown job { id }';
    return books.mutate('bankStatementImport', input, { as: accountant, select });
  };
  const load: BankBooks['load'] = async (text, more = {}) => {
    const payload = await ask(text, more);
    if (payload.userErrors.length > 0) return { state: 'REFUSED', ...payload };
    if (payload.isKnown) return null;
    await books.app.work();
    const { job } = await accountant.data(`query ($id: ID!) { job(by: { id: $id }) { ${JOB} } }`, {
      id: payload.job.id,
    });
    return job;
  };
  const lines: BankBooks['lines'] = async (id = bankAccount.id) => {
    const { bankLines } = await books.app.owner.data(
      `query ($id: ID!) { bankLines(first: 250, where: {bankAccount: {id: {eq: $id}}}) {
        nodes { id version status bookedOn amount text reference counterpartyName
          counterpartyAccount bankId party { code } } } }`,
      { id },
    );
    return bankLines.nodes;
  };
  return { ...books, accountant, bankAccount: bankAccount.id, send, ask, load, lines };
}

/** A line of a CAMT.053 file. */
export interface CamtLine {
  on: string;
  /** Below zero for money that left. */
  amount: string;
  text: string;
  id?: string;
  reference?: string;
  name?: string;
  account?: string;
}

/** A CAMT.053 file of one statement; the closing balance is made of the lines, unless given. */
export function camt(
  opening: string,
  lines: readonly CamtLine[],
  more: { iban?: string; closing?: string; closingOn?: string; currency?: string } = {},
): string {
  const cents = (text: string) => Math.round(Number(text) * 100);
  const sum = lines.reduce((all, { amount }) => all + cents(amount), cents(opening));
  const { iban = IBAN, closing = (sum / 100).toFixed(2), currency = 'EUR' } = more;
  const last = more.closingOn ?? lines.at(-1)?.on ?? '2026-01-01';
  const balance = (code: string, amount: string, on: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${money(amount, currency)}
     <Dt><Dt>${on}</Dt></Dt></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>S</Id>
<Acct><Id><IBAN>${iban}</IBAN></Id></Acct>
${balance('OPBD', opening, lines[0]?.on ?? last)}
${balance('CLBD', closing, last)}
${lines.map((line) => entry(line, currency)).join('\n')}
</Stmt></BkToCstmrStmt></Document>`;
}

function entry({ on, amount, text, id, reference, name, account }: CamtLine, currency: string) {
  const side = amount.startsWith('-') ? 'Cdtr' : 'Dbtr';
  const iban = account && `<${side}Acct><Id><IBAN>${account}</IBAN></Id></${side}Acct>`;
  return `<Ntry>${money(amount, currency)}<Sts>BOOK</Sts><BookgDt><Dt>${on}</Dt></BookgDt>
${id === undefined ? '' : `<AcctSvcrRef>${id}</AcctSvcrRef>`}<NtryDtls><TxDtls>
${reference === undefined ? '' : `<Refs><EndToEndId>${reference}</EndToEndId></Refs>`}
<RltdPties>${name === undefined ? '' : `<${side}><Nm>${name}</Nm></${side}>`}${iban ?? ''}
</RltdPties>
<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

function money(amount: string, currency: string): string {
  const side = amount.startsWith('-') ? 'DBIT' : 'CRDT';
  return `<Amt Ccy="${currency}">${amount.replace('-', '')}</Amt><CdtDbtInd>${side}</CdtDbtInd>`;
}
