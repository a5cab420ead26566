import type { Ctx } from '../context/ctx.js';
import { actorOf } from '../jobs/actor.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { platformOf } from '../schema/platform.js';
import { fileErrors } from './errors.js';
import { File } from './file.entity.js';
import { checkedName } from './file-name.js';
import { type FilePurpose, MAX_FILE_SIZE, takes } from './file-purpose.js';
import { Upload, UPLOAD_LIFE } from './upload.entity.js';
import { hashOfToken, newToken } from './upload-token.js';
import {
  FileUploadCreateInput,
  FileUploadCreatePayload,
  FileUploadFinishInput,
  FileUploadFinishPayload,
} from './upload.types.js';

/** Slots for files, and files of what was sent to them. */
@Resolver()
export class UploadResolver {
  @Mutation(() => FileUploadCreatePayload, {
    description: 'Asks for a slot; the bytes go by PUT to its address, which is shown this once.',
  })
  fileUploadCreate(@Context() ctx: Ctx, @Arg('input') input: FileUploadCreateInput) {
    const purpose = purposeOf(ctx, input.purpose, ['input', 'purpose']);
    const name = checkedName(input.name, ['input', 'name']);
    const token = newToken();
    const upload = ctx.em.create(Upload, {
      purpose: purpose.id,
      name,
      mediaType: mediaTypeOf(purpose, input.mediaType),
      size: sizeOf(purpose, input.size),
      sha256: sha256Of(input.sha256),
      expiresAt: new Date(ctx.now.valueOf() + UPLOAD_LIFE),
      tokenHash: hashOfToken(token),
      ...actorOf(ctx),
    });
    return { upload, url: `/uploads/${token}` };
  }

  @Mutation(() => FileUploadFinishPayload, {
    description: 'Makes a file of an upload whose bytes are there; attach it to a record then.',
  })
  async fileUploadFinish(@Context() ctx: Ctx, @Arg('input') input: FileUploadFinishInput) {
    const path = ['input', 'uploadId'];
    const upload = await ctx.find(Upload, input.uploadId, { path, lock: true });
    // What only the platform reads is no file of anybody.
    if (purposeOf(ctx, upload.purpose, path).isTransient) throw fileErrors.UPLOAD_PURPOSE({}, path);
    const { name, size, purpose } = upload;
    const bytes = upload.finish(path);
    const file = ctx.em.create(File, { name, size, purpose, ...bytes, ...actorOf(ctx) });
    return { file };
  }
}

function purposeOf(ctx: Ctx, id: string, path: readonly string[]): FilePurpose {
  const { purposes } = platformOf(ctx);
  const purpose = purposes.get(id);
  if (purpose) return purpose;
  throw fileErrors.UPLOAD_PURPOSE_UNKNOWN({ purposes: [...purposes.keys()].join(', ') }, path);
}

function mediaTypeOf(purpose: FilePurpose, given: string): string {
  const [type = ''] = given.trim().toLowerCase().split(';');
  const isType = /^[\w.+-]{1,60}\/[\w.+-]{1,66}$/.test(type);
  if (isType && takes(purpose, type)) return type;
  const types = purpose.mediaTypes.join(', ');
  throw fileErrors.UPLOAD_TYPE({ types }, ['input', 'mediaType']);
}

function sizeOf({ maxSize }: FilePurpose, size: number): number {
  const max = Math.min(maxSize, MAX_FILE_SIZE);
  if (size >= 1 && size <= max) return size;
  throw fileErrors.UPLOAD_SIZE({ max }, ['input', 'size']);
}

function sha256Of(given: string | null | undefined): string | null {
  if (given == null) return null;
  const text = given.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw fileErrors.UPLOAD_SHA256({}, ['input', 'sha256']);
}
