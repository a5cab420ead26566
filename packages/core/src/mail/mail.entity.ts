import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { secret } from '../model/secret.js';
import { User } from '../schema/user.entity.js';

/** Where a mail is. */
export const MailState = enumOf('MailState', 'Where a mail is.', {
  QUEUED: 'Waits to be sent, for the first time or again.',
  SENDING: 'Was given to the mail server, whose answer is awaited.',
  SENT: 'The mail server took it over.',
  FAILED: 'The mail server refused it for good.',
  SKIPPED: 'There is no mail server.',
  UNCONFIRMED:
    'Sent twice without an answer; not tried again, so that nobody gets it a third time.',
});
export type MailState = EnumValue<typeof MailState>;

/** A mail on its way. Its text is kept, sealed, until it has ended; it may hold a token. */
export const MailSchema = defineEntity({
  name: 'Mail',
  schema: 'core',
  tableName: 'mail',
  comment: 'A mail on its way, or what became of it.',
  properties: {
    ...record(),
    user: () => p.manyToOne(User).nullable().comment('Who gets it, where it is a user'),
    kind: p.string().length(120).comment('What it is about: a kind of notification, mostly'),
    address: p.string().length(254).comment('Where it goes'),
    subject: p.string().length(200).comment('Its subject, one line'),
    body: secret().nullable().hidden().comment('Its text, until it has ended'),
    state: choice(MailState).default('QUEUED').comment('Where it is'),
    attempts: p.integer().default(0).comment('How often it was given to the mail server'),
    isRepeated: p
      .boolean()
      .default(false)
      .comment('It was sent again after a try whose end nobody saw'),
    error: p.string().length(200).nullable().comment('What the mail server answered last'),
    sentAt: p.datetime(6).nullable().comment('When the mail server took it over'),
    uniqueKey: p.string().length(200).nullable().hidden().comment('One mail for one thing'),
  },
});

export class Mail extends MailSchema.class {}
MailSchema.setClass(Mail);
