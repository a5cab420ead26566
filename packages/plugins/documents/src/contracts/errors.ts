import { errorsOf } from '@bureau/core';

/** Business errors of contracts; codes are `DOCUMENTS_<KEY>` and never renamed. */
export const contractErrors = errorsOf('documents', {
  CONTRACT_TITLE: 'A contract needs a title.',
  CONTRACT_PARTY: 'A contract needs at least one party, and each of them once.',
  CONTRACT_SPAN: 'A contract ends on its first day or later.',
  CONTRACT_NOTICE: 'A term of notice is a number above zero and its unit, both or none.',
  CONTRACT_RENEWAL: 'A contract that goes on by itself has a last day, and 1 to 120 months more.',
  CONTRACT_REMINDER: 'People are told 0 to 366 days before.',
  CONTRACT_VALUE: 'The value is not below zero and has no more decimals than {currency}.',
  CONTRACT_OWNER: 'Whoever answers for a contract is an active user.',
  CONTRACT_STATE: 'Contract {number} is {state}.',
  CONTRACT_BOUND: 'Contract {number} is in force: end it and make another one of new terms.',
  CONTRACT_END: 'Contract {number} ends between its first day and {latest}.',
  CONTRACT_REASON: 'Say why it is ended.',
});
