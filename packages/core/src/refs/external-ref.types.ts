import { Field, ID, InputType } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { NodeType } from '../model/shared-types.js';

@InputType({ description: 'The id that a record gets in another system.' })
export class ExternalRefSetInput {
  @Field(() => ID, { description: 'The record, of any type.' })
  recordId!: string;
  @Field(() => String, { description: 'The other system, such as sap.' })
  system!: string;
  @Field(() => ID, { description: 'The id there; it replaces an earlier one.' })
  id!: string;
}

@InputType({ description: 'The id in another system that a record loses.' })
export class ExternalRefRemoveInput {
  @Field(() => ID, { description: 'The record, of any type.' })
  recordId!: string;
  @Field(() => String, { description: 'The other system, such as sap.' })
  system!: string;
}

const record = { type: () => NodeType, description: 'The record; null when refused.' };

export const ExternalRefSetPayload = payloadOf('ExternalRefSetPayload', {}, { record });
export const ExternalRefRemovePayload = payloadOf('ExternalRefRemovePayload', {}, { record });
