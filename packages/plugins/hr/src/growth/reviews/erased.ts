import { PersonErased, subscriber } from '@bureau/core';

/** What is sealed for a person ends with the key; words on their way to being mixed end here. */
export const reviewWordsErased = subscriber(PersonErased, {
  name: 'hr.reviewWordsErased',
  async run(ctx, { payload: { personId } }) {
    await ctx.sql(
      `update hr.review_answer set passing_comment = null, version = version + 1
       where person_id = $1 and passing_comment is not null`,
      [personId],
    );
  },
});
