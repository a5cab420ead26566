import { exact } from '@bureau/core';
import {
  bytesOf,
  CAMT_02,
  CAMT_08,
  gather,
  MT940_DUTCH,
  MT940_GERMAN,
  OFX_1,
  OFX_2,
} from '../../test/bank-samples.js';
import { readBankCsv } from './csv-dialect.js';
import { bankFileFormat, readBankFile } from './read-bank-file.js';
import { type CheckedEnd, checkedStatements } from './statement-check.js';
import type { BankFileLine, BankFilePart, StatementEnd } from './statement.js';

describe('reading', () => {
  const read = (text: string | Uint8Array, size?: number) =>
    gather(readBankFile(bytesOf(text, size)));
  const lines = (parts: BankFilePart[]) =>
    parts.filter((part): part is BankFileLine => part.kind === 'LINE');
  const latin = (text: string) => Buffer.from(text, 'latin1');

  test('CAMT.053.001.02: booked entries, their words, a batch with its parts', async () => {
    const parts = await read(CAMT_02);
    expect(parts[0]).toEqual({
      kind: 'START',
      line: 4,
      account: { iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', currency: 'EUR' },
      statementId: '2026-03-31-1',
    });
    const [payment, batch, ...more] = lines(parts);
    expect(more).toEqual([]);
    expect(payment).toEqual({
      kind: 'LINE',
      line: 11,
      bookedOn: '2026-03-31',
      valueOn: '2026-04-01',
      amount: '119.00',
      currency: 'EUR',
      bankId: '2026033112345',
      code: 'PMNT-RCDT-ESCT',
      text: 'Rechnung INV-2026-00007 vom 01.03.',
      reference: 'INV-2026-00007',
      counterparty: {
        name: 'Müller & Söhne',
        account: 'DE02120300000000202051',
        bic: 'BYLADEM1001',
      },
    });
    expect(batch).toMatchObject({ amount: '-1437.50', text: 'Miete RF18539007547034 Sammler' });
    expect(batch?.reference).toBeUndefined();
    expect(batch?.parts).toEqual([
      { amount: '-1000.00', text: 'Miete', counterparty: { name: 'Vermieter' } },
      { amount: '-437.50', text: 'RF18539007547034', reference: 'RF18539007547034' },
    ]);
    expect(parts.at(-1)).toMatchObject({
      opening: '1000.00',
      closing: '-318.50',
      closingOn: '2026-03-31',
    });
  });

  test('CAMT.053.001.08: other places, prefixes, CDATA; a day is as it is written', async () => {
    for (const size of [1, 64, 100_000]) {
      const parts = await read(CAMT_08, size);
      expect(parts[0]).toMatchObject({ account: { number: '1234-567', currency: 'CHF' } });
      expect(lines(parts)).toEqual([
        {
          kind: 'LINE',
          line: 7,
          bookedOn: '2026-01-31',
          amount: '-12.5',
          currency: 'CHF',
          bankId: 'A-1',
          text: '',
          counterparty: { name: 'Café <Bern>' },
        },
      ]);
      expect(parts.at(-1)).toMatchObject({ kind: 'END', opening: '0' });
    }
  });

  test('MT940 of a German bank reads as the CAMT.053 of the same day', async () => {
    const [mt, camt] = [await read(MT940_GERMAN), await read(CAMT_02)];
    expect(mt[0]).toMatchObject({ account: { number: '37040044/0532013000', currency: 'EUR' } });
    const facts = (parts: BankFilePart[]) =>
      lines(parts).map(({ bookedOn, valueOn, amount }) => [bookedOn, valueOn, amount]);
    expect(facts(mt)).toEqual(facts(camt));
    expect(lines(mt)[0]).toMatchObject({
      text: 'Rechnung INV-2026-00007 vom 01.03.',
      reference: 'INV-2026-00007',
      bankId: '2026033112345',
      counterparty: { name: 'Mueller & Soehne', account: 'DE02120300000000202051' },
    });
    const balances = (part: BankFilePart | undefined) => {
      const { opening, closing, closingOn } = part as StatementEnd;
      return [opening, closing, closingOn];
    };
    expect(balances(mt.at(-1))).toEqual(balances(camt.at(-1)));
  });

  test('MT940 of a Dutch bank: code words, reversals, the year of an entry date', async () => {
    const parts = await read(MT940_DUTCH);
    expect(parts[0]).toMatchObject({ account: { iban: 'NL91ABNA0417164300', currency: 'EUR' } });
    const [first, second, third] = lines(parts);
    expect(first).toMatchObject({
      bookedOn: '2026-01-01',
      amount: '-1.56',
      reference: 'EV12341REP1231456T1234',
      bankId: '00000000001005',
      text: 'EV10001REP1000000T1000 /TRCD/00100/',
      counterparty: {
        name: 'ING BANK NV INZAKE WEB',
        account: 'NL32INGB0000012345',
        bic: 'INGBNL2A',
      },
    });
    // Value date of New Year, booked the day before: of the year before.
    expect(second).toMatchObject({
      bookedOn: '2025-12-31',
      valueOn: '2026-01-01',
      amount: '-10.00',
    });
    expect(third).toMatchObject({ amount: '20', text: 'plain words of a bank on two lines' });
  });

  test.each([
    ['CAMT.053', CAMT_02],
    ['MT940, German', MT940_GERMAN],
    ['MT940, Dutch', MT940_DUTCH],
  ])('I29 opening + lines = closing: %s', async (_, text) => {
    const last = async (file: string) =>
      (await gather(checkedStatements(readBankFile(bytesOf(file))))).at(-1) as CheckedEnd;
    const end = await last(text);
    expect(end.difference).toBe('0');
    expect(exact(end.closing!).minus(end.opening!).equals(end.moved)).toBe(true);
    expect(end.lineCount).toBeGreaterThan(1);
    // A line of the file is missing: the difference is its amount.
    const shorter = text.replace(/<Ntry>.*?<\/Ntry>|:61:.*\n(:86:.*\n)?/s, '');
    expect((await last(shorter)).lineCount).toBeLessThan(end.lineCount);
    expect((await last(shorter)).difference).not.toBe('0');
  });

  test('OFX 1 of SGML in Windows-1252: values without end tags, a bare &', async () => {
    const parts = await read(latin(OFX_1));
    expect(parts[0]).toMatchObject({ account: { number: '999988', currency: 'USD' } });
    expect(lines(parts)).toEqual([
      {
        kind: 'LINE',
        line: 16,
        bookedOn: '2026-03-04',
        amount: '-200.00',
        currency: 'USD',
        text: 'Café & Co',
        bankId: '00002',
        code: 'CHECK',
        reference: '1000',
        counterparty: { name: 'Café & Co' },
      },
      {
        kind: 'LINE',
        line: 18,
        bookedOn: '2026-03-20',
        valueOn: '2026-03-19',
        amount: '300.00',
        currency: 'USD',
        text: 'R&D deposit',
        bankId: '00003',
        code: 'ATM',
        counterparty: { name: 'ATM' },
      },
    ]);
    expect(parts.at(-1)).toMatchObject({ closing: '200.29', closingOn: '2026-03-31' });
  });

  test('OFX 2 of XML: a credit card, a decimal comma, the currency of the payment', async () => {
    const [start, line, end] = await read(OFX_2);
    expect(start).toMatchObject({ account: { number: '4111111111111111', currency: 'EUR' } });
    expect(line).toMatchObject({
      amount: '-49.90',
      currency: 'USD',
      text: 'Lunch',
      counterparty: { name: 'Café' },
    });
    expect(end).toMatchObject({ kind: 'END', closing: '-49.90' });
  });

  test('text of no declared encoding is UTF-8 or Windows-1252, however it is cut', async () => {
    const text = MT940_DUTCH.replace('plain', 'für Zoë');
    for (const size of [1, 2, 3, 5, 4096]) {
      for (const bytes of [Buffer.from(text), latin(text)]) {
        expect(lines(await read(bytes, size))[2]?.text).toMatch(/^für Zoë words/);
      }
    }
  });

  test('UTF-16 with its mark is read as such', async () => {
    const bytes = Buffer.from(`\ufeff${CAMT_08}`, 'utf16le');
    expect(bankFileFormat(bytes.subarray(0, 200))).toBe('CAMT053');
    expect(lines(await read(bytes, 333))[0]?.counterparty?.name).toBe('Café <Bern>');
  });

  const entry = /<Ntry>.*?<\/Ntry>/s.exec(CAMT_02)![0];
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Document>&b;</Document>';
  const outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>';

  test.each<[string, string, string]>([
    ['entities that grow', laughs, 'FORBIDDEN'],
    ['an entity from outside', outside, 'FORBIDDEN'],
    ['an unknown entity', '<Document>&auml;</Document>', 'FORBIDDEN'],
    ['a character that is none', '<Document>&#0;</Document>', 'FORBIDDEN'],
    ['too deep', nested(200), 'TOO_DEEP'],
    ['a text without an end', `<Document>${'x'.repeat(300_000)}`, 'TOO_LARGE'],
    ['a tag without an end', `<Document ${'x'.repeat(300_000)}`, 'TOO_LARGE'],
    ['cut off', CAMT_02.slice(0, 2_000), 'MALFORMED'],
    ['wrongly nested', '<Document><a></Document></a>', 'MALFORMED'],
    ['two documents', '<Document/><Document/>', 'MALFORMED'],
    ['no tag', '<Document><1></Document>', 'MALFORMED'],
    ['another message', '<Document><BkToCstmrAcctRpt/></Document>', 'UNKNOWN_FORMAT'],
    ['not UTF-8', '<?xml version="1.0" encoding="none-such"?><Document/>', 'ENCODING'],
    ['no account', CAMT_02.replace(/<Acct>.*?<\/Acct>/s, ''), 'MISSING'],
    ['an amount in words', CAMT_02.replace('119.00', 'many'), 'BAD_AMOUNT'],
    ['no direction', CAMT_02.replace(entry, entry.replace('CRDT', '')), 'BAD_AMOUNT'],
    ['30 February', CAMT_02.replace('2026-04-01', '2026-02-30'), 'BAD_DATE'],
    ['MT940: a broken line', MT940_GERMAN.replace(':61:26', ':61:x'), 'MALFORMED'],
    ['MT940: month 13', MT940_GERMAN.replace(':61:260401', ':61:261301'), 'BAD_DATE'],
    ['MT940: an endless line', `:20:A\n:86:${'x'.repeat(10_000)}`, 'TOO_LARGE'],
    ['OFX: no amount', OFX_1.replace('<TRNAMT>-200.00', ''), 'MISSING'],
    ['OFX: not closed', OFX_1.replace('</STMTRS>', ''), 'MALFORMED'],
    ['OFX: an entity', OFX_1.replace('&amp;', '&xxe;'), 'FORBIDDEN'],
    ['OFX: a document type', OFX_2.replace('<OFX>', '<!DOCTYPE OFX []><OFX>'), 'FORBIDDEN'],
    ['nothing', '', 'UNKNOWN_FORMAT'],
    ['a picture', '\u0089PNG\r\n', 'UNKNOWN_FORMAT'],
  ])('a file that is refused: %s', async (_, text, code) => {
    await expect(read(text, 50_000)).rejects.toMatchObject({ name: 'BankFileFault', code });
  });

  test('a fault names its line', async () => {
    await expect(read(CAMT_02.replace('119.00', 'many'))).rejects.toMatchObject({ line: 11 });
    await expect(read(MT940_DUTCH.replace('D1,56', 'D1,,6'))).rejects.toMatchObject({ line: 5 });
  });
});

describe('constant memory', () => {
  const ENTRIES = 1_500;

  /** A file that is made while it is read, and tells how much of it was asked for. */
  function source(pieces: { before: string; entry: (at: number) => string; after: string }) {
    const state = { taken: 0 };
    async function* bytes() {
      yield Buffer.from(pieces.before);
      for (let at = 0; at < ENTRIES; at += 1) {
        state.taken = at + 1;
        yield Buffer.from(pieces.entry(at));
      }
      yield Buffer.from(pieces.after);
    }
    return { state, bytes: bytes() };
  }

  const CAMT = {
    before: `<Document><BkToCstmrStmt><Stmt><Id>1</Id>
    <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>`,
    entry: (at: number) => `<Ntry><Amt Ccy="EUR">${at}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-31</Dt></BookgDt></Ntry>`,
    after: '</Stmt></BkToCstmrStmt></Document>',
  };
  const MT940 = {
    before: ':20:A\n:25:1\n:60F:C260331EUR0,00\n',
    entry: (at: number) => `:61:260331C${at},00NTRFNONREF\n:86:text ${at}\n`,
    after: ':62F:C260331EUR0,00\n',
  };
  const OFX = {
    before: '<OFX><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>',
    entry: (at: number) =>
      `<STMTTRN><DTPOSTED>20260331<TRNAMT>${at}.00<FITID>${at}<MEMO>text</STMTTRN>`,
    after: '</BANKTRANLIST></STMTRS></OFX>',
  };

  /** The head that tells format and encoding, and what streams read ahead. */
  const AHEAD = 400;

  test.each([
    ['CAMT.053', CAMT],
    ['MT940', MT940],
    ['OFX', OFX],
  ])('%s: a line is given out before much more of the file is read', async (_, pieces) => {
    const { state, bytes } = source(pieces);
    let count = 0;
    let furthest = 0;
    for await (const part of readBankFile(bytes)) {
      if (part.kind !== 'LINE') continue;
      count += 1;
      furthest = Math.max(furthest, state.taken - count);
    }
    expect(count).toBe(ENTRIES);
    expect(furthest).toBeLessThan(AHEAD);
  });

  test('CSV: the reader waits for who takes the lines', async () => {
    const { state, bytes } = source({
      before: 'day,amount,text\n',
      entry: (at) => `2026-03-31,${at},${'x'.repeat(500)}\n`,
      after: '',
    });
    const lines = readBankCsv(bytes, {
      delimiter: ',',
      decimal: '.',
      dateFormat: 'yyyy-MM-dd',
      currency: 'EUR',
      columns: { bookedOn: 'day', amount: 'amount', text: ['text'] },
    });
    await lines.next();
    expect(state.taken).toBeLessThan(AHEAD);
    await lines.return(undefined);
  });
});
