import type { Ctx } from '../context/ctx.js';
import { encodeId } from '../model/ids.js';
import { Arg, Context, FieldResolver, Int, Mutation, Resolver, Root } from '../model/graphql.js';
import { Refusal } from '../write/errors.js';
import { sqlStateOf } from '../write/violations.js';
import { downloadAddress, MAX_EXPIRY } from './download-token.js';
import { fileErrors } from './errors.js';
import { fileAddress } from './file-address.js';
import { File } from './file.entity.js';
import { runtimeOf } from './file-service.js';
import { FileDeleteInput, FileDeletePayload, FileType } from './file.types.js';

const DEFAULT_EXPIRY = 300;

/** Addresses for downloads, and the end of files. */
@Resolver(() => FileType.object as never)
export class FileResolver {
  @FieldResolver(() => String, {
    description:
      'Where to GET the bytes, relative to this server unless FILES_URL is set. Whoever has the ' +
      'address may read the file until it expires.',
  })
  async downloadUrl(
    @Root() file: { id: string },
    @Context() ctx: Ctx,
    @Arg('expiresIn', () => Int, {
      defaultValue: DEFAULT_EXPIRY,
      description: 'Seconds for which the address is good, 1 to 3,600.',
    })
    expiresIn: number,
  ): Promise<string> {
    if (expiresIn < 1 || expiresIn > MAX_EXPIRY) {
      const message = `expiresIn is 1 to ${MAX_EXPIRY} seconds.`;
      throw new Refusal('BAD_USER_INPUT', message);
    }
    const expiresAt = Math.ceil(ctx.now.valueOf() / 1_000) + expiresIn;
    const { organizationId } = ctx;
    await ctx.hook(fileAddress, { fileId: file.id });
    return downloadAddress(runtimeOf(ctx), { organizationId, id: file.id, expiresAt });
  }

  @Mutation(() => FileDeletePayload, {
    description: 'Deletes a file that belongs to no record; its addresses end with it.',
  })
  async fileDelete(@Context() ctx: Ctx, @Arg('input') input: FileDeleteInput) {
    const path = ['input', 'fileId'];
    const { expectedVersion } = input;
    const file = await ctx.find(File, input.fileId, { path, expectedVersion, lock: true });
    await ctx.em
      .remove(file)
      .flush()
      .catch((error: unknown) => {
        // A foreign key points to it, whatever plugin has it.
        throw sqlStateOf(error) === '23503' ? fileErrors.FILE_ATTACHED({}, path) : error;
      });
    return { deletedId: encodeId(FileType.options.prefix, file.id) };
  }
}
