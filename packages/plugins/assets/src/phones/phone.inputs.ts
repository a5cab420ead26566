import { Field, ID, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { PhoneContract, PhoneLine, PhoneLineState, PhoneNumber } from './phone.entities.js';
import { PhoneContractType, PhoneLineType, PhoneNumberType } from './phone.types.js';

const CONTRACT = ['code', 'carrier', 'startsOn', 'endsOn', 'monthlyCost', 'note'] as const;

@InputType({ description: 'A new contract with a carrier.' })
export class PhoneContractCreateInput extends inputOf(PhoneContract, CONTRACT) {}

@InputType({ description: 'Changes of a contract; what is left out stays.' })
export class PhoneContractUpdateInput extends patchOf(PhoneContract, CONTRACT, { id: 'id' }) {}

@InputType({ description: 'A new line of a contract.' })
export class PhoneLineCreateInput extends inputOf(PhoneLine, [
  'code',
  'contract',
  'kind',
  'simNumber',
]) {}

@InputType({ description: 'In which device a line is, and who uses it; null: none.' })
export class PhoneLineAssignInput extends inputOf(PhoneLine, [], { id: 'lineId' }) {
  @Field(() => ID, { nullable: true, description: 'The device.' })
  assetId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The employee.' })
  employeeId?: string | null;
}

@InputType({ description: 'Whether a line works from now on.' })
export class PhoneLineStateSetInput extends inputOf(PhoneLine, [], { id: 'lineId' }) {
  @Field(() => PhoneLineState, { description: 'ENDED is final.' })
  state!: PhoneLineState;
}

@InputType({ description: 'A number of the organization.' })
export class PhoneNumberCreateInput extends inputOf(PhoneNumber, ['number', 'line']) {}

@InputType({ description: 'Where a number rings from now on.' })
export class PhoneNumberMoveInput extends inputOf(PhoneNumber, ['line'], { id: 'numberId' }) {}

const contractPayload = (name: string) => payloadOf(name, { phoneContract: PhoneContractType });
const linePayload = (name: string) => payloadOf(name, { phoneLine: PhoneLineType });
const numberPayload = (name: string) => payloadOf(name, { phoneNumber: PhoneNumberType });

export const PhoneContractCreatePayload = contractPayload('PhoneContractCreatePayload');
export const PhoneContractUpdatePayload = contractPayload('PhoneContractUpdatePayload');
export const PhoneLineCreatePayload = linePayload('PhoneLineCreatePayload');
export const PhoneLineAssignPayload = linePayload('PhoneLineAssignPayload');
export const PhoneLineStateSetPayload = linePayload('PhoneLineStateSetPayload');
export const PhoneNumberCreatePayload = numberPayload('PhoneNumberCreatePayload');
export const PhoneNumberMovePayload = numberPayload('PhoneNumberMovePayload');
