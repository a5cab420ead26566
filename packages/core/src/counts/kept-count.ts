import type { Migration } from '../plugin/definition.js';

/**
 * The statements of a migration that keeps the number of a table's rows, for `isCounted` of its
 * record type. Give it to tables whose unfiltered lists are long and often asked for `totalCount`;
 * each statement that adds or removes rows pays one small insert. The text of this function is
 * frozen, since migrations are.
 *
 * @param table with its schema, such as `hr.employee`
 */
export function keptCount(table: string): Pick<Migration, 'up' | 'down'> {
  const on = (event: string, relation: string) => `
create trigger counted_${event} after ${event} on ${table} ${relation}
  for each statement execute function core.keep_count();`;
  return {
    up: `
${on('insert', 'referencing new table as added')}
${on('delete', 'referencing old table as removed')}
${on('truncate', '')}
select core.count_standing('${table}');
`,
    down: `
drop trigger counted_insert on ${table};
drop trigger counted_delete on ${table};
drop trigger counted_truncate on ${table};
`,
  };
}
