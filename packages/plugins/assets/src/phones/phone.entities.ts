import { choice, defineEntity, type EnumValue, enumOf, money, p, record } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { phoneErrors } from './errors.js';

/** What a carrier has agreed to, for one line or many. */
export const PhoneContractSchema = defineEntity({
  name: 'PhoneContract',
  schema: 'assets',
  tableName: 'phone_contract',
  comment: 'What a carrier has agreed to, for one line or many.',
  checks: [
    { name: 'phone_contract_code_filled_check', expression: "btrim(code) <> ''" },
    { name: 'phone_contract_carrier_filled_check', expression: "btrim(carrier) <> ''" },
    { name: 'phone_contract_span_check', expression: 'starts_on <= ends_on' },
    { name: 'phone_contract_cost_floor_check', expression: 'monthly_cost_amount >= 0' },
  ],
  properties: {
    ...record(),
    code: p.string().length(60).comment('Number of the contract, unique in the organization'),
    carrier: p.string().length(120).comment('Who provides the lines'),
    startsOn: p.date().nullable().comment('First day'),
    endsOn: p.date().nullable().comment('Last day; null: open'),
    monthlyCost: money().nullable().comment('What it costs a month'),
    noticeFor: p.date().nullable().hidden().comment('The end that was told of; null: none'),
    note: p.string().length(1000).nullable().comment('Free text'),
  },
});

export class PhoneContract extends PhoneContractSchema.class {}
PhoneContractSchema.setClass(PhoneContract);

export const PhoneLineKind = enumOf('PhoneLineKind', 'What a line is for.', {
  MOBILE: 'Calls and data, with a card.',
  FIXED: 'Calls at a place.',
  DATA: 'Data only, such as in a tablet.',
});
export type PhoneLineKind = EnumValue<typeof PhoneLineKind>;

export const PhoneLineState = enumOf('PhoneLineState', 'Whether a line works.', {
  ACTIVE: 'It works.',
  SUSPENDED: 'It is blocked for the time being.',
  ENDED: 'It is given up. Final.',
});
export type PhoneLineState = EnumValue<typeof PhoneLineState>;

/** A line of a contract, in a device, used by somebody. */
export const PhoneLineSchema = defineEntity({
  name: 'PhoneLine',
  schema: 'assets',
  tableName: 'phone_line',
  comment: 'A line of a contract, in a device, used by somebody.',
  checks: [
    { name: 'phone_line_code_filled_check', expression: "btrim(code) <> ''" },
    {
      name: 'phone_line_ended_check',
      expression: "state <> 'ENDED' or (asset_id is null and holder_id is null)",
    },
  ],
  properties: {
    ...record(),
    code: p.string().length(60).comment('Name of the line, unique in the organization'),
    contract: () => p.manyToOne(PhoneContract).comment('The contract'),
    kind: choice(PhoneLineKind).comment('What it is for'),
    state: choice(PhoneLineState).default('ACTIVE').comment('Whether it works'),
    simNumber: p.string().length(22).nullable().comment('Number of its card (ICCID)'),
    asset: () => p.manyToOne(Asset).nullable().comment('The device that it is in'),
    holder: () => p.manyToOne(Employee).nullable().comment('Who uses it'),
  },
});

export class PhoneLine extends PhoneLineSchema.class {
  /** Into a device, to somebody, both, or back (null). @throws ASSETS_LINE_ENDED */
  assign(asset: Asset | null, holder: Employee | null): void {
    this.assertNotEnded();
    this.asset = asset;
    this.holder = holder;
  }

  /** @throws ASSETS_LINE_ENDED */
  turn(state: PhoneLineState): void {
    this.assertNotEnded();
    this.state = state;
    if (state !== 'ENDED') return;
    this.asset = null;
    this.holder = null;
  }

  private assertNotEnded(): void {
    if (this.state !== 'ENDED') return;
    throw phoneErrors.LINE_ENDED({ code: this.code }, ['input', 'lineId']);
  }
}
PhoneLineSchema.setClass(PhoneLine);

/** A phone number, which may go from line to line. */
export const PhoneNumberSchema = defineEntity({
  name: 'PhoneNumber',
  schema: 'assets',
  tableName: 'phone_number',
  comment: 'A phone number, which may go from line to line.',
  checks: [{ name: 'phone_number_e164_check', expression: "number ~ '^[+][1-9][0-9]{6,14}$'" }],
  properties: {
    ...record(),
    number: p.string().length(16).comment('As ITU-T E.164 writes it: +494012345678; unique'),
    line: () => p.manyToOne(PhoneLine).nullable().comment('Where it rings; null: nowhere'),
  },
});

export class PhoneNumber extends PhoneNumberSchema.class {}
PhoneNumberSchema.setClass(PhoneNumber);

const E164 = /^\+[1-9]\d{6,14}$/;

/** `+49 (40) 1234-5678` -> `+494012345678` @throws ASSETS_PHONE_NUMBER */
export function e164(text: string, path: readonly string[]): string {
  const number = text.replaceAll(/[\s()./-]/g, '');
  if (E164.test(number)) return number;
  throw phoneErrors.PHONE_NUMBER({}, path);
}
