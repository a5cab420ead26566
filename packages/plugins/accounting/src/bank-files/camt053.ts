import { bankAmount, inOneLine, isoDay, negated } from './amounts-and-dates.js';
import {
  BankFileFault,
  type BankAccountName,
  type BankFileLine,
  type BankFilePart,
  type Counterparty,
  given,
  type PaymentWords,
  type StatementEnd,
} from './statement.js';
import { all, at, elementFrom, textAt, type XmlElement } from './xml-tree.js';
import { type XmlEvent, XmlReader } from './xml-events.js';

/**
 * Reads CAMT.053 (ISO 20022 BankToCustomerStatement), versions 001.02 to 001.13: they differ in
 * where a status, a name and a bank's code stand. Holds one entry at a time. Only booked entries
 * are lines; what is pending or for information is left out.
 * @throws BankFileFault
 */
export async function* readCamt053(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<BankFilePart> {
  const events = new XmlReader(source);
  let statement: OpenStatement | undefined;
  let isStatement = false;
  for (let event = await events.next(); event; event = events.ready() ?? (await events.next())) {
    if (event.kind === 'OPEN' && event.name === 'BkToCstmrStmt') isStatement = true;
    if (event.kind === 'OPEN' && event.name === 'Stmt' && isStatement) {
      statement = { line: event.line, header: new Map(), balances: [], isStarted: false };
    } else if (statement && event.kind === 'OPEN') {
      const element = await elementFrom(event, events);
      yield* partsOf(element, statement);
    } else if (statement && event.kind === 'CLOSE' && event.name === 'Stmt') {
      yield* started(statement);
      yield endOf(statement, event);
      statement = undefined;
    }
  }
  if (!isStatement) throw new BankFileFault('UNKNOWN_FORMAT', 1, 'no BkToCstmrStmt is in it');
}

interface OpenStatement {
  line: number;
  header: Map<string, XmlElement>;
  balances: XmlElement[];
  isStarted: boolean;
}

function* partsOf(element: XmlElement, statement: OpenStatement): Generator<BankFilePart> {
  if (element.name === 'Bal') statement.balances.push(element);
  else if (element.name !== 'Ntry') statement.header.set(element.name, element);
  else {
    yield* started(statement);
    if (statusOf(element) === 'BOOK') yield lineOf(element, statement);
  }
}

function* started(statement: OpenStatement): Generator<BankFilePart> {
  if (statement.isStarted) return;
  statement.isStarted = true;
  const account = accountOf(statement.header.get('Acct'));
  if (account.iban === undefined && account.number === undefined) {
    throw new BankFileFault('MISSING', statement.line, 'the account of the statement');
  }
  const statementId = statement.header.get('Id')?.text;
  yield { kind: 'START', line: statement.line, account, ...given({ statementId }) };
}

function endOf({ balances }: OpenStatement, event: XmlEvent): StatementEnd {
  const of = (...codes: string[]) =>
    balances.find((one) => codes.includes(textAt(one, 'Tp', 'CdOrPrtry', 'Cd') ?? ''));
  // PRCD, the closing balance of the day before, is the opening one where no OPBD is given.
  const [opening, closing] = [of('OPBD') ?? of('PRCD'), of('CLBD')];
  return {
    kind: 'END',
    line: event.line,
    ...given({
      opening: opening && signedAmount(opening),
      closing: closing && signedAmount(closing),
      closingOn: closing && dayOf(closing, 'Dt'),
    }),
  };
}

function lineOf(entry: XmlElement, { header }: OpenStatement): BankFileLine {
  const amount = signedAmount(entry);
  const bookedOn = dayOf(entry, 'BookgDt') ?? dayOf(entry, 'ValDt');
  if (bookedOn === undefined) throw new BankFileFault('MISSING', entry.line, 'the booking date');
  const details = all(entry, 'NtryDtls').flatMap((group) => all(group, 'TxDtls'));
  const isIncoming = !amount.startsWith('-');
  const words = details.map((one) => wordsOf(one, isIncoming));
  const [first] = words;
  const extra = textAt(entry, 'AddtlNtryInf');
  const only = words.length === 1 ? first : undefined;
  return {
    kind: 'LINE',
    line: entry.line,
    bookedOn,
    amount,
    currency: currencyOf(entry) ?? textAt(header.get('Acct'), 'Ccy') ?? missingCurrency(entry),
    ...given({
      valueOn: dayOf(entry, 'ValDt'),
      bankId: textAt(entry, 'AcctSvcrRef') ?? textAt(details[0], 'Refs', 'AcctSvcrRef'),
      code: codeOf(entry),
      ...only,
    }),
    text: inOneLine([...words.slice(0, 10).map(({ text }) => text), extra]),
    ...(words.length > 1 ? { parts: details.map((one) => partOf(one, entry)) } : {}),
  };
}

function partOf(detail: XmlElement, entry: XmlElement): PaymentWords & { amount: string } {
  const amount = at(detail, 'Amt') ?? at(detail, 'AmtDtls', 'TxAmt', 'Amt');
  const raw = bankAmount(amount?.text ?? '0', { line: detail.line });
  const direction = textAt(detail, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd');
  const isOut = direction === 'DBIT';
  return { amount: isOut ? negated(raw) : raw, ...wordsOf(detail, !isOut) };
}

function wordsOf(detail: XmlElement, isIncoming: boolean): PaymentWords {
  const remittance = at(detail, 'RmtInf');
  const structured = all(remittance, 'Strd').map((one) => textAt(one, 'CdtrRefInf', 'Ref'));
  const endToEnd = textAt(detail, 'Refs', 'EndToEndId');
  return {
    text: inOneLine([
      ...all(remittance, 'Ustrd').map(({ text }) => text),
      ...structured,
      textAt(detail, 'AddtlTxInf'),
    ]),
    ...given({
      reference: structured.find((one) => one !== undefined) ?? realReference(endToEnd),
      counterparty: counterpartyOf(detail, isIncoming ? 'Dbtr' : 'Cdtr'),
    }),
  };
}

function counterpartyOf(detail: XmlElement, role: 'Dbtr' | 'Cdtr'): Counterparty | undefined {
  const parties = at(detail, 'RltdPties');
  const account = at(parties, `${role}Acct`, 'Id');
  const bank = at(detail, 'RltdAgts', `${role}Agt`, 'FinInstnId');
  const found = given({
    // Since version 001.03 of the components a party stands in `Pty`.
    name: textAt(parties, role, 'Nm') ?? textAt(parties, role, 'Pty', 'Nm'),
    account: textAt(account, 'IBAN') ?? textAt(account, 'Othr', 'Id'),
    bic: textAt(bank, 'BICFI') ?? textAt(bank, 'BIC'),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

function accountOf(account: XmlElement | undefined): BankAccountName {
  const bank = at(account, 'Svcr', 'FinInstnId');
  return given({
    iban: textAt(account, 'Id', 'IBAN'),
    number: textAt(account, 'Id', 'Othr', 'Id'),
    bic: textAt(bank, 'BICFI') ?? textAt(bank, 'BIC'),
    currency: textAt(account, 'Ccy'),
  });
}

/** Version 001.02 writes the status as text, later ones in `Cd`. */
function statusOf(entry: XmlElement): string | undefined {
  return textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts');
}

function codeOf(entry: XmlElement): string | undefined {
  const domain = at(entry, 'BkTxCd', 'Domn');
  const parts = [['Cd'], ['Fmly', 'Cd'], ['Fmly', 'SubFmlyCd']].map((path) =>
    textAt(domain, ...path),
  );
  if (parts[0] !== undefined) return parts.filter((part) => part !== undefined).join('-');
  return textAt(entry, 'BkTxCd', 'Prtry', 'Cd');
}

function signedAmount(element: XmlElement): string {
  const amount = bankAmount(textAt(element, 'Amt') ?? '', { line: element.line });
  const direction = textAt(element, 'CdtDbtInd');
  if (amount.startsWith('-') || (direction !== 'CRDT' && direction !== 'DBIT')) {
    throw new BankFileFault('BAD_AMOUNT', element.line, 'an amount without its direction');
  }
  return direction === 'DBIT' ? negated(amount) : amount;
}

function currencyOf(element: XmlElement): string | undefined {
  return at(element, 'Amt')?.attributes.get('Ccy');
}

function missingCurrency(entry: XmlElement): never {
  throw new BankFileFault('MISSING', entry.line, 'the currency of an amount');
}

function dayOf(element: XmlElement, name: string): string | undefined {
  const raw = textAt(element, name, 'Dt') ?? textAt(element, name, 'DtTm');
  return raw === undefined ? undefined : isoDay(raw, element.line);
}

function realReference(reference: string | undefined): string | undefined {
  return reference === 'NOTPROVIDED' ? undefined : reference;
}
