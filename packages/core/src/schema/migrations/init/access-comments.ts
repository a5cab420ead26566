import { comments } from './tenant.js';

const base = {
  organization_id: 'Organization that the row belongs to',
  id: 'Opaque, sortable id',
  version: 'Grows by one with each change',
  created_at: 'When the record was made',
  updated_at: 'When the record was last changed',
};

/** The same sentences as in the entities: the database explains itself. */
export const accessComments = [
  comments('person', 'A human being whom the organization knows, whatever the role.', {
    ...base,
    given_name: 'First name or names',
    family_name: 'Family name',
    preferred_name: 'Used instead of the given name',
    display_name: 'Preferred or given name and family name; kept by the database',
    email: 'E-mail address, lower case',
    phone: 'Telephone number',
    birth_date: 'Date of birth',
  }),
  comments('login', 'A global login; no run-time role reaches it but through functions.', {
    id: 'Opaque id',
    email: 'E-mail address, lower case',
    created_at: 'When the record was made',
  }),
  comments('membership', 'Somebody or some program that may work in this organization.', {
    ...base,
    kind: 'Human being or program',
    email: 'E-mail address of the login, lower case',
    display_name: 'Name shown to others',
    is_active: 'False: every credential is refused',
    person_id: 'The person who this is',
    login_id: 'Global login; null for programs',
  }),
  comments('login_password', 'Password of a membership; reached by functions only.', {
    organization_id: base.organization_id,
    membership_id: 'Whose password it is',
    password_hash: 'argon2id in PHC string format',
    updated_at: 'When it was set',
  }),
  comments('login_attempt', 'Attempts to sign in since the last success, known name or not.', {
    key: 'SHA-256 of slug and e-mail address',
    failed_count: 'Attempts counted; ten lock',
    locked_until: 'Until then every attempt fails',
    updated_at: 'Last attempt; forgotten after a day',
  }),
  comments('role', 'A set of permissions that users are granted together.', {
    ...base,
    key: 'Stable short name, unique in the organization',
    name: 'Name for people',
    description: 'What holders of the role do',
    limit_class: 'Limits of its holders',
    is_default: 'Contributed by plugins',
  }),
  comments('role_permission', 'One permission of a role, for all rows or under conditions.', {
    ...base,
    role_id: 'The role',
    permission: 'plugin.resource.verb, or * for every permission',
    conditions: 'Row conditions of which one must hold; null: every row',
  }),
  comments('role_default', 'Default permissions given once; what was taken away stays away.', {
    organization_id: base.organization_id,
    role_key: 'Key of the default role',
    permission: 'Permission that was contributed; empty: the role itself',
  }),
  comments('role_grant', 'A role that a user holds.', {
    ...base,
    user_id: 'Who holds the role',
    role_id: 'The role',
  }),
  comments('api_key', 'A credential for programs; kept as a hash only.', {
    ...base,
    name: 'What it is used for',
    prefix: 'First characters of the key, to recognise it by',
    key_hash: 'SHA-256 of the whole key',
    user_id: 'Whose rights it uses',
    scopes: 'Permissions that it may use of its owner; * means all of them',
    expires_at: 'From then on it is refused',
    last_used_at: 'Last use, to the minute',
    revoked_at: 'When it was withdrawn',
  }),
  comments('session', 'One sign-in of a user; ends after 12 idle hours or 7 days.', {
    ...base,
    user_id: 'Who signed in',
    token_hash: 'SHA-256 of the token',
    last_seen_at: 'Last use, to the minute',
    expires_at: 'End, however much it is used',
    revoked_at: 'When it was ended',
  }),
].join('\n');
