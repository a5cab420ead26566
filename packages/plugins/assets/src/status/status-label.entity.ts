import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';

/** What may be done with assets of a status. */
export const StatusClass = enumOf('StatusClass', 'What may be done with assets of a status.', {
  DEPLOYABLE: 'They can be handed out.',
  PENDING: 'Not yet: something is to be done first.',
  UNDEPLOYABLE: 'Not at present: broken, or waiting for parts.',
  ARCHIVED: 'No more: kept for the record.',
});
export type StatusClass = EnumValue<typeof StatusClass>;

/** A status in words of the organization, such as `to be wiped`, with what it means. */
export const StatusLabelSchema = defineEntity({
  name: 'StatusLabel',
  schema: 'assets',
  tableName: 'status_label',
  comment: 'A status in words of the organization, with what it means for handing out.',
  checks: [
    { name: 'status_label_code_filled_check', expression: "btrim(code) <> ''" },
    { name: 'status_label_name_filled_check', expression: "btrim(name) <> ''" },
  ],
  properties: {
    ...record(),
    code: p.string().length(40).comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    class: choice(StatusClass).comment('What may be done with assets of it; stays as it is'),
  },
});

export class StatusLabel extends StatusLabelSchema.class {}
StatusLabelSchema.setClass(StatusLabel);
