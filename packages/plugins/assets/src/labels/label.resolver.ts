import {
  Arg,
  Context,
  type Ctx,
  Extensions,
  Field,
  ID,
  InputType,
  JobType,
  Mutation,
  payloadOf,
  Resolver,
} from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { labelErrors } from './errors.js';
import { labelJob } from './label-job.js';

const AT_ONCE = 250;

@InputType({ description: 'Assets that get labels.' })
export class AssetLabelsPrintInput {
  @Field(() => [ID], { description: 'The assets, at most 250.' })
  assetIds!: string[];
}

const AssetLabelsPrintPayload = payloadOf('AssetLabelsPrintPayload', { job: JobType });

/** Labels with QR codes. */
@Resolver()
export class LabelResolver {
  @Mutation(() => AssetLabelsPrintPayload, {
    description: 'Draws labels as PDF, 24 on a sheet of A4; the file is the result of the job.',
  })
  @Extensions({ bucket: 'export' })
  async assetLabelsPrint(@Context() ctx: Ctx, @Arg('input') input: AssetLabelsPrintInput) {
    const wanted = [...new Set(input.assetIds)];
    if (wanted.length === 0 || wanted.length > AT_ONCE) {
      throw labelErrors.LABEL_COUNT({ limit: AT_ONCE }, ['input', 'assetIds']);
    }
    const path = ['input', 'assetIds'];
    const assetIds: string[] = [];
    for (const id of wanted) assetIds.push((await ctx.find(Asset, id, { path })).id);
    return { job: await ctx.enqueue(labelJob, { assetIds }) };
  }
}
