import type { Ctx } from '../context/ctx.js';
import { actorOf } from '../jobs/actor.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { fileErrors } from './errors.js';
import { Upload, UPLOAD_LIFE, UPLOAD_LIMITS } from './upload.entity.js';
import { hashOfToken, newToken } from './upload-token.js';
import { UploadCreateInput, UploadCreatePayload } from './upload.types.js';

/** Slots for files. */
@Resolver()
export class UploadResolver {
  @Mutation(() => UploadCreatePayload, {
    description: 'Asks for a slot; the bytes go by PUT to its address, which is shown this once.',
  })
  uploadCreate(@Context() ctx: Ctx, @Arg('input') input: UploadCreateInput) {
    const { purpose, size } = input;
    const { types, bytes } = UPLOAD_LIMITS[purpose];
    const fileName = input.fileName.trim();
    const [contentType = ''] = input.contentType.trim().toLowerCase().split(';');
    if (size < 1 || size > bytes) throw fileErrors.UPLOAD_SIZE({ max: bytes }, ['input', 'size']);
    if (!types.includes(contentType)) {
      throw fileErrors.UPLOAD_TYPE({ types: types.join(', ') }, ['input', 'contentType']);
    }
    if (fileName === '' || fileName.length > 255 || fileName.includes('\0')) {
      throw fileErrors.UPLOAD_NAME({}, ['input', 'fileName']);
    }
    const token = newToken();
    const upload = ctx.em.create(Upload, {
      purpose,
      fileName,
      contentType,
      size,
      expiresAt: new Date(ctx.now.valueOf() + UPLOAD_LIFE),
      tokenHash: hashOfToken(token),
      ...actorOf(ctx),
    });
    return { upload, url: `/uploads/${token}` };
  }
}
