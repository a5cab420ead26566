import { p, User } from '@bureau/core';

/** When a version of a record was known, and by whom; spread into an entity after `record()`. */
export function known() {
  return {
    recordId: p
      .uuid()
      .hidden()
      .comment('The record that it is a version of, also when that is gone'),
    knownFrom: p.datetime(6).comment('Since when this was known'),
    knownTo: p
      .datetime(6)
      .nullable()
      .comment('From when on something else was known; null: this still stands'),
    recordedBy: () =>
      p
        .manyToOne(User)
        .nullable()
        .comment('User who wrote it; null: the platform, or before versions were kept'),
    supersededBy: () =>
      p
        .manyToOne(User)
        .nullable()
        .comment('User who wrote something else; null: the platform, or nobody yet'),
  };
}
