import { AttributeValueScalar } from '../model/attribute-value.js';
import { expose } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { inputOf, patchOf, payloadOf } from '../model/inputs.js';
import { CustomField } from './custom-field.entity.js';

export const CustomFieldRecordType = expose(CustomField, {
  prefix: 'cfd',
  filter: ['recordType', 'key', 'type', 'archivedAt'],
  order: ['position', 'recordType', 'key'],
});

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const CHANGEABLE = [
  'label',
  'description',
  'options',
  'isRequired',
  'isFilterable',
  'permission',
  'position',
] as const;

/** Records of the old option get the new one. */
@InputType({ description: 'What becomes of records with an option that goes.' })
export class OptionMoveInput {
  @Field(() => String, { description: 'An option that goes.' })
  from!: string;
  @Field(() => String, { nullable: true, description: 'An option that stays; null: no value.' })
  to?: string | null;
}

@InputType({ description: 'A new custom field.' })
export class CustomFieldCreateInput extends inputOf(
  CustomField,
  ['recordType', 'key', 'type', 'target', ...CHANGEABLE],
  { optional: ['options', 'isRequired', 'isFilterable', 'position'] },
) {
  @Field(() => AttributeValueScalar, {
    nullable: true,
    description: 'Value of new records that are given none.',
  })
  defaultValue?: unknown;
}

@InputType({ description: 'Changes of a custom field; key and type never change.' })
export class CustomFieldUpdateInput extends patchOf(CustomField, CHANGEABLE) {
  @Field(() => ID, { description: 'The field.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => AttributeValueScalar, {
    nullable: true,
    description: 'Value of new records that are given none; null: none.',
  })
  defaultValue?: unknown;
  @Field(() => [OptionMoveInput], {
    nullable: true,
    description: 'For each option that goes and is in use: the option that takes its place.',
  })
  optionMoves?: OptionMoveInput[] | null;
}

@InputType({ description: 'The custom field to put away or to take back.' })
export class CustomFieldStepInput {
  @Field(() => ID, { description: 'The field.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

const fieldPayload = (name: string) => payloadOf(name, { customField: CustomFieldRecordType });

export const CustomFieldCreatePayload = fieldPayload('CustomFieldCreatePayload');
export const CustomFieldUpdatePayload = fieldPayload('CustomFieldUpdatePayload');
export const CustomFieldArchivePayload = fieldPayload('CustomFieldArchivePayload');
export const CustomFieldRestorePayload = fieldPayload('CustomFieldRestorePayload');
