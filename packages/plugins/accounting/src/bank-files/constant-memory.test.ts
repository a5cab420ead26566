import { readBankCsv } from './csv-dialect.js';
import { readBankFile } from './read-bank-file.js';

const ENTRIES = 3_000;

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
