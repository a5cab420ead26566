import { defineEntity, p, record } from '@bureau/core';

/** What reviews ask, and how much each part counts; not changed later. */
export const ReviewTemplateSchema = defineEntity({
  name: 'ReviewTemplate',
  schema: 'hr',
  tableName: 'review_template',
  comment: 'What reviews ask, and how much each part of them counts.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    maxScore: p.integer().default(5).comment('The best score, 2 to 10; the least one is 1'),
    selfWeight: p.integer().nullable().comment('Weight of what people say of themselves; null: no'),
    managerWeight: p.integer().nullable().comment('Weight of what the manager says; null: no'),
    peerWeight: p.integer().nullable().comment('Weight of what peers say together; null: no'),
    isPeerAnonymous: p.boolean().default(true).comment('Nobody learns which peer said what'),
    minPeers: p.integer().default(3).comment('Fewer anonymous peers are not counted, nor shown'),
    isActive: p.boolean().default(true).comment('Cycles may use it'),
  },
});

export class ReviewTemplate extends ReviewTemplateSchema.class {}
ReviewTemplateSchema.setClass(ReviewTemplate);

/** One question of a template. */
export const ReviewSectionSchema = defineEntity({
  name: 'ReviewSection',
  schema: 'hr',
  tableName: 'review_section',
  comment: 'One thing that reviews ask, and how much it counts.',
  properties: {
    ...record(),
    template: () => p.manyToOne(ReviewTemplate).comment('The template'),
    place: p.integer().comment('Order among the sections, from 1 on'),
    title: p.string().length(120).comment('What it is about'),
    question: p.string().length(500).nullable().comment('What is asked'),
    weight: p.integer().comment('How much it counts beside the others, 1 to 100'),
  },
});

export class ReviewSection extends ReviewSectionSchema.class {}
ReviewSectionSchema.setClass(ReviewSection);
