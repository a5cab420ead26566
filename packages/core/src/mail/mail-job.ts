import { z } from 'zod';
import type { RequestContext } from '../context/request.js';
import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import { openFile, runtimeOf } from '../files/file-service.js';
import { enqueueSystemJob } from '../jobs/enqueue.js';
import { defineJob, type JobDefinition, type JobWork } from '../jobs/job-definition.js';
import { unsubscribeUrl } from '../notifications/unsubscribe.js';
import { sealedCell } from '../vault/vault.js';
import type { MailState } from './mail.entity.js';
import type { Letter, Mailer, MailOutcome } from './mailer.js';

interface MailInput {
  /** Uuid. */
  mailId: string;
  /** Uuids of the files that go with it. */
  fileIds?: string[] | undefined;
}

/** Files of one mail, and their bytes in sum. */
export const MOST_FILES = 5;
const MOST_BYTES = 20_000_000;

/** Tries until a mail is given up: some five hours. */
const MAX_ATTEMPTS = 12;
const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 3_600_000;

/** One try to send a mail; the next one is a job of its own. */
export const mailSend: JobDefinition<MailInput> = defineJob({
  kind: 'core.mailSend',
  description: 'Gives one mail to the mail server.',
  input: z.object({ mailId: z.uuid(), fileIds: z.array(z.uuid()).max(MOST_FILES).optional() }),
  run: sendMail,
});

interface Claim {
  mailer: Mailer;
  letter: Letter;
  attempts: number;
}

/**
 * That a try begins is committed before it, and how it ended after it. Where the second is missing
 * (a crash, or no answer to the text) nobody knows whether the mail arrived: it is sent once more
 * under the same Message-ID, and never a third time.
 */
async function sendMail(work: JobWork<MailInput>): Promise<void> {
  let claim: Claim | undefined;
  await work.step(async (ctx) => {
    claim = await claimMail(requestOf(ctx), work.input.mailId);
    return {};
  });
  if (!claim) return;
  const { attempts, mailer, letter } = claim;
  const attachments = await work.read((ctx) => attachmentsOf(ctx, work.input.fileIds ?? []));
  const outcome: MailOutcome = attachments
    ? await mailer.send({ ...letter, attachments })
    : { is: 'REFUSED', error: 'A file that goes with it is gone, or too large.' };
  await work.finish((ctx) => settle(requestOf(ctx), { ...work.input, attempts }, outcome));
}

interface MailRow extends Record<string, unknown> {
  state: MailState;
  kind: string;
  user_id: string | null;
  address: string;
  subject: string;
  body: string | null;
  attempts: string;
  /** 'true' or 'false' */
  is_repeated: string;
  name: string | null;
  /** 'true' where the user is not active any more. */
  is_gone: string;
}

const FOUND = `
  select m.state, m.kind, m.user_id,
    m.address, m.subject, m.body, m.attempts, m.is_repeated::text as is_repeated,
    u.display_name as name, (u.is_active is false)::text as is_gone
  from core.mail m
  left join core.membership u on u.organization_id = m.organization_id and u.id = m.user_id
  where m.id = $1 for update of m`;

const BEGIN = `
  update core.mail set state = 'SENDING', attempts = attempts + 1,
    is_repeated = is_repeated or state = 'SENDING', version = version + 1, updated_at = now()
  where id = $1`;

const END = `
  update core.mail set state = $2, error = coalesce($3, error), body = null,
    sent_at = case when $2 = 'SENT' then now() end, version = version + 1, updated_at = now()
  where id = $1`;

const AGAIN = `
  update core.mail set state = $2, error = $3, version = version + 1, updated_at = now()
  where id = $1`;

async function claimMail(ctx: RequestContext, id: string): Promise<Claim | undefined> {
  const [row] = await ctx.sql<MailRow>(FOUND, [id]);
  if (!row || row.body === null) return undefined;
  const { mailer, vault } = ctx.runtime;
  const isLost = row.state === 'SENDING' && row.is_repeated === 'true';
  if (!mailer || row.is_gone === 'true' || isLost) {
    await ctx.sql(END, [id, isLost ? 'UNCONFIRMED' : 'SKIPPED', null]);
    return undefined;
  }
  await ctx.sql(BEGIN, [id]);
  const { address, subject, name } = row;
  const body = vault.open(ctx.organizationId, sealedCell('core.mail', 'body', id), row.body);
  const { kind, user_id: userId } = row;
  const end = await unsubscribeUrl(ctx, { userId, kind });
  const letter = { id, name: name ?? '', address, subject, body, unsubscribeUrl: end };
  return { mailer, letter, attempts: Number(row.attempts) + 1 };
}

/** The bytes of files; `undefined` where one cannot be read, or they are too many. */
async function attachmentsOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<NonNullable<Letter['attachments']> | undefined> {
  const found: { name: string; mediaType: string; content: Buffer }[] = [];
  let size = 0;
  for (const id of ids) {
    const file = await openFile(runtimeOf(ctx), ctx.organizationId, id);
    size += file?.size ?? 0;
    if (!file || size > MOST_BYTES) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of file.read()) chunks.push(chunk);
    found.push({ name: file.name, mediaType: file.mediaType, content: Buffer.concat(chunks) });
  }
  return found;
}

/** What became of a try; where there is to be another one, its job is in the same commit. */
async function settle(
  ctx: RequestContext,
  { mailId, fileIds, attempts }: MailInput & { attempts: number },
  outcome: MailOutcome,
): Promise<void> {
  if (outcome.is === 'SENT') {
    await ctx.sql(END, [mailId, 'SENT', null]);
  } else if (outcome.is === 'REFUSED' || attempts >= MAX_ATTEMPTS) {
    const state = outcome.is === 'UNKNOWN' ? 'UNCONFIRMED' : 'FAILED';
    await ctx.sql(END, [mailId, state, outcome.error]);
  } else {
    // A text without an answer stays SENDING: the next try is its repetition, or its end.
    const state = outcome.is === 'UNKNOWN' ? 'SENDING' : 'QUEUED';
    await ctx.sql(AGAIN, [mailId, state, outcome.error]);
    const pause = Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE);
    const runAfter = new Date(Date.now() + pause);
    await enqueueSystemJob(ctx, mailSend, { input: { mailId, fileIds }, options: { runAfter } });
  }
}
