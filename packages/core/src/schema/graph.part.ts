import { importErrors } from '../imports/errors.js';
import { ImportFault } from '../imports/import-fault.entity.js';
import { ImportFaultType } from '../imports/import-fault.types.js';
import { ImportTemplateResolver } from '../imports/template.resolver.js';
import { jobErrors } from '../jobs/errors.js';
import { Job } from '../jobs/job.entity.js';
import { JobResolver } from '../jobs/job.resolver.js';
import { JobType } from '../jobs/job.types.js';
import { NodeResolver } from '../read/node.resolver.js';
import type { PluginPart } from '../plugin/part.js';
import {
  ApiKeyType,
  GrantType,
  RolePermissionType,
  RoleType,
  SessionType,
} from './access.types.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyResolver } from './api-key.resolver.js';
import { CompanyResolver, OrgUnitResolver } from './company.resolver.js';
import { LegalEntityType, OrganizationType, OrgUnitType, SiteType } from './company.types.js';
import { roles } from './default-roles.js';
import { errors } from './errors.js';
import { Grant } from './grant.entity.js';
import { GrantResolver } from './grant.resolver.js';
import { LegalEntity } from './legal-entity.entity.js';
import { init } from './migrations/0001-init.js';
import { kernel } from './migrations/0002-kernel.js';
import { jobs } from './migrations/0003-jobs.js';
import { textSearch } from './migrations/0102-text-search.js';
import { OrgUnit } from './org-unit.entity.js';
import { Organization } from './organization.entity.js';
import { PersonResolver, UserResolver } from './people.resolver.js';
import { PersonType, UserType } from './people.types.js';
import { permissions, rules } from './permissions.js';
import { Person } from './person.entity.js';
import { Role, RolePermission } from './role.entity.js';
import { RoleResolver } from './role.resolver.js';
import { Session } from './session.entity.js';
import { SessionResolver } from './session.resolver.js';
import { Site } from './site.entity.js';
import { User } from './user.entity.js';
import { ViewerResolver } from './viewer.resolver.js';
import { errorsOf } from '../write/errors.js';
import { KERNEL_ERRORS } from '../write/violations.js';

/** The organization, its people and who may do what; jobs and imports. */
export const graphPart: PluginPart = {
  entities: [
    Organization,
    LegalEntity,
    OrgUnit,
    Site,
    Person,
    User,
    Role,
    RolePermission,
    Grant,
    ApiKey,
    Session,
    Job,
    ImportFault,
  ],
  types: [
    OrganizationType,
    LegalEntityType,
    OrgUnitType,
    SiteType,
    PersonType,
    UserType,
    RoleType,
    RolePermissionType,
    GrantType,
    ApiKeyType,
    SessionType,
    JobType,
    ImportFaultType,
  ],
  migrations: [init, kernel, jobs, textSearch],
  globalTables: {
    login: 'One person may work for several organizations; out of reach of the run-time roles.',
    login_attempt: 'Counted before it is known whether the organization exists.',
  },
  resolvers: [
    ViewerResolver,
    NodeResolver,
    CompanyResolver,
    OrgUnitResolver,
    PersonResolver,
    UserResolver,
    RoleResolver,
    GrantResolver,
    ApiKeyResolver,
    SessionResolver,
    JobResolver,
    ImportTemplateResolver,
  ],
  permissions,
  rules,
  roles,
  errors: {
    ...errors.table,
    ...errorsOf('core', KERNEL_ERRORS).table,
    ...jobErrors.table,
    ...importErrors.table,
  },
};
