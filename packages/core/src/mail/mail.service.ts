import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import { oneLine } from '../notifications/template.js';
import { User } from '../schema/user.entity.js';
import { serviceToken } from '../plugin/definition.js';
import { queueMail } from './queue-mail.js';

/** A mail to somebody outside, who is no user: a customer, say. */
export interface OutsideMail {
  /** What it is about: `accounting.dunning.notice`. */
  kind: string;
  address: string;
  /** One line, at most 200 characters. */
  subject: string;
  /** Plain text. */
  body: string;
  /** One mail for one thing, at most 200 characters; a second one is refused by the database. */
  uniqueKey: string;
  /** Membership (uuid), where it goes to a user whom somebody chose: a recipient of a report. */
  userId?: string;
  /** Uuids of files that go with it: 5 at most, 20 MB in sum. The caller answers for them. */
  fileIds?: readonly string[];
}

/**
 * Mails to people outside, in the open transaction: sent when that commits, never otherwise. Users
 * are told by `ctx.notify`, who choose how.
 */
export interface MailService {
  send(ctx: Ctx, mail: OutsideMail): Promise<void>;
}

export const MailService = serviceToken<MailService>('core.mail');

const SUBJECT_LENGTH = 200;

/** The service as core offers it. */
export function createMailService(): MailService {
  return {
    send: async (ctx, { subject, userId, ...mail }) => {
      const line = oneLine(subject).slice(0, SUBJECT_LENGTH);
      const user = userId === undefined ? null : ctx.em.getReference(User, userId);
      await queueMail(requestOf(ctx), { ...mail, subject: line, user });
    },
  };
}
