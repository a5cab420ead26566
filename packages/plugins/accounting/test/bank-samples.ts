/** Bytes of a text as a file gives them: in pieces that respect no character and no tag. */
export async function* bytesOf(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything that an iterator yields. */
export async function gather<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

/** CAMT.053 version 001.02 as German banks write it: a payment, a batch, one that is pending. */
export const CAMT_02 = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
<BkToCstmrStmt><GrpHdr><MsgId>053D2026</MsgId><CreDtTm>2026-03-31T21:30:47+02:00</CreDtTm></GrpHdr>
<Stmt><Id>2026-03-31-1</Id><ElctrncSeqNb>63</ElctrncSeqNb>
<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy>
<Svcr><FinInstnId><BIC>COBADEFFXXX</BIC></FinInstnId></Svcr></Acct>
<Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-30</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">318.50</Amt>
<CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2026-03-31</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">119.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-03-31</Dt></BookgDt><ValDt><Dt>2026-04-01</Dt></ValDt>
<AcctSvcrRef>2026033112345</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>INV-2026-00007</EndToEndId></Refs>
<RltdPties><Dbtr><Nm>M&#252;ller &amp; S&#xF6;hne</Nm></Dbtr>
<DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct></RltdPties>
<RltdAgts><DbtrAgt><FinInstnId><BIC>BYLADEM1001</BIC></FinInstnId></DbtrAgt></RltdAgts>
<RmtInf><Ustrd>Rechnung INV-2026-00007</Ustrd><Ustrd> vom 01.03.</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">1437.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-03-31</Dt></BookgDt><ValDt><Dt>2026-03-31</Dt></ValDt>
<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<AmtDtls><TxAmt><Amt Ccy="EUR">1000.00</Amt></TxAmt></AmtDtls>
<RltdPties><Cdtr><Nm>Vermieter</Nm></Cdtr></RltdPties><RmtInf><Ustrd>Miete</Ustrd></RmtInf></TxDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">437.50</Amt></TxAmt></AmtDtls>
<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
</NtryDtls><AddtlNtryInf>Sammler</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts>
<BookgDt><Dt>2026-03-31</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
`;

/** CAMT.053 version 001.08: status in Cd, parties in Pty, times for days, a prefix. */
export const CAMT_08 = `<?xml version="1.0"?>
<n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><n:BkToCstmrStmt>
<n:Stmt><n:Id>S1</n:Id>
<n:Acct><n:Id><n:Othr><n:Id>1234-567</n:Id></n:Othr></n:Id><n:Ccy>CHF</n:Ccy></n:Acct>
<n:Bal><n:Tp><n:CdOrPrtry><n:Cd>OPBD</n:Cd></n:CdOrPrtry></n:Tp><n:Amt Ccy="CHF">0</n:Amt>
<n:CdtDbtInd>CRDT</n:CdtDbtInd><n:Dt><n:Dt>2026-01-31</n:Dt></n:Dt></n:Bal>
<n:Ntry><n:NtryRef>1</n:NtryRef><n:Amt Ccy="CHF">12.5</n:Amt><n:CdtDbtInd>DBIT</n:CdtDbtInd>
<n:Sts><n:Cd>BOOK</n:Cd></n:Sts><n:BookgDt><n:DtTm>2026-01-31T23:59:59-11:00</n:DtTm></n:BookgDt>
<n:NtryDtls><n:TxDtls><n:Refs><n:AcctSvcrRef>A-1</n:AcctSvcrRef></n:Refs>
<n:RltdPties><n:Cdtr><n:Pty><n:Nm>Caf\u00e9 <![CDATA[<Bern>]]></n:Nm></n:Pty></n:Cdtr></n:RltdPties>
</n:TxDtls></n:NtryDtls></n:Ntry>
</n:Stmt></n:BkToCstmrStmt></n:Document>`;

/** MT940 of a German bank: fields ?20 to ?33 with SEPA's tags, in the envelope of SWIFT. */
export const MT940_GERMAN = `{1:F01COBADEFFXXXX0000000000}{2:I940COBADEFFXXXXN}{4:
:20:STARTUMSE
:25:37040044/0532013000EUR
:28C:00063/001
:60F:C260330EUR1000,00
:61:2604010331CR119,00N166INV-2026-00007//2026033112345
:86:166?00GUTSCHRIFT?109310?20EREF+INV-2026-00007?21SVWZ+Rechnung INV-2026-00?22007
 vom 01.03.?30BYLADEM1001?31DE02120300000000202051?32Mueller & Soe?33hne
:61:2603310331DR1437,50N005NONREF
:86:005?00SAMMLER?20Sammler
:62F:D260331EUR318,50
-}
`;

/** MT940 of a Dutch bank: code words between slashes, the IBAN as account, no entry date. */
export const MT940_DUTCH = `:20:P260331000000001
:25:NL91ABNA0417164300EUR
:28C:00090
:60F:C251231EUR662,23
:61:260101D1,56NTRFEREF//00000000001005
/TRCD/00100/
:86:/EREF/EV12341REP1231456T1234//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK
 NV INZAKE WEB///REMI/USTD//EV10001REP1000000T1000/
:61:2601011231RC10,00NTRFNONREF
:61:2601010101RD20,NMSC1//1
:86:plain words of a bank
on two lines
:62F:C260101EUR670,67
`;

/** OFX 1: SGML with values that have no end tags, Windows-1252. */
export const OFX_1 = `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE

<OFX>
<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>
<DTSERVER>20260331120000[-5:EST]<LANGUAGE>ENG<FI><ORG>B1<FID>10898</FI></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<STMTRS><CURDEF>USD
<BANKACCTFROM><BANKID>121099999<ACCTID>999988<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260301<DTEND>20260331
<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260304235959.000[-5:EST]<TRNAMT>-200.00<FITID>00002
<CHECKNUM>1000<NAME>Caf\u00e9 &amp; Co<MEMO></STMTTRN>
<STMTTRN><TRNTYPE>ATM<DTPOSTED>20260320<DTUSER>20260319<TRNAMT>+300.00<FITID>00003
<NAME>ATM<MEMO>R&D deposit</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>200.29<DTASOF>202603311600</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`;

/** OFX 2: XML, a credit card, a payment in another currency. */
export const OFX_2 = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><TRNUID>0</TRNUID><CCSTMTRS><CURDEF>EUR</CURDEF>
<CCACCTFROM><ACCTID>4111111111111111</ACCTID></CCACCTFROM>
<BANKTRANLIST><DTSTART>20260101</DTSTART><DTEND>20260131</DTEND>
<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260115</DTPOSTED><TRNAMT>-49,90</TRNAMT>
<FITID>x-1</FITID><PAYEE><NAME>Caf\u00e9</NAME><CITY>Paris</CITY></PAYEE>
<CURRENCY><CURRATE>1.1</CURRATE><CURSYM>USD</CURSYM></CURRENCY><MEMO>Lunch</MEMO></STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>-49.90</BALAMT><DTASOF>20260131</DTASOF></LEDGERBAL>
</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>
`;
