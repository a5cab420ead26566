import { comments, RECORD, tenant } from './tenant.js';

const DELIVERY = "('NONE', 'IN_APP', 'IMMEDIATE', 'DAILY', 'WEEKLY')";

/** What people are told, how they want it, and the mails that carry it. */
export const notificationTables = `
create table core.mail (${RECORD},
  user_id uuid,
  kind varchar(120) not null,
  address varchar(254) not null,
  subject varchar(200) not null,
  body text,
  state text not null default 'QUEUED'
    check (state in ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'SKIPPED', 'UNCONFIRMED')),
  attempts integer not null default 0,
  is_repeated boolean not null default false,
  error varchar(200),
  sent_at timestamptz(6),
  unique_key varchar(200),
  constraint mail_unique_key unique (organization_id, unique_key),
  constraint mail_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id),
  constraint mail_sent_check check ((state = 'SENT') = (sent_at is not null))
);
create index mail_user_idx on core.mail (organization_id, user_id, id);
create index mail_kind_idx on core.mail (organization_id, kind, id);
create index mail_address_idx on core.mail (organization_id, address, id);
create index mail_state_idx on core.mail (organization_id, state, id);
create index mail_sent_at_idx on core.mail (organization_id, sent_at, id);
${tenant('mail')}
${comments('mail', 'A mail on its way, or what became of it.', {
  user_id: 'Who gets it; null: somebody without a login here',
  kind: 'What it is about: a kind of notification, or what core sends by itself',
  address: 'Where it goes',
  subject: 'Its subject, one line',
  body: 'Its text, sealed; null when it has ended',
  state: 'Where it is',
  attempts: 'How often it was given to the mail server',
  is_repeated: 'It was given to the mail server again after a try whose end nobody saw',
  error: 'What the mail server answered last, in short',
  sent_at: 'When the mail server took it over',
  unique_key: 'One mail for one thing, such as the digest of a day',
})}

create table core.notification (${RECORD},
  user_id uuid not null,
  kind varchar(120) not null,
  title varchar(200) not null,
  body varchar(4000) not null,
  record_type varchar(80),
  record_id uuid,
  read_at timestamptz(6),
  delivery text not null check (delivery in ${DELIVERY}),
  mail_id uuid,
  unique_key varchar(200),
  constraint notification_unique_key unique (organization_id, user_id, kind, unique_key),
  constraint notification_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id),
  constraint notification_mail_fkey foreign key (organization_id, mail_id)
    references core.mail (organization_id, id),
  constraint notification_record_check check ((record_type is null) = (record_id is null))
);
create index notification_user_idx on core.notification (organization_id, user_id, id);
create index notification_kind_idx on core.notification (organization_id, kind, id);
create index notification_read_at_idx on core.notification (organization_id, read_at, id);
create index notification_record_idx on core.notification (organization_id, record_id, id);
create index notification_mail_idx on core.notification (organization_id, mail_id, id);
create index notification_unread_idx on core.notification (organization_id, user_id, id)
  where read_at is null;
create index notification_digest_idx on core.notification (organization_id, delivery, user_id, id)
  where mail_id is null and read_at is null;
${tenant('notification')}
${comments('notification', 'Something that a user is told.', {
  user_id: 'Who is told',
  kind: 'What it is about, such as assets.warranty.ending',
  title: 'In one line',
  body: 'In full, plain text',
  record_type: 'Type of the record that it is about',
  record_id: 'The record that it is about',
  read_at: 'When it was read',
  delivery: 'How it was to be delivered when it was made',
  mail_id: 'The mail that it went out with',
  unique_key: 'One notification of a kind for one thing',
})}

create table core.notification_preference (${RECORD},
  user_id uuid not null,
  topic varchar(120) not null,
  delivery text not null check (delivery in ${DELIVERY}),
  digest_hour integer not null default 7 check (digest_hour between 0 and 23),
  constraint notification_preference_topic_key unique (organization_id, user_id, topic),
  constraint notification_preference_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id)
);
create index notification_preference_topic_idx
  on core.notification_preference (organization_id, topic, id);
${tenant('notification_preference')}
${comments('notification_preference', 'How a user wants to be told about one topic.', {
  user_id: 'Whose wish it is',
  topic: 'A kind, a category, or * for everything else',
  delivery: 'How',
  digest_hour: 'Hour of the day, time zone of the organization, of digests; of topic * only',
})}

create table core.notification_template (${RECORD},
  kind varchar(120) not null,
  locale varchar(35) not null,
  title varchar(500) not null check (btrim(title) <> ''),
  body varchar(10000) not null check (btrim(body) <> ''),
  constraint notification_template_kind_key unique (organization_id, kind, locale)
);
create index notification_template_locale_idx
  on core.notification_template (organization_id, locale, id);
${tenant('notification_template')}
${comments('notification_template', 'Words of an organization for a kind of notification.', {
  kind: 'The kind',
  locale: 'Language tag of these words',
  title: 'Liquid template of the title',
  body: 'Liquid template of the text',
})}
grant select, insert, update on core.mail, core.notification to bureau_app, bureau_worker;
grant select, insert, update, delete on core.notification_preference, core.notification_template
  to bureau_app, bureau_worker;
grant select on core.mail, core.notification, core.notification_preference,
  core.notification_template to bureau_reader;
`;

/** Takes them back. */
export const notificationTablesDown = `
drop table core.notification_template, core.notification_preference, core.notification, core.mail;
`;
