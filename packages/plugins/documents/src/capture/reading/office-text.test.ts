import { deflateRawSync } from 'node:zlib';
import { officeText } from './office-text.js';
import { pagesOfText } from './text-pages.js';

const TYPE = 'application/vnd.openxmlformats-officedocument';
const WORD = `${TYPE}.wordprocessingml.document`;

/** A ZIP archive; `isStored` leaves the entries unpacked. */
function zipOf(files: Readonly<Record<string, string>>, isStored = false): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = isStored ? Buffer.from(text) : deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50);
    central.writeUInt16LE(isStored ? 0 : 8, 10);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(text.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), data);
    directory.push(central, Buffer.from(name));
    at += 30 + name.length + data.length;
  }
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50);
  tail.writeUInt16LE(Object.keys(files).length, 10);
  tail.writeUInt32LE(Buffer.concat(directory).length, 12);
  tail.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, tail]);
}

const reason = (bytes: Uint8Array, type: string) => {
  try {
    return officeText(bytes, type);
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
};

test('a letter: paragraphs, tabs, tables, pages; what was deleted is not there', () => {
  const xml = `<?xml version="1.0"?><w:document><w:body>
    <w:p><w:r><w:t xml:space="preserve">Invoice </w:t></w:r><w:r><w:t>F&amp;N-7 &#8364;</w:t></w:r>
    </w:p>
    <w:p><w:r><w:t>Total</w:t><w:tab/><w:t>119.00</w:t><w:delText>118.00</w:delText></w:r></w:p>
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
    <w:p><w:r><w:br w:type="page"/><w:t>Second</w:t></w:r></w:p></w:body></w:document>`;
  for (const isStored of [false, true]) {
    const text = officeText(zipOf({ 'word/document.xml': xml }, isStored), WORD);
    expect(pagesOfText(text).map((page) => page.text)).toEqual(
      ['Invoice F&N-7 €\nTotal\t119.00\na\n\t', 'Second'].map((page) => page.trim()),
    );
  }
});

test('a table: shared and own texts, numbers as they are stored, a page for each sheet', () => {
  const files = {
    'xl/sharedStrings.xml':
      '<sst><si><t>Lens</t></si><si><r><t>bl</t></r><r><t>ank</t></r></si></sst>',
    'xl/worksheets/sheet10.xml': '<row><c r="A1"><v>3</v></c></row>',
    'xl/worksheets/sheet2.xml':
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
      '<row r="2"><c r="A2"><f>1+1</f><v>2.5</v></c><c r="B2" s="1"/>' +
      '<c r="C2" t="inlineStr"><is><t>own</t></is></c></row>',
  };
  expect(officeText(zipOf(files), `${TYPE}.spreadsheetml.sheet`)).toBe('Lens\tblank\n2.5\town\f3');
});

test('slides in the order of their numbers', () => {
  const slide = (words: string) => `<p:sld><a:p><a:r><a:t>${words}</a:t></a:r></a:p></p:sld>`;
  const files = {
    'ppt/slides/slide10.xml': slide('last'),
    'ppt/slides/slide9.xml': slide('first'),
  };
  const text = officeText(zipOf(files), `${TYPE}.presentationml.presentation`);
  expect(text).toBe('first\n\flast\n');
});

const ODF = 'application/vnd.oasis.opendocument';

test('an OpenDocument letter: paragraphs, blanks, tables; what was deleted is not there', () => {
  const xml = `<?xml version="1.0"?><office:document-content><office:body><office:text>
    <text:tracked-changes><text:deletion><text:p>118.00</text:p></text:deletion>
    </text:tracked-changes>
    <text:h>Invoice</text:h> <text:p>F&amp;N-7<text:s text:c="2"/><text:span>&#8364;</text:span>
<office:annotation><text:p>Check this</text:p></office:annotation></text:p><text:p/>
    <table:table><table:table-row><table:table-cell><text:p>Total</text:p></table:table-cell>
    <table:table-cell><text:p>119.00</text:p></table:table-cell></table:table-row></table:table>
    <text:p>One<text:soft-page-break/>two<text:tab/>three</text:p></office:text></office:body>
    </office:document-content>`;
  const text = officeText(zipOf({ 'content.xml': xml }), `${ODF}.text`);
  expect(pagesOfText(text).map((page) => page.text)).toEqual([
    'Invoice\nF&N-7  €\nTotal\t119.00\nOne',
    'two\tthree',
  ]);
  expect(reason(zipOf({ 'other.xml': 'x' }), `${ODF}.text`)).toBe('DAMAGED');
});

test('OpenDocument sheets and slides, a page for each; notes of the speaker are not shown', () => {
  const cell = (words: string) => `<table:table-cell><text:p>${words}</text:p></table:table-cell>`;
  const sheet = (...cells: string[]) =>
    `<table:table><table:table-row>${cells.map(cell).join('')}</table:table-row></table:table>`;
  const sheets = zipOf({ 'content.xml': sheet('Lens', '2.5') + sheet('3') });
  expect(officeText(sheets, `${ODF}.spreadsheet`)).toBe('Lens\t2.5\t\n\f3\t\n');
  const slide = (words: string) =>
    `<draw:page><text:p>${words}</text:p><presentation:notes><text:p>Hush</text:p>
      </presentation:notes></draw:page>`;
  const slides = zipOf({ 'content.xml': slide('first') + slide('last') });
  expect(officeText(slides, `${ODF}.presentation`)).toBe('first\n\flast\n');
});

test('#45 what is no archive, or unpacks without end, is told of', () => {
  expect(reason(Buffer.from('no archive at all'), WORD)).toBe('DAMAGED');
  expect(reason(zipOf({ 'other.xml': 'x' }), WORD)).toBe('DAMAGED');
  const bomb = zipOf({ 'word/document.xml': ' '.repeat(40_000_000) });
  expect(bomb.length).toBeLessThan(100_000);
  expect(reason(bomb, WORD)).toBe('SIZE');
  expect(reason(bomb, 'application/zip')).toBe('TYPE');
});
