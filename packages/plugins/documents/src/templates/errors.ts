import { errorsOf } from '@bureau/core';

/** Business errors of templates; codes are `DOCUMENTS_<KEY>` and never renamed. */
export const templateErrors = errorsOf('documents', {
  TEMPLATE_TEXT: 'A code of letters, digits, dots and dashes, and a name, are needed.',
  TEMPLATE_FAULT: 'The template cannot be filled ({fault}).',
  TEMPLATE_QUERY: 'The query of the template cannot be run ({fault}).',
  TEMPLATE_NAME: 'The template names "{name}", which is none of: {known}.',
  TEMPLATE_LOCALE: '"{locale}" is no language tag.',
  TEMPLATE_DRAFT: 'Version {number} of the template is {state}.',
  TEMPLATE_UNPUBLISHED: 'No version of template {code} is published.',
  TEMPLATE_INACTIVE: 'Template {code} is not used any more.',
  TEMPLATE_RECORD: 'This template takes a record.',
  TEMPLATE_ABSENT: 'There is no such record, or you may not see it.',
  TEMPLATE_VALUES: 'Values are a JSON object of at most {limit} signs.',
  TEMPLATE_HANDOVER: 'Template {code} fills hand-over forms already.',
});
