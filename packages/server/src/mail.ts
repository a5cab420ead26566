import { createMailer, type Mailer } from '@bureau/core';
import type { Environment } from './environment.js';

/** Where mails go; `undefined` where there is no mail server. */
export function mailerOf({ mail }: Environment): Mailer | undefined {
  return mail && createMailer(mail);
}
