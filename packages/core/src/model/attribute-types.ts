import { CustomFieldType, type FieldDefinition } from '../fields/field-type.js';
import { AttributeValueScalar } from './attribute-value.js';
import { Field, ID, InputType, ObjectType } from './decorators.js';
import { NodeType, StringFilter } from './shared-types.js';

/** Types of the graph for custom fields and for ids of other systems, which all records share. */

@ObjectType('Attribute', { description: 'The value of one custom field of a record.' })
export class AttributeType {
  @Field(() => String, { description: 'Key of the field, such as costCenter.' })
  key!: string;
  @Field(() => String, { description: 'What people call the field.' })
  label!: string;
  @Field(() => CustomFieldType, { description: 'What the field holds.' })
  type!: FieldDefinition['type'];
  @Field(() => AttributeValueScalar, { nullable: true, description: 'The value; null: none.' })
  value?: unknown;
  @Field(() => String, { nullable: true, description: 'The value as text for people.' })
  text?: string | null;
  @Field(() => NodeType, {
    nullable: true,
    description: 'The record that a RECORD field points to; null when you may not see it.',
  })
  record?: object | null;
}

/** One value on its way in. */
@InputType('AttributeInput', { description: 'A new value of one custom field.' })
export class AttributeInput {
  @Field(() => String, { description: 'Key of the field, such as costCenter.' })
  key!: string;
  @Field(() => AttributeValueScalar, {
    nullable: true,
    description: 'The value in the form of the field type; null removes it.',
  })
  value?: unknown;
}

/** One custom field and what is asked of it. */
@InputType('AttributeFilter', {
  description: 'Conditions on one custom field; several operators must all hold.',
})
export class AttributeFilter {
  @Field(() => String, { description: 'Key of a filterable field.' })
  key!: string;
  @Field(() => AttributeValueScalar, { nullable: true, description: 'Equal to.' })
  eq?: unknown;
  @Field(() => [AttributeValueScalar], {
    nullable: true,
    description: 'One of, at most 250; of a MULTI_CHOICE: has at least one of.',
  })
  in?: unknown[];
  @Field(() => AttributeValueScalar, { nullable: true, description: 'Greater than.' })
  gt?: unknown;
  @Field(() => AttributeValueScalar, { nullable: true, description: 'Greater than or equal to.' })
  gte?: unknown;
  @Field(() => AttributeValueScalar, { nullable: true, description: 'Less than.' })
  lt?: unknown;
  @Field(() => AttributeValueScalar, { nullable: true, description: 'Less than or equal to.' })
  lte?: unknown;
  @Field(() => String, {
    nullable: true,
    description: 'Contains, without regard to case; of a MULTI_CHOICE: has this option.',
  })
  contains?: string;
  @Field(() => String, { nullable: true, description: 'Starts with, without regard to case.' })
  startsWith?: string;
  @Field(() => Boolean, { nullable: true, description: 'true: has no value; false: has one.' })
  isNull?: boolean;
}

@ObjectType('ExternalRef', { description: 'The id that a record has in another system.' })
export class ExternalRefType {
  @Field(() => String, { description: 'The other system, such as sap.' })
  system!: string;
  @Field(() => String, { description: 'The id there, as that system writes it.' })
  id!: string;
}

/** The id of a record in another system. */
@InputType('ExternalRefInput', { description: 'The id of a record in another system.' })
export class ExternalRefInput {
  @Field(() => String, { description: 'The other system, such as sap.' })
  system!: string;
  @Field(() => ID, { description: 'The id there, as that system writes it.' })
  id!: string;
}

@InputType('ExternalRefFilter', { description: 'Records that have an id in another system.' })
export class ExternalRefFilter {
  @Field(() => String, { description: 'The other system, such as sap.' })
  system!: string;
  @Field(() => StringFilter, { nullable: true, description: 'Conditions on the id there.' })
  id?: object;
}
