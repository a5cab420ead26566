import { expose, type Exposed } from '../model/expose.js';
import { Mail } from './mail.entity.js';

export const MailType: Exposed = expose(Mail, {
  prefix: 'mail',
  filter: ['user', 'kind', 'address', 'state', 'sentAt'],
  order: ['sentAt', 'state'],
});
