import { createHash, randomBytes } from 'node:crypto';
import { type Ctx, uuidv7 } from '@bureau/core';
import type { Employee } from '../employee.entity.js';
import { grievanceErrors } from './errors.js';
import { Grievance } from './grievance.entity.js';
import type { GrievanceFileInput } from './grievance-inputs.js';
import { GrievanceAccused, GrievanceHandler, GrievanceMessage } from './grievance-people.entity.js';
import { demandHandlers, employeesOf } from './line.js';
import { tellHandlers } from './notices.js';

const MOST_ACCUSED = 20;
const MOST_WORDS = 10_000;
const MOST_TITLE = 200;

/**
 * Takes a grievance in, for those who look into it only.
 * @param from who files it, or the code to come back with
 * @throws HR_GRIEVANCE_NO_HANDLER, HR_GRIEVANCE_NUMBER, HR_GRIEVANCE_TEXT
 */
export async function fileGrievance(
  ctx: Ctx,
  input: GrievanceFileInput,
  from: { filedBy: Employee } | { code: string },
): Promise<Grievance> {
  const numbers = input.accusedNumbers ?? [];
  if (numbers.length > MOST_ACCUSED) {
    throw grievanceErrors.GRIEVANCE_ACCUSED({}, ['input', 'accusedNumbers']);
  }
  const accused = await employeesOf(ctx, numbers);
  const grievance = ctx.em.create(Grievance, {
    ...{ id: uuidv7(), category: input.category, filedOn: ctx.today },
    ...Grievance.deadlines(ctx.today),
    title: written(input.title, ['input', 'title'], MOST_TITLE),
    filedBy: 'filedBy' in from ? from.filedBy : null,
    codeHash: 'code' in from ? hashOf(from.code) : null,
  });
  for (const employee of accused) ctx.em.create(GrievanceAccused, { grievance, employee });
  const words = written(input.words, ['input', 'words']);
  ctx.em.create(GrievanceMessage, { id: uuidv7(), grievance, author: 'REPORTER', words });
  await demandHandlers(ctx, grievance);
  await ctx.em.flush();
  await tellHandlers(ctx, grievance, { key: 'filed' });
  return grievance;
}

/** Those who look into a grievance at present. */
export function handlersOf(ctx: Ctx, grievance: Grievance): Promise<GrievanceHandler[]> {
  return ctx.em.find(GrievanceHandler, { grievance, isActive: true });
}

/** Text without white space around it. @throws HR_GRIEVANCE_TEXT */
export function written(text: string, path: readonly string[], most = MOST_WORDS): string {
  const words = text.trim();
  if (words === '' || words.length > most) throw grievanceErrors.GRIEVANCE_TEXT({}, path);
  return words;
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code of 120 bits in groups of four letters, none of which looks like another one. */
export function newCode(): string {
  const letters = [...randomBytes(24)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** What is kept of a code; how it is written does not matter. */
export function hashOf(code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(plain).digest();
}
