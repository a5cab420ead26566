import { type Ctx, Secrets } from '@bureau/core';
import type { Day } from '../day.js';
import { hashOf } from './file-grievance.js';
import { Grievance, type GrievanceOutcome, type GrievanceState } from './grievance.entity.js';
import type { GrievanceStanding } from './grievance-inputs.js';
import { GrievanceMessage } from './grievance-people.entity.js';

interface StandingRow extends Record<string, unknown> {
  id: string;
  state: GrievanceState;
  filed_on: Day;
  answer_by: Day;
  outcome: GrievanceOutcome | null;
  outcome_words: string | null;
}

const FOUND = `
  select id, state, filed_on, answer_by, outcome, outcome_words from hr.grievance
  where code_hash = decode($1, 'hex')`;

interface WordsRow extends Record<string, unknown> {
  id: string;
  at: string;
  author: string;
  words: string | null;
}

const WORDS = `
  select * from (
    select id, author, words, created_at,
      to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from hr.grievance_message where grievance_id = $1::uuid and not is_internal
    order by created_at desc, id desc limit 100) latest
  order by created_at, id`;

/** What whoever has the code may see: nothing of who looks into it or who is meant. */
export async function standingOf(ctx: Ctx, code: string): Promise<GrievanceStanding | null> {
  const [row] = await ctx.sql<StandingRow>(FOUND, [hashOf(code).toString('hex')]);
  if (!row) return null;
  const secrets = ctx.service(Secrets);
  const grievance = { id: row.id, outcomeWords: row.outcome_words } as Grievance;
  const messages = await ctx.sql<WordsRow>(WORDS, [row.id]);
  return {
    ...{ state: row.state, filedOn: row.filed_on, answerBy: row.answer_by, outcome: row.outcome },
    outcomeWords: secrets.open(ctx, { entity: Grievance, property: 'outcomeWords' }, grievance),
    messages: messages.map(({ id, at, author, words }) => {
      const message = { id, words } as GrievanceMessage;
      const plain = secrets.open(ctx, { entity: GrievanceMessage, property: 'words' }, message);
      return { at, isOwn: author === 'REPORTER', words: plain ?? '' };
    }),
  };
}
