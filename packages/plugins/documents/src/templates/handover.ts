import { defineEvent, encodeId, Person, subscriber, z } from '@bureau/core';
import { fillDocument } from './fill.js';
import { DocumentTemplate, DocumentTemplateVersion } from './template.entity.js';

/** As the inventory announces it; this plugin does not need that one to be there. */
const assetCheckedOut = defineEvent({
  name: 'assets.asset.checkedOut',
  version: 1,
  description: 'An employee took an asset.',
  payload: z.object({
    assetId: z.uuid(),
    tag: z.string(),
    to: z.object({ employeeId: z.uuid().nullable() }),
  }),
});

/** Prefix of the public ids of assets. */
const ASSET = 'ast';
const PERSON = 'select person_id from hr.employee where id = $1';

/** The form that whoever takes an asset signs, where the organization has one for it. */
export const handoverForm = subscriber(assetCheckedOut, {
  name: 'documents.handoverForm',
  run: async (ctx, { payload: { assetId, tag, to } }) => {
    const where = { kind: 'HANDOVER_FORM', isAutomatic: true, isActive: true } as const;
    const template = await ctx.em.findOne(DocumentTemplate, where);
    if (!template || to.employeeId === null) return;
    const published = { template: template.id, state: 'PUBLISHED' } as const;
    if ((await ctx.em.count(DocumentTemplateVersion, published)) === 0) return;
    const [employee] = await ctx.sql<{ person_id: string }>(PERSON, [to.employeeId]);
    await fillDocument(ctx, template, {
      recordId: encodeId(ASSET, assetId),
      values: {},
      title: `${template.name} ${tag}`,
      person: employee ? ctx.em.getReference(Person, employee.person_id) : null,
    });
  },
});
