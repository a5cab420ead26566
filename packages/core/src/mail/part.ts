import { permissionsOf } from '../authz/permissions.js';
import type { JobDefinition } from '../jobs/job-definition.js';
import type { PluginPart } from '../plugin/part.js';
import { mailSend } from './mail-job.js';
import { createMailService, MailService } from './mail.service.js';
import { Mail } from './mail.entity.js';
import { MailType } from './mail.types.js';

const READ = 'core.mail.read';

/** Mails on their way, and what became of them. */
export const mailPart: PluginPart = {
  entities: [Mail],
  types: [MailType],
  jobs: [mailSend as JobDefinition],
  services: [{ token: MailService, create: createMailService }],
  permissions: permissionsOf('core', {
    'mail.read': 'See which mails went out to whom, and what became of them; never their text.',
  }),
  rules: { Mail: { '*': READ } },
  roles: [
    {
      key: 'admin',
      name: 'Administrator',
      description: 'Keeps the company structure, users and roles.',
      permissions: [READ],
    },
  ],
};
