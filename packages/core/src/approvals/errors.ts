import { errorsOf } from '../write/errors.js';

/** Business errors of approvals; codes are `CORE_<KEY>` and never renamed. */
export const approvalErrors = errorsOf('core', {
  APPROVAL_KIND_UNKNOWN: 'No plugin asks for approvals of the kind {kind}.',
  APPROVAL_POLICY_MISSING: 'Nobody is named who approves {kind}. Set its policy first.',
  APPROVAL_STEP_EMPTY: 'A step needs at least one approver.',
  APPROVAL_QUORUM_INVALID: 'A step by QUORUM says how many approvals it takes, from 1 on.',
  APPROVAL_LIMITS_INVALID: 'The lower limit lies below the upper one; both have one currency.',
  APPROVAL_APPROVER_INVALID: 'An approver is a user, a role or a resolver: give exactly one.',
  APPROVAL_RESOLVER_UNKNOWN: 'No plugin offers the approver {key}.',
  APPROVAL_NOBODY: 'Step {step} takes {needed} approvals, and {found} people could give them.',
  APPROVAL_PENDING: 'An approval of this is asked for already.',
  APPROVAL_ENDED: 'This is {state}; only what is PENDING is decided, changed or withdrawn.',
  APPROVAL_OWN: 'Nobody decides the own request, not for others either.',
  APPROVAL_NOT_SEATED: 'You are not asked at this step, and stand in for nobody who is.',
  APPROVAL_VOTED: 'You have voted at this step already; one person has one vote.',
  APPROVAL_NOT_REQUESTER: 'Only who asked for it may do that.',
  APPROVAL_TIMES_INVALID: 'The first day lies before the day on which it ends.',
  SUBSTITUTE_SELF: 'Nobody is the own substitute.',
  SUBSTITUTE_ENDED: 'It has ended by then.',
});
