import type { Migration } from '@bureau/core';
import { postEntries, postEntriesBefore } from './answer/post-entries.js';

const FUNCTIONS = [
  'post_entries(jsonb, jsonb, boolean, uuid, boolean)',
  'judge_lines(jsonb, text)',
  'judge_entries(jsonb, accounting.posting_line[], uuid, boolean)',
];

const each = (how: string) =>
  FUNCTIONS.map((one) => `alter function accounting.${one} ${how};`).join('\n');

/**
 * A posting costs the same however many entries there are. The function joined what it had written
 * by `coalesce(...)`, which may leak rows in the eyes of the planner: behind row-level security
 * such a condition uses no index, and every call read all entries of the organization (100,000:
 * 180 ms instead of 7). Its parts also keep one plan instead of making the first five of each
 * connection for nothing.
 */
export const postingAnswer: Migration = {
  name: '0120-posting-answer',
  up: `${postEntries}${each('set plan_cache_mode = force_generic_plan')}`,
  down: `${postEntriesBefore}${each('reset plan_cache_mode')}`,
};
