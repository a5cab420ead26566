import {
  Arg,
  Context,
  type Ctx,
  Field,
  Files,
  ID,
  InputType,
  Int,
  Mutation,
  payloadOf,
  Resolver,
} from '@bureau/core';
import { Asset } from './asset.entity.js';
import { AssetType } from './asset.types.js';
import { PHOTO } from './photo.js';

@InputType({ description: 'The photo of an asset; it takes the place of the one before.' })
export class AssetPhotoSetInput {
  @Field(() => ID, { description: 'The asset.' })
  assetId!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'A file that was sent for assets.photo; null takes the photo away.',
  })
  fileId?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

const AssetPhotoSetPayload = payloadOf('AssetPhotoSetPayload', { asset: AssetType });

/** What assets look like. */
@Resolver()
export class PhotoResolver {
  @Mutation(() => AssetPhotoSetPayload, {
    description: 'Sets or takes away the photo of an asset; who sees the asset sees the photo.',
  })
  async assetPhotoSet(@Context() ctx: Ctx, @Arg('input') input: AssetPhotoSetInput) {
    const { assetId, fileId, expectedVersion } = input;
    const asset = await ctx.find(Asset, assetId, { expectedVersion, path: ['input', 'assetId'] });
    asset.assertChangeable();
    const as = { purpose: PHOTO.id, path: ['input', 'fileId'] };
    asset.photo = fileId ? await ctx.service(Files).attach(ctx, fileId, as) : null;
    return { asset };
  }
}
