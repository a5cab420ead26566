import { errorsOf } from '@bureau/core';

/** Business errors of tax returns; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const taxReturnErrors = errorsOf('accounting', {
  TAX_FORM_BOXES: 'A form has 1 to {limit} boxes, each with a code of its own.',
  TAX_BOX_SOURCE: 'Box {box}: tax {component} is not there, or has no account on that side.',
  TAX_BOX_TWICE: 'Tax {component} of that side stands in several boxes of tax.',
  TAX_FORM_INACTIVE: 'The form {code} is not active.',
  TAX_RETURN_SPAN: 'The last day comes before the first.',
  TAX_RETURN_GAP: 'Returns follow each other: the next one begins on {day}.',
  TAX_RETURN_FILED: 'The return from {day} is filed already.',
  TAX_RETURN_STALE: 'Something was posted since the return was prepared: prepare it anew.',
  TAX_RETURN_OTHER: 'Accounts of the taxes have {amount} besides, which stand in no box.',
});
