import { CurrencyScalar, Field, InputType } from '@bureau/core';
import type { CsvColumn, CsvDialect } from '../bank-files/csv-dialect.js';
import { bankErrors } from './errors.js';

const COLUMN = 'words of its header, or its place from 1';

@InputType({ description: 'How a bank writes its CSV.' })
export class BankCsvInput {
  @Field(() => String, { nullable: true, description: 'One of , ; | and tab; default ;.' })
  delimiter?: string | null;
  @Field(() => String, { nullable: true, description: 'Such as windows-1252; default: guessed.' })
  encoding?: string | null;
  @Field(() => String, { nullable: true, description: 'Decimal mark: , or .; default ,.' })
  decimal?: string | null;
  @Field(() => String, { nullable: true, description: 'Form of days; default dd.MM.yyyy.' })
  dateFormat?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether columns have names; otherwise they are named by place. Default true.',
  })
  hasHeader?: boolean | null;
  @Field(() => CurrencyScalar, { nullable: true, description: 'Where no column tells it.' })
  currency?: string | null;
  @Field(() => String, { description: `Booking day: ${COLUMN}.` })
  bookedOn!: string;
  @Field(() => String, { nullable: true, description: `Value day: ${COLUMN}.` })
  valueOn?: string | null;
  @Field(() => String, { nullable: true, description: `Signed amount: ${COLUMN}.` })
  amount?: string | null;
  @Field(() => String, { nullable: true, description: `Money that went out: ${COLUMN}.` })
  debit?: string | null;
  @Field(() => String, { nullable: true, description: `Money that came in: ${COLUMN}.` })
  credit?: string | null;
  @Field(() => String, { nullable: true, description: `Word for the direction: ${COLUMN}.` })
  direction?: string | null;
  @Field(() => [String], { nullable: true, description: 'Words for money that went out.' })
  debitWords?: string[] | null;
  @Field(() => String, { nullable: true, description: `Currency: ${COLUMN}.` })
  currencyColumn?: string | null;
  @Field(() => String, { nullable: true, description: `The bank's own id: ${COLUMN}.` })
  bankId?: string | null;
  @Field(() => String, { nullable: true, description: `Reference: ${COLUMN}.` })
  reference?: string | null;
  @Field(() => String, { nullable: true, description: `Name of the other side: ${COLUMN}.` })
  name?: string | null;
  @Field(() => String, { nullable: true, description: `Account of the other side: ${COLUMN}.` })
  account?: string | null;
  @Field(() => [String], { description: `Texts, joined by a space: ${COLUMN}.` })
  text!: string[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const DAY = /^(?=.*yy)(?=.*M)(?=.*d)(?:yyyy|yy|MM|M|dd|d|[^\w\s]| )+$/;
const NAMES = ['valueOn', 'amount', 'debit', 'credit', 'bankId', 'reference', 'name'] as const;

/** A mapping as the reader takes it. @throws ACCOUNTING_BANK_CSV */
export function dialectOf(input: BankCsvInput, path: readonly string[]): CsvDialect {
  const fault = (reason: string, field: string) =>
    bankErrors.BANK_CSV({ reason }, [...path, field]);
  const delimiter = DELIMITERS.find((one) => one === (input.delimiter ?? ';'));
  const decimal = (['.', ','] as const).find((one) => one === (input.decimal ?? ','));
  const dateFormat = input.dateFormat ?? 'dd.MM.yyyy';
  if (!delimiter) throw fault('a delimiter is one of , ; | and tab', 'delimiter');
  if (!decimal) throw fault('a decimal mark is a comma or a point', 'decimal');
  if (!DAY.test(dateFormat)) throw fault('a form of days has yyyy, MM and dd', 'dateFormat');
  if (input.amount == null && input.debit == null && input.credit == null) {
    throw fault('no column tells the amount', 'amount');
  }
  const column = (text: string, field: string): CsvColumn => {
    if (input.hasHeader ?? true) return text;
    const place = Number(text);
    if (Number.isInteger(place) && place > 0 && place < 1_000) return place - 1;
    throw fault(`"${text}" is no place from 1`, field);
  };
  const columns: CsvDialect['columns'] = {
    bookedOn: column(input.bookedOn, 'bookedOn'),
    text: input.text.map((one) => column(one, 'text')),
  };
  for (const name of NAMES) {
    const given = input[name];
    if (given != null) columns[name] = column(given, name);
  }
  if (input.account != null) columns.account = column(input.account, 'account');
  if (input.currencyColumn != null) {
    columns.currency = column(input.currencyColumn, 'currencyColumn');
  }
  if (input.direction != null) {
    const words = { debitWords: input.debitWords ?? [] };
    columns.direction = { column: column(input.direction, 'direction'), ...words };
  }
  const { encoding, currency } = input;
  return {
    ...{ delimiter, decimal, dateFormat, columns },
    ...(encoding == null ? {} : { encoding }),
    ...(currency == null ? {} : { currency }),
  };
}
