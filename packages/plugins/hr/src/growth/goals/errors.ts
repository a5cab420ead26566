import { errorsOf } from '@bureau/core';

/** Business errors of goals; codes are `HR_<KEY>` and never renamed. */
export const goalErrors = errorsOf('hr', {
  GOAL_DAYS: 'A goal has a first day and a last one that is not before it.',
  GOAL_STATE: 'This cannot be done with a goal that is {state}.',
  GOAL_RING: 'A goal does not serve itself, directly or through others.',
  GOAL_NOT_YOURS: 'Only its owner changes a goal.',
  GOAL_NO_EMPLOYEE: 'You are no employee: give ownerId.',
  GOAL_RESULTS: 'A goal has 1 to 10 key results with weights from 1 to 100.',
  GOAL_RESULT_VALUES:
    'A number needs different values to begin with and to reach; a milestone has none.',
  GOAL_CHECK_IN: 'Say a value of a number, and whether it is reached of a milestone.',
});
