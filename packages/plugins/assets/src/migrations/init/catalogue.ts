import { comments, RECORD, tenant } from './tenant.js';

/** Kinds of equipment and products. */
export const catalogue = `
create table assets.category (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  constraint category_code_key unique (organization_id, code),
  constraint category_code_filled_check check (btrim(code) <> ''),
  constraint category_name_filled_check check (btrim(name) <> '')
);
create index category_name_idx on assets.category (organization_id, name, id);
create index category_search_idx on assets.category
  using gin (name public.gin_trgm_ops, code public.gin_trgm_ops);
${tenant('category')}

create table assets.asset_model (${RECORD},
  code varchar(60) not null,
  name varchar(200) not null,
  manufacturer varchar(120),
  category_id uuid not null,
  warranty_months integer,
  constraint asset_model_code_key unique (organization_id, code),
  constraint asset_model_category_id_fkey foreign key (organization_id, category_id)
    references assets.category (organization_id, id),
  constraint asset_model_code_filled_check check (btrim(code) <> ''),
  constraint asset_model_name_filled_check check (btrim(name) <> ''),
  constraint asset_model_warranty_check check (warranty_months between 0 and 600)
);
create index asset_model_name_idx on assets.asset_model (organization_id, name, id);
create index asset_model_manufacturer_idx
  on assets.asset_model (organization_id, manufacturer, id);
create index asset_model_category_id_idx on assets.asset_model (organization_id, category_id);
create index asset_model_warranty_months_idx
  on assets.asset_model (organization_id, warranty_months);
create index asset_model_search_idx on assets.asset_model using gin
  (name public.gin_trgm_ops, code public.gin_trgm_ops, manufacturer public.gin_trgm_ops);
${tenant('asset_model')}
`;

export const catalogueComments = [
  comments('category', 'A kind of equipment, such as laptops.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
  }),
  comments(
    'asset_model',
    'A product of a manufacturer of which the organization has one or many.',
    {
      code: 'Short code, unique in the organization',
      name: 'Name of the product',
      manufacturer: 'Who makes it',
      category_id: 'The kind of equipment that it is',
      warranty_months: 'Usual warranty in months from the purchase',
    },
  ),
].join('\n');

export const catalogueDown = `
drop table assets.asset_model;
drop table assets.category;
`;
