import { GraphQLError, parseValue } from 'graphql';
import { minorUnits } from '../money/currencies.js';
import { fitsMinorUnits, Money } from './money.js';
import { CurrencyScalar, DateScalar, DateTimeScalar, DecimalScalar, isDay } from './scalars.js';
import { decodeArray, encodeArray } from './text-array.js';

const accepted = [
  [DecimalScalar, ['0', '-0', '007', '1200.50', '-1.000000000001', '9'.repeat(24)]],
  [DateScalar, ['2024-02-29', '0001-01-01', '9999-12-31', '2000-02-29']],
  [CurrencyScalar, ['EUR', 'XAF']],
] as const;

test.each(accepted)('%s takes its forms as they are', (scalar, texts) => {
  for (const text of texts) {
    expect(scalar.parseValue(text)).toBe(text);
    expect(scalar.parseLiteral(parseValue(JSON.stringify(text)))).toBe(text);
    expect(scalar.serialize(text)).toBe(text);
  }
});

const refused = [
  [DecimalScalar, ['', '.5', '1.', '1,5', '+1', '1e3', 'NaN', 'Infinity', '0x1', ' 1', '1\n']],
  [DecimalScalar, ['9'.repeat(25), '0.0000000000001', 1.5, 12, 12n, null, true, {}, ['1']]],
  [DateScalar, ['2023-02-29', '2100-02-29', '2024-13-01', '2024-00-10', '2024-1-1', '24-01-01']],
  [DateScalar, ['0000-01-01', '10000-01-01', '2024-01-01T00:00:00Z', 'today', '', 20_240_101]],
  [DateTimeScalar, ['2024-01-01', '2024-01-01T12:00:00', '2024-01-01 12:00:00Z', 'now', '']],
  [DateTimeScalar, ['2024-02-30T00:00:00Z', '2024-01-01T25:00:00Z', '2024-01-01T00:00:60Z']],
  [DateTimeScalar, ['0001-01-01T00:00:00+01:00', '9999-12-31T23:59:59-01:00', 0, null]],
  [CurrencyScalar, ['eur', 'EURO', 'EU', '', 'E R', 'EUR ', 978]],
] as const;

test.each(refused)('%s refuses other forms without repeating them', (scalar, values) => {
  for (const value of values) {
    let error: unknown;
    try {
      scalar.parseValue(value);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(GraphQLError);
    const { message, extensions } = error as GraphQLError;
    expect(extensions['code']).toBe('BAD_USER_INPUT');
    expect(message).toMatch(new RegExp(`^${scalar.name} expects .+\\.$`));
  }
});

test.each([
  ['2026-03-31T12:30:00Z', '2026-03-31T12:30:00.000Z'],
  ['2026-03-31T12:30Z', '2026-03-31T12:30:00.000Z'],
  ['2026-03-31T12:30:00.1234567+02:00', '2026-03-31T10:30:00.123Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['1969-12-31T23:59:59.999-00:30', '1970-01-01T00:29:59.999Z'],
])('the instant %s is %s', (text, utc) => {
  const value = DateTimeScalar.parseValue(text);
  expect(value).toEqual(new Date(utc));
  expect(DateTimeScalar.serialize(value)).toBe(utc);
});

test('days are days of the calendar', () => {
  const days = Array.from({ length: 3000 }, (_unused, n) =>
    new Date(Date.UTC(1999, 0, 1 + n)).toISOString().slice(0, 10),
  );
  expect(days.every(isDay)).toBe(true);
  expect(days.some((day) => isDay(day.replace(/..$/, '32')))).toBe(false);
});

test('money is exact and knows the digits of its currency', () => {
  expect(Money.of('0.10', 'EUR')).toEqual({ amount: '0.1', currency: 'EUR' });
  expect(Money.of('1234567890123456.7891', 'UYW').amount).toBe('1234567890123456.7891');
  expect(['EUR', 'JPY', 'BHD', 'CLF', 'QQQ'].map(minorUnits)).toEqual([2, 0, 3, 4, 2]);
  expect(fitsMinorUnits('10.00100', 'BHD')).toBe(true);
  expect(fitsMinorUnits('10.001', 'EUR')).toBe(false);
  expect(fitsMinorUnits('10.00', 'JPY')).toBe(true);
  expect(fitsMinorUnits('10.5', 'JPY')).toBe(false);
});

test('text arrays: what is written is what is read', () => {
  for (const items of [[], [''], ['NULL'], ['a,b', '"', '\\', ' ', '\n', '{}'], ['ä', '🥊']]) {
    expect(decodeArray(encodeArray(items))).toEqual(items);
  }
  expect(decodeArray('{a,"b c",NULL,""}')).toEqual(['a', 'b c', 'NULL', '']);
});
