import type { Migration } from '../../plugin/definition.js';

/** The keys of files may be sealed anew, by a newer key of their organization. Frozen. */
export const fileKeys: Migration = {
  name: '0270-file-keys',
  up: `
grant update (data_key) on core.blob to bureau_app;
comment on column core.blob.data_key is
  'Key of these bytes, sealed by a key of the organization: v1 its first, k2 its second, and so on';
comment on column core.organization_key.wrapped is
  'Its keys, AES-256-GCM; null: from before keys were kept, filled at its first use';`,
  down: `
revoke update (data_key) on core.blob from bureau_app;
comment on column core.blob.data_key is 'Key of these bytes, sealed by the organization key';
comment on column core.organization_key.wrapped is
  'The key, AES-256-GCM; null: from before keys were kept, filled at its first use';`,
};
