import type { Migration } from '@bureau/core';

/** Notes of leave are sealed; those of before wait in a column of their own for a job to do it. */
export const leaveNotes: Migration = {
  name: '0093-leave-notes',
  up: `
alter table hr.leave_request rename column note to plain_note;
alter table hr.leave_request add column note text;
create index leave_request_plain_note_idx on hr.leave_request (organization_id, id)
  where plain_note is not null;
comment on column hr.leave_request.plain_note is 'Not sealed yet';
comment on column hr.leave_request.note is 'Words of whoever asks; sealed';`,
  down: `
drop index hr.leave_request_plain_note_idx;
alter table hr.leave_request drop column note;
alter table hr.leave_request rename column plain_note to note;
comment on column hr.leave_request.note is 'Words of whoever asks';`,
};
