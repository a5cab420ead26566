import { defineEntity, p } from '@mikro-orm/core';
import { record } from '../model/record.js';
import { secret } from '../model/secret.js';
import { User } from '../schema/user.entity.js';

/** An authenticator app of a user; asked for at sign-in from its confirmation on. */
export const SecondFactorSchema = defineEntity({
  name: 'SecondFactor',
  schema: 'core',
  tableName: 'second_factor',
  comment: 'An authenticator app of a user: one-time codes by time (RFC 6238).',
  properties: {
    ...record(),
    user: () => p.manyToOne(User).comment('Whose it is'),
    secret: secret().hidden().comment('Shared secret, sealed'),
    confirmedAt: p
      .datetime(6)
      .nullable()
      .comment('When its first code was given; until then it is not asked for'),
    lastUsedAt: p.datetime(6).nullable().comment('When a code of it was last accepted'),
    lastStep: p
      .integer()
      .nullable()
      .hidden()
      .comment('Time step of the last accepted code; no code counts twice'),
  },
});

export class SecondFactor extends SecondFactorSchema.class {}
SecondFactorSchema.setClass(SecondFactor);

/** A code that replaces the authenticator app once. */
export const RecoveryCodeSchema = defineEntity({
  name: 'RecoveryCode',
  schema: 'core',
  tableName: 'recovery_code',
  comment: 'A code that replaces the authenticator app once.',
  properties: {
    ...record(),
    secondFactor: () => p.manyToOne(SecondFactor).hidden().comment('What it stands in for'),
    codeHash: p.string().length(43).hidden().comment('Keyed hash of the code'),
    usedAt: p.datetime(6).nullable().comment('When it was used up'),
  },
});

export class RecoveryCode extends RecoveryCodeSchema.class {}
RecoveryCodeSchema.setClass(RecoveryCode);
