import { type Ctx, defineEvent, hook, subscriber, z } from '@bureau/core';
import { documentTrash } from '../library/hooks.js';
import { Document } from '../library/document.entity.js';
import { recordFact } from './record-fact.js';
import { RetentionFact } from './retention-fact.entity.js';
import { demandFree } from './retention-of.js';

/** What others tell that terms run from, and what they ask before something goes. */

/** Nothing that is kept goes into the trash. */
export const keptFromTrash = hook(documentTrash, async (ctx, { document }) => {
  await demandFree(ctx, document.id, ['input', 'documentId']);
});

const employment = z.object({ employeeId: z.uuid(), employmentId: z.uuid() });

/** As HR announces it; nothing but the events is used of that plugin. */
const employeeLeft = defineEvent({
  name: 'hr.employee.left',
  version: 1,
  description: 'The last day of an employment is over, as the day after it begins.',
  payload: employment.extend({ lastDay: z.iso.date() }),
});

const employeeHired = defineEvent({
  name: 'hr.employee.hired',
  version: 1,
  description: 'Somebody was hired, or hired again, from a day on.',
  payload: employment.extend({ startsOn: z.iso.date(), isRehire: z.boolean() }),
});

const PERSON = 'select person_id from hr.employee where id = $1';

async function personOf(ctx: Ctx, employeeId: string): Promise<string | undefined> {
  const [row] = await ctx.sql<{ person_id: string }>(PERSON, [employeeId]);
  return row?.person_id;
}

/** Terms of papers about somebody run from the last day. */
export const employmentEnded = subscriber(employeeLeft, {
  name: 'documents.employmentEnded',
  run: async (ctx, { payload: { employeeId, employmentId, lastDay } }) => {
    const person = await personOf(ctx, employeeId);
    if (person === undefined) return;
    const documents = await ctx.em.find(Document, { person }, { fields: ['id'] });
    for (const { id: documentId } of documents) {
      const source = `Employment ${employmentId}`;
      const event = 'EMPLOYMENT_ENDED' as const;
      await recordFact(ctx, { documentId, event, occurredOn: lastDay, source });
    }
  },
});

/** Whoever comes back has not left: terms wait for the next last day. */
export const employmentResumed = subscriber(employeeHired, {
  name: 'documents.employmentResumed',
  concerns: ({ isRehire }) => isRehire,
  run: async (ctx, { payload: { employeeId } }) => {
    const person = await personOf(ctx, employeeId);
    if (person === undefined) return;
    const where = { document: { person }, event: 'EMPLOYMENT_ENDED' } as const;
    for (const fact of await ctx.em.find(RetentionFact, where)) ctx.em.remove(fact);
  },
});
