import { errorsOf } from '../write/errors.js';

/** Business errors of custom fields and of ids in other systems. */
export const fieldErrors = errorsOf('core', {
  ATTRIBUTE_UNKNOWN: '{type} has no such custom field. It has: {known}.',
  ATTRIBUTE_TWICE: 'The custom field {key} is given twice.',
  ATTRIBUTE_INVALID: '{key} needs {expected}.',
  ATTRIBUTE_REQUIRED: '{key} needs a value.',
  ATTRIBUTE_RECORD_MISSING: '{key}: there is no such record.',
  FIELD_KEY_INVALID:
    'A key has up to 40 letters and digits and begins with a lower-case letter, such as ' +
    'costCenter; names that every object has are taken.',
  FIELD_KEY_TAKEN: '{type} has a custom field with the key {key} already, perhaps an archived one.',
  FIELD_RECORD_TYPE: '{type} takes no custom fields. These do: {known}.',
  FIELD_OPTIONS: '{type} needs 1 to 250 different options of 1 to 120 characters.',
  FIELD_OPTIONS_NONE: 'A field of the type {type} has no options.',
  FIELD_TARGET: 'A field of the type RECORD names a record type in target; others do not.',
  FIELD_OPTION_USED:
    'The option "{option}" is in use by {count} records. Say in optionMoves what becomes of them.',
  FIELD_OPTION_MOVE: 'An option moves from one that goes to one that stays.',
  FIELD_ARCHIVED: 'The custom field is archived. Restore it first.',
  FIELD_LIMIT: '{type} has {max} custom fields, which is the most.',
  EXTERNAL_REF_TAKEN: 'Another {type} has this id in {system}.',
  EXTERNAL_REF_INVALID:
    'A system is named by up to 40 lower-case letters, digits, hyphens and underscores, first ' +
    'a letter; an id there has 1 to 200 characters.',
});
