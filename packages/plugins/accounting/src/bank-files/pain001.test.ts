import { isBic, isIban } from '@bureau/core';
import { bytesOf, gather } from '../../test/bank-samples.js';
import { isCreditorReference } from './creditor-reference.js';
import { type CreditTransfer, paymentFaults, type PaymentOrder } from './pain001-check.js';
import { writePain001 } from './pain001.js';
import { sepaText } from './sepa-text.js';
import { xmlEvents } from './xml-events.js';

const TRANSFER: CreditTransfer = {
  endToEndId: 'BILL-7',
  amount: '1190.5',
  currency: 'EUR',
  creditor: { name: 'Miller + Sons', iban: 'NL91ABNA0417164300', bic: 'ABNANL2A' },
  text: 'Bill 7, less 2 percent',
};
const ORDER: PaymentOrder = {
  version: '001.001.09',
  messageId: 'RUN-2026-0007',
  createdAt: new Date('2026-03-31T10:20:30.456Z'),
  initiator: 'Northwind GmbH',
  batches: [
    {
      id: 'RUN-2026-0007-1',
      debtor: { name: 'Northwind GmbH', iban: 'DE89370400440532013000' },
      executeOn: '2026-04-01',
      isBatchBooked: true,
      transfers: [
        TRANSFER,
        {
          endToEndId: 'BILL-8',
          amount: '0.01',
          currency: 'EUR',
          creditor: { name: 'Cleaner', iban: 'DE02120300000000202051' },
          reference: 'RF18539007547034',
        },
      ],
    },
  ],
};

const written = (order: PaymentOrder) => [...writePain001(order)].join('');

/** Paths of the leaves with their texts, in the order of the document. */
async function leaves(order: PaymentOrder): Promise<string[]> {
  const path: string[] = [];
  const found: string[] = [];
  for (const event of (await gather(xmlEvents(bytesOf(written(order), 999)))).flat()) {
    if (event.kind === 'OPEN') path.push(event.name);
    else if (event.kind === 'CLOSE') path.pop();
    else if (event.text.trim() !== '') found.push(`${path.slice(2).join('/')}=${event.text}`);
  }
  return found;
}

test('pain.001.001.09: every element in the order of the schema', async () => {
  expect(written(ORDER)).toContain('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
  expect(await leaves(ORDER)).toEqual([
    'GrpHdr/MsgId=RUN-2026-0007',
    'GrpHdr/CreDtTm=2026-03-31T10:20:30Z',
    'GrpHdr/NbOfTxs=2',
    'GrpHdr/CtrlSum=1190.51',
    'GrpHdr/InitgPty/Nm=Northwind GmbH',
    'PmtInf/PmtInfId=RUN-2026-0007-1',
    'PmtInf/PmtMtd=TRF',
    'PmtInf/BtchBookg=true',
    'PmtInf/NbOfTxs=2',
    'PmtInf/CtrlSum=1190.51',
    'PmtInf/PmtTpInf/SvcLvl/Cd=SEPA',
    'PmtInf/ReqdExctnDt/Dt=2026-04-01',
    'PmtInf/Dbtr/Nm=Northwind GmbH',
    'PmtInf/DbtrAcct/Id/IBAN=DE89370400440532013000',
    'PmtInf/DbtrAgt/FinInstnId/Othr/Id=NOTPROVIDED',
    'PmtInf/ChrgBr=SLEV',
    'PmtInf/CdtTrfTxInf/PmtId/EndToEndId=BILL-7',
    'PmtInf/CdtTrfTxInf/Amt/InstdAmt=1190.50',
    'PmtInf/CdtTrfTxInf/CdtrAgt/FinInstnId/BICFI=ABNANL2A',
    'PmtInf/CdtTrfTxInf/Cdtr/Nm=Miller + Sons',
    'PmtInf/CdtTrfTxInf/CdtrAcct/Id/IBAN=NL91ABNA0417164300',
    'PmtInf/CdtTrfTxInf/RmtInf/Ustrd=Bill 7, less 2 percent',
    'PmtInf/CdtTrfTxInf/PmtId/EndToEndId=BILL-8',
    'PmtInf/CdtTrfTxInf/Amt/InstdAmt=0.01',
    'PmtInf/CdtTrfTxInf/Cdtr/Nm=Cleaner',
    'PmtInf/CdtTrfTxInf/CdtrAcct/Id/IBAN=DE02120300000000202051',
    'PmtInf/CdtTrfTxInf/RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd=SCOR',
    'PmtInf/CdtTrfTxInf/RmtInf/Strd/CdtrRefInf/Ref=RF18539007547034',
  ]);
});

test('pain.001.001.03: BIC and the day itself; another currency is no SEPA payment', async () => {
  const [batch] = ORDER.batches;
  const dollars = { ...TRANSFER, currency: 'USD' };
  const old: PaymentOrder = {
    ...ORDER,
    version: '001.001.03',
    batches: [{ ...batch!, transfers: [dollars] }],
  };
  const found = await leaves(old);
  expect(found).toContain('PmtInf/ReqdExctnDt=2026-04-01');
  expect(found).toContain('PmtInf/CdtTrfTxInf/CdtrAgt/FinInstnId/BIC=ABNANL2A');
  expect(found).toContain('PmtInf/ChrgBr=SHAR');
  expect(found.some((leaf) => leaf.includes('SEPA'))).toBe(false);
});

test('what a bank would refuse is found before, each with its path', () => {
  expect(paymentFaults(ORDER)).toEqual([]);
  const [batch] = ORDER.batches;
  const wrong: PaymentOrder = {
    ...ORDER,
    messageId: '/x',
    batches: [
      {
        ...batch!,
        executeOn: '1 April',
        transfers: [
          { ...TRANSFER, amount: '0.00' },
          { ...TRANSFER, amount: '1.005', text: 'Müller', reference: 'RF00' },
          { ...TRANSFER, creditor: { name: ' ', iban: 'DE00370400440532013000', bic: 'X' } },
        ],
      },
    ],
  };
  expect(paymentFaults(wrong).map(({ path }) => path)).toEqual([
    'messageId',
    'transfers',
    'batches[0].executeOn',
    'batches[0].transfers[0].amount',
    'batches[0].transfers[1].amount',
    'batches[0].transfers[1].text',
    'batches[0].transfers[1]',
    'batches[0].transfers[1].reference',
    'batches[0].transfers[2].creditor.name',
    'batches[0].transfers[2].creditor.iban',
    'batches[0].transfers[2].creditor.bic',
  ]);
  expect(paymentFaults({ ...ORDER, batches: [] })).toMatchObject([{ path: 'batches' }]);
});

// Examples of the registry of IBANs and of ISO 11649.
test.each([
  ['GB29NWBK60161331926819', true],
  ['NO9386011117947', true],
  ['GB29NWBK60161331926818', false],
  ['GB29 NWBK 6016 1331 9268 19', false],
  ['', false],
])('IBAN %s: %s', (text, expected) => {
  expect(isIban(text)).toBe(expected);
});

test('references and BICs', () => {
  expect(isCreditorReference('RF18539007547034')).toBe(true);
  expect(isCreditorReference('RF19539007547034')).toBe(false);
  expect([isBic('COBADEFFXXX'), isBic('COBADEFF'), isBic('COBADEFFX')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('words in the characters that all banks take', () => {
  expect(sepaText('Müller & Søn, Łódź „Café“ 5 €', 140)).toBe('Mueller + Son, Lodz .Cafe. 5 EUR');
  expect(sepaText('x\ny'.repeat(100), 10)).toBe('x yx yx yx');
  expect(sepaText('<script>', 70)).toBe('.script.');
});
