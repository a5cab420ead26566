import type { RequestContext } from '../context/request.js';
import { enqueueSystemJob } from '../jobs/enqueue.js';
import { uuidv7 } from '../model/ids.js';
import type { User } from '../schema/user.entity.js';
import { mailSend } from './mail-job.js';
import { Mail } from './mail.entity.js';

/** A mail to be sent when the open transaction has committed. */
export interface OutgoingMail {
  user: User | null;
  kind: string;
  address: string;
  /** One line. */
  subject: string;
  /** Plain text; sealed at rest, forgotten when the mail has ended. */
  body: string;
  uniqueKey?: string;
  /** Uuids of the files that go with it. */
  fileIds?: readonly string[] | undefined;
}

/** Puts a mail and the job that sends it into the open transaction. */
export async function queueMail(
  ctx: RequestContext,
  { fileIds, ...outgoing }: OutgoingMail,
): Promise<Mail> {
  const mail = ctx.em.create(Mail, {
    id: uuidv7(),
    state: 'QUEUED',
    attempts: 0,
    isRepeated: false,
    error: null,
    sentAt: null,
    ...outgoing,
    uniqueKey: outgoing.uniqueKey ?? null,
  });
  const files = fileIds?.length ? { fileIds: [...fileIds] } : {};
  await enqueueSystemJob(ctx, mailSend, { input: { mailId: mail.id, ...files }, options: {} });
  return mail;
}
