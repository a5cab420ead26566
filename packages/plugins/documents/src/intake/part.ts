import type { BackgroundFactory, PluginPart, RuleTree } from '@bureau/core';
import { intake } from '../migrations/0033-intake.js';
import type { DocumentsSettings } from '../settings.js';
import { IntakeAddress, IntakeArrival } from './intake-address.entity.js';
import { IntakeResolver } from './intake.resolver.js';
import { IntakeAddressType } from './intake.types.js';
import { createMailIn } from './mail-in.js';
import { createWatchedFolder } from './watched-folder.js';

const SETUP = 'documents.setup.manage';

const rules: RuleTree = {
  IntakeAddress: { '*': SETUP },
  Query: { intakeAddress: SETUP, intakeAddresses: SETUP },
  Mutation: { intakeAddressCreate: SETUP, intakeAddressUpdate: SETUP },
};

const mailIn: BackgroundFactory = (host) => {
  const settings = (host.settings as DocumentsSettings).mailIn;
  return settings === null ? undefined : createMailIn(host, settings);
};

const watchedFolder: BackgroundFactory = (host) => {
  const settings = (host.settings as DocumentsSettings).watchedFolder;
  return settings === null ? undefined : createWatchedFolder(host, settings);
};

/** Papers that come by themselves: by mail, and into a folder. */
export const intakePart: PluginPart = {
  entities: [IntakeAddress, IntakeArrival],
  types: [IntakeAddressType],
  migrations: [intake],
  resolvers: [IntakeResolver],
  rules,
  background: [mailIn, watchedFolder],
};
