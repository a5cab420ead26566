import { bankAmount, inOneLine, isoDay } from './amounts-and-dates.js';
import {
  BankFileFault,
  type BankAccountName,
  type BankFileLine,
  type BankFilePart,
  given,
} from './statement.js';
import { ofxEvents } from './ofx-events.js';

/** Statements of bank accounts and of credit cards (OFX 2.3, sections 11.4 and 11.14). */
const STATEMENTS = new Set(['STMTRS', 'CCSTMTRS']);
const ACCOUNTS = new Set(['BANKACCTFROM', 'CCACCTFROM']);
/** Most fields of one transaction. */
const MAX_FIELDS = 200;

/**
 * Reads OFX 1 (SGML, values without end tags) and OFX 2 (XML). Holds one transaction at a time.
 * OFX gives the closing balance only.
 * @throws BankFileFault
 */
export async function* readOfx(source: AsyncIterable<Uint8Array>): AsyncGenerator<BankFilePart> {
  const reader = new OfxStatements();
  for await (const event of ofxEvents(source)) {
    if (event.kind === 'OPEN') reader.open(event.name, event.line);
    else if (event.kind === 'VALUE') reader.value(event);
    else yield* reader.close(event.name, event.line);
  }
  if (!reader.isAny) throw new BankFileFault('UNKNOWN_FORMAT', 1, 'no STMTRS is in it');
}

/** Gathers the flat fields of the aggregate that is open. */
class OfxStatements {
  isAny = false;
  private currency: string | undefined;
  private account: BankAccountName | undefined;
  private closing: { closing?: string; closingOn?: string } = {};
  private isStarted = false;
  private line = 1;
  private path: string[] = [];
  private fields = new Map<string, string>();

  open(name: string, line: number): void {
    this.path.push(name);
    if (STATEMENTS.has(name)) {
      this.isAny = true;
      this.isStarted = false;
      this.account = undefined;
      this.closing = {};
      this.line = line;
    }
    // Aggregates within a transaction (PAYEE, CURRENCY) add their fields to it.
    if (!this.path.slice(0, -1).includes('STMTTRN')) this.fields = new Map();
    if (name === 'STMTTRN') this.line = line;
  }

  value({ name, text, line }: { name: string; text: string; line: number }): void {
    const top = this.path.at(-1) ?? '';
    if (name === 'CURDEF' && STATEMENTS.has(top)) this.currency = text;
    if (this.fields.size >= MAX_FIELDS && !this.fields.has(name)) {
      throw new BankFileFault('TOO_LARGE', line, `<${top}> has too many fields`);
    }
    // `CURRENCY` and `ORIGCURRENCY` hold a CURSYM that is no name.
    const isInner = top !== 'STMTTRN' && this.path.includes('STMTTRN');
    this.fields.set(isInner ? `${top}.${name}` : name, text);
  }

  *close(name: string, line: number): Generator<BankFilePart> {
    this.path.pop();
    if (ACCOUNTS.has(name) && STATEMENTS.has(this.path.at(-1) ?? '')) {
      this.account = accountOf(this.fields);
    } else if (name === 'STMTTRN') {
      yield* this.started();
      yield lineOf(this.fields, { line: this.line, currency: this.currency });
    } else if (name === 'LEDGERBAL') {
      const day = this.fields.get('DTASOF');
      this.closing = {
        closing: ofxAmount(this.fields.get('BALAMT'), line),
        ...given({ closingOn: day && isoDay(day, line) }),
      };
    } else if (STATEMENTS.has(name)) {
      yield* this.started();
      yield { kind: 'END', line, ...this.closing };
    }
  }

  private *started(): Generator<BankFilePart> {
    if (this.isStarted) return;
    this.isStarted = true;
    if (!this.account) throw new BankFileFault('MISSING', this.line, 'the account (ACCTID)');
    const account = { ...this.account, ...given({ currency: this.currency }) };
    yield { kind: 'START', line: this.line, account };
  }
}

function accountOf(fields: ReadonlyMap<string, string>): BankAccountName | undefined {
  const number = fields.get('ACCTID')?.replace(/\s+/g, '');
  if (!number) return undefined;
  const isIban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(number);
  return isIban ? { iban: number } : { number };
}

function lineOf(
  fields: ReadonlyMap<string, string>,
  { line, currency }: { line: number; currency: string | undefined },
): BankFileLine {
  const [posted, user] = [fields.get('DTPOSTED'), fields.get('DTUSER')];
  if (posted === undefined) throw new BankFileFault('MISSING', line, 'the day (DTPOSTED)');
  const found = fields.get('CURRENCY.CURSYM') ?? currency;
  if (found === undefined) throw new BankFileFault('MISSING', line, 'the currency (CURDEF)');
  const name = fields.get('NAME') ?? fields.get('PAYEE.NAME');
  const account = fields.get('BANKACCTTO.ACCTID');
  const counterparty = given({ name, account });
  return {
    kind: 'LINE',
    line,
    bookedOn: isoDay(posted, line),
    amount: ofxAmount(fields.get('TRNAMT'), line),
    currency: found,
    text: inOneLine([fields.get('MEMO') ?? name]),
    ...given({
      valueOn: user && isoDay(user, line),
      bankId: fields.get('FITID'),
      code: fields.get('TRNTYPE'),
      reference: fields.get('REFNUM') ?? fields.get('CHECKNUM'),
    }),
    ...(Object.keys(counterparty).length > 0 ? { counterparty } : {}),
  };
}

/** OFX 2.3, section 3.2.9.2: point or comma, nothing groups. */
function ofxAmount(raw: string | undefined, line: number): string {
  if (raw === undefined) throw new BankFileFault('MISSING', line, 'an amount');
  const isComma = /^[^.]*,\d{1,5}$/.test(raw);
  return bankAmount(raw, { line, decimal: isComma ? ',' : '.' });
}
