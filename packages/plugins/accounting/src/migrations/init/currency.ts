import { plainComments } from './tenant.js';

/** Codes by their decimal digits (ISO 4217, table A.1, without funds, metals and test codes). */
const DIGITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD ' +
    'CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD ' +
    'GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD ' +
    'MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP ' +
    'PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS ' +
    'TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const rows = Object.entries(DIGITS).flatMap(([digits, codes]) =>
  codes.split(' ').map((code) => `('${code}', ${digits})`),
);

/** The currencies of the world: the same for every organization. */
export const currency = `
create table accounting.currency (
  code varchar(3) not null primary key,
  digits smallint not null check (digits between 0 and 4)
);
insert into accounting.currency (code, digits) values
${rows.join(',\n')};
grant select on accounting.currency to bureau_app, bureau_worker, bureau_reader;
`;

export const currencyComments = plainComments('currency', 'Currencies in use (ISO 4217).', {
  code: 'Alphabetic code',
  digits: 'How many digits may follow the decimal point',
});

export const currencyDown = `
drop table accounting.currency;
`;
