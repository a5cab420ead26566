import {
  type DefaultRole,
  permissionsOf,
  type RolePermission,
  type RuleTree,
} from '../authz/permissions.js';
import { OnBehalf, onBehalfService } from '../context/on-behalf.js';
import { Outside, outsideService } from '../context/outside.js';
import type { PluginPart } from '../plugin/part.js';
import { files as migration } from '../schema/migrations/0015-files.js';
import { uploadClockMigration } from '../schema/migrations/0075-upload-clock.js';
import { fileErrors } from './errors.js';
import { File } from './file.entity.js';
import { FileResolver } from './file.resolver.js';
import { Files, fileService } from './file-service.js';
import { FileType } from './file.types.js';
import { IMPORT_PURPOSE } from './import-purpose.js';
import { Upload } from './upload.entity.js';
import { UploadResolver } from './upload.resolver.js';
import { UploadType } from './upload.types.js';

const rules: RuleTree = {
  Query: {
    upload: 'core.upload.write',
    uploads: 'core.upload.write',
    file: 'core.file.read',
    files: 'core.file.read',
  },
  Upload: { '*': 'core.upload.write' },
  File: { '*': 'core.file.read' },
  Mutation: {
    fileUploadCreate: 'core.upload.write',
    fileUploadFinish: 'core.upload.write',
    fileDelete: 'core.file.delete',
  },
};

/** The own files, and those of records that one may see. */
const SEEN: RolePermission = { permission: 'core.file.read', when: ['own', 'attached'] };
const OWN: RolePermission = { permission: 'core.file.delete', when: ['own'] };

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: ['core.upload.write', SEEN, OWN],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [SEEN],
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what everybody in the organization may read.',
    permissions: [SEEN],
  },
];

/** Files: slots for what comes in, encrypted bytes, addresses for what goes out. */
export const filesPart: PluginPart = {
  entities: [Upload, File],
  types: [UploadType, FileType],
  resolvers: [UploadResolver, FileResolver],
  permissions: permissionsOf('core', {
    'upload.write': 'Send files.',
    'file.read': 'Read files: the own ones, those of records that one may see, or all.',
    'file.delete': 'Delete files that belong to no record.',
  }),
  rules,
  roles,
  errors: fileErrors.table,
  migrations: [migration, uploadClockMigration],
  services: [
    { token: Files, create: fileService },
    { token: Outside, create: () => outsideService },
    { token: OnBehalf, create: () => onBehalfService },
  ],
  files: [IMPORT_PURPOSE],
};
