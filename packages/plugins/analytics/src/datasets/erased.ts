import { MetricSourceService, PersonErased, subscriber } from '@bureau/core';
import { formOf } from './check-columns.js';
import { columnsOf } from './column.js';

/** Rows that name somebody who was erased, by the key of a person or an employee, go too. */
export const dataRowsErased = subscriber(PersonErased, {
  name: 'analytics.dataRowsErased',
  async run(ctx, { payload: { personId } }) {
    const source = ctx.service(MetricSourceService);
    const sets = await ctx.sql<{ id: string; columns: unknown }>(
      'select id, columns from analytics.data_set order by id',
    );
    for (const { id, columns } of sets) {
      for (const { name, dimension } of columnsOf(columns)) {
        const type = dimension === undefined ? undefined : formOf(ctx, dimension)?.key?.type;
        if (type === undefined) continue;
        const people = await source.ofPerson(ctx, type, personId);
        if (people.length === 0) continue;
        await ctx.sql(
          'delete from analytics.data_row where data_set_id = $1 and refs ->> $2 = any($3::text[])',
          [id, name, people],
        );
      }
    }
  },
});
