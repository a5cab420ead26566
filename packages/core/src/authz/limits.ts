import type { ValidationRule } from 'graphql';
import { Refusal } from '../write/errors.js';
import { CLASS_LIMITS } from './limit-classes.js';
import { limitFaults } from './measure.js';
import type { LimitClass } from './permissions.js';

/** How large an operation may be; fragments count each time that they are spread. */
export interface Limits {
  /** Nested fields, the root field being 1. */
  depth: number;
  /** The same for operations that only introspect: the usual query is 13 deep. */
  introspectionDepth: number;
  /** Fields and fragments. */
  selections: number;
  aliases: number;
  rootFields: number;
  directives: number;
  /** Operations and fragments of the document. */
  definitions: number;
  /** Fields by which a secret can be guessed (login): one of them in an operation. */
  guessFields: readonly string[];
}

/** Limits of an interactive principal. */
export const DEFAULT_LIMITS: Limits = {
  depth: 12,
  introspectionDepth: 20,
  selections: 400,
  aliases: 20,
  rootFields: 20,
  directives: 8,
  definitions: 50,
  guessFields: [
    'sessionCreate',
    'sessionConfirm',
    'sessionStepUp',
    'secondFactorConfirm',
    'passwordChange',
    'invitationAccept',
  ],
};

/** Tokens that a document may have: `maxTokens` of the parser, before anything else sees it. */
export const MAX_TOKENS = 2000;

/**
 * One validation rule that refuses operations beyond the limits with QUERY_TOO_COMPLEX, `limit`
 * and `actual`, at most one error for each limit. It measures when it enters the document; what is
 * refused is not validated any further, because some rules of the language (merging of
 * overlapping fields) take the square of what they read.
 */
export function limitRules(limits: Limits = DEFAULT_LIMITS): ValidationRule[] {
  return [
    (context) => ({
      Document(document) {
        const faults = limitFaults(document, limits);
        for (const fault of faults) context.reportError(tooComplex(fault));
        // A visitor that returns a node has the rest of the visit, all rules', go on with that.
        return faults.length === 0 ? undefined : { ...document, definitions: [] };
      },
    }),
  ];
}

/** One limit that was passed. */
export interface LimitFault {
  limit: Exclude<keyof Limits, 'guessFields' | 'introspectionDepth'> | 'guessFields';
  allowed: number;
  actual: number;
}

const WORDS: Readonly<Record<LimitFault['limit'], string>> = {
  depth: 'levels deep',
  selections: 'selected fields',
  aliases: 'aliases',
  rootFields: 'root fields',
  directives: 'directives',
  definitions: 'operations and fragments',
  guessFields: 'field that takes a secret',
};

function tooComplex({ limit, allowed, actual }: LimitFault): Refusal {
  const message =
    `Too complex: at most ${allowed} ${WORDS[limit]} in an operation, this one has ${actual}. ` +
    'Split it into several operations.';
  return new Refusal('QUERY_TOO_COMPLEX', message, { limit, allowed, actual });
}

/** The largest `first` or `last` of a connection for callers of a class. */
export function pageLimit(limitClass: LimitClass): number {
  return CLASS_LIMITS[limitClass].page;
}

/** The largest array input for callers of a class. */
export function batchLimit(limitClass: LimitClass): number {
  return CLASS_LIMITS[limitClass].arrayItems;
}
