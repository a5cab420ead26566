import { ANYONE, permissionsOf, SIGNED_IN } from '../authz/permissions.js';
import type { JobDefinition } from '../jobs/job-definition.js';
import type { NotificationKind } from '../notifications/declaration.js';
import type { PluginPart } from '../plugin/part.js';
import { identity } from '../schema/migrations/0013-identity.js';
import { passwordReset } from '../schema/migrations/0040-password-reset.js';
import { accessNotices } from '../schema/migrations/0095-access-notices.js';
import { accessInTransaction } from '../schema/migrations/0280-access-in-transaction.js';
import { secondFactorNotices } from '../schema/migrations/0101-second-factor-notices.js';
import { oidc } from '../schema/migrations/0033-oidc.js';
import { secondFactorRules } from '../schema/migrations/0081-second-factor-rules.js';
import { identityErrors } from './errors.js';
import { LoginFailed, SessionCreated, SessionRevoked } from './events.js';
import { invitationNotice } from './invitation-mail.js';
import { InvitationResolver } from './invitation.resolver.js';
import { OidcIdentity, OidcProvider } from './oidc/oidc-provider.entity.js';
import { OidcProviderResolver } from './oidc/oidc-provider.resolver.js';
import { OidcProviderType } from './oidc/oidc-provider.types.js';
import { passwordResetMail } from './password-reset.js';
import { PasswordResetResolver } from './password-reset.resolver.js';
import { PeopleAccess, peopleAccessService } from './people-access.js';
import { identityDocuments } from './public-documents.js';
import { RecoveryCode, SecondFactor } from './second-factor.entity.js';
import { SecondFactorResolver } from './second-factor.resolver.js';
import { SecondFactorType } from './second-factor.types.js';
import { SignInResolver } from './sign-in.resolver.js';

/** Signing in: password, second factor, fresh proofs, invitations. */
export const identityPart: PluginPart = {
  entities: [SecondFactor, RecoveryCode, OidcProvider, OidcIdentity],
  types: [SecondFactorType, OidcProviderType],
  resolvers: [
    SignInResolver,
    SecondFactorResolver,
    InvitationResolver,
    OidcProviderResolver,
    PasswordResetResolver,
  ],
  services: [{ token: PeopleAccess, create: peopleAccessService }],
  jobs: [passwordResetMail as JobDefinition],
  migrations: [
    identity,
    passwordReset,
    oidc,
    secondFactorRules,
    accessNotices,
    secondFactorNotices,
    accessInTransaction,
  ],
  permissions: permissionsOf('core', {
    'secondFactor.read': 'See who has a second factor.',
    'secondFactor.write': 'Remove second factors, also of somebody who lost theirs.',
    'oidcProvider.read': 'See identity providers, without their secrets.',
    'oidcProvider.write': 'Set identity providers, which decide who can sign in.',
  }),
  rules: {
    SecondFactor: { '*': 'core.secondFactor.read' },
    OidcProvider: { '*': 'core.oidcProvider.read' },
    SignInChallenge: { '*': ANYONE },
    // Where only SIGNED_IN stands, the operation tells the own records from those of others.
    Mutation: {
      sessionCreate: ANYONE,
      sessionConfirm: ANYONE,
      sessionStepUp: SIGNED_IN,
      sessionRevokeOthers: SIGNED_IN,
      secondFactorEnrol: SIGNED_IN,
      secondFactorConfirm: SIGNED_IN,
      secondFactorRenewCodes: SIGNED_IN,
      secondFactorRemove: 'core.secondFactor.write',
      apiKeyRotate: 'core.apiKey.write',
      invitationCreate: 'core.user.write',
      invitationAccept: ANYONE,
      passwordResetRequest: ANYONE,
      passwordResetComplete: ANYONE,
      oidcProviderCreate: 'core.oidcProvider.write',
      oidcProviderUpdate: 'core.oidcProvider.write',
      oidcProviderDelete: 'core.oidcProvider.write',
    },
  },
  roles: [
    {
      key: 'admin',
      name: 'Administrator',
      description: 'Keeps the company structure, users and roles.',
      permissions: ['core.secondFactor.read', 'core.secondFactor.write', 'core.oidcProvider.read'],
    },
    {
      key: 'auditor',
      name: 'Auditor',
      description: 'Reads the structure and who may do what; changes nothing.',
      permissions: ['core.secondFactor.read', 'core.oidcProvider.read'],
    },
    {
      key: 'viewer',
      name: 'Viewer',
      description: 'Reads what everybody in the organization may read.',
      permissions: [
        { permission: 'core.secondFactor.read', when: ['own'] },
        { permission: 'core.secondFactor.write', when: ['own'] },
      ],
    },
  ],
  notifications: [invitationNotice as NotificationKind],
  documents: identityDocuments,
  errors: identityErrors.table,
  events: [SessionCreated, SessionRevoked, LoginFailed],
};
