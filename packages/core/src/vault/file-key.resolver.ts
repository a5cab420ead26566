import type { Ctx } from '../context/ctx.js';
import { JobType } from '../jobs/job.types.js';
import { Context, Extensions, Mutation, Resolver } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { addFileKey, fileKeysReplace } from './file-key-replace.js';

export const FileKeyReplacePayload = payloadOf('FileKeyReplacePayload', { job: JobType });

/** The key of an organization that seals the keys of its files. */
@Resolver()
export class FileKeyResolver {
  @Extensions({ stepUp: true })
  @Mutation(() => FileKeyReplacePayload, {
    description:
      'Makes a new key of the organization for its files. New files are sealed by it at once, ' +
      'those that are there by the job; all can be read meanwhile.',
  })
  async fileKeyReplace(@Context() ctx: Ctx) {
    await addFileKey(ctx);
    return { job: await ctx.enqueue(fileKeysReplace, {}) };
  }
}
