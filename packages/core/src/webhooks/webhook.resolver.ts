import type { RequestContext } from '../context/request.js';
import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { encodeId } from '../model/ids.js';
import { checked, valuesOf } from '../schema/input-values.js';
import { User } from '../schema/user.entity.js';
import { webhookErrors } from './errors.js';
import { WebhookTested } from './events.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint, WebhookState } from './webhook-endpoint.entity.js';
import { checkEndpoint } from './webhook-rules.js';
import { newWebhookSecret, secretOf } from './webhook-secret.js';
import {
  WebhookDeliveryResendInput,
  WebhookDeliveryResendPayload,
  WebhookEndpointCreateInput,
  WebhookEndpointCreatePayload,
  WebhookEndpointDeletePayload,
  WebhookEndpointDisablePayload,
  WebhookEndpointEnablePayload,
  WebhookEndpointInput,
  WebhookEndpointSecretRotatePayload,
  WebhookEndpointTestPayload,
  WebhookEndpointType,
  WebhookEndpointUpdateInput,
  WebhookEndpointUpdatePayload,
  WebhookSecretRotateInput,
} from './webhook.types.js';

const HOUR_MS = 3_600_000;
const MAX_OVERLAP = 168;

/** Addresses that events are sent to. */
@Resolver()
export class WebhookResolver {
  @Mutation(() => WebhookEndpointCreatePayload, {
    description: 'Sends events to an address from now on; the secret is in this answer only.',
  })
  async webhookEndpointCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: WebhookEndpointCreateInput,
  ) {
    const secret = newWebhookSecret();
    const webhookEndpoint = ctx.em.create(WebhookEndpoint, {
      name: checked('name', input.name),
      url: input.url,
      topics: [...new Set(input.topics)],
      recordTypes: [...new Set(input.recordTypes ?? [])],
      selection: input.selection ?? null,
      scopes: [...new Set(input.scopes)],
      secret,
      user: await ctx.em.findOneOrFail(User, ctx.principal.userId ?? ''),
    });
    await checkEndpoint(ctx as RequestContext, webhookEndpoint);
    return { webhookEndpoint, secret };
  }

  @Mutation(() => WebhookEndpointUpdatePayload, {
    description: 'Changes an endpoint; its rights and its selection are judged anew.',
  })
  async webhookEndpointUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: WebhookEndpointUpdateInput,
  ) {
    const webhookEndpoint = await endpointOf(ctx, input);
    ctx.em.assign(
      webhookEndpoint,
      valuesOf(input, {
        required: ['name', 'url', 'topics', 'recordTypes', 'scopes'],
        nullable: ['selection'],
      }),
    );
    await checkEndpoint(ctx as RequestContext, webhookEndpoint);
    return { webhookEndpoint };
  }

  @Mutation(() => WebhookEndpointEnablePayload, {
    description: 'Switches an endpoint on; what happened meanwhile is not made up for.',
  })
  async webhookEndpointEnable(@Context() ctx: Ctx, @Arg('input') input: WebhookEndpointInput) {
    const webhookEndpoint = await endpointOf(ctx, input);
    webhookEndpoint.enable();
    await checkEndpoint(ctx as RequestContext, webhookEndpoint);
    return { webhookEndpoint };
  }

  @Mutation(() => WebhookEndpointDisablePayload, { description: 'Switches an endpoint off.' })
  async webhookEndpointDisable(@Context() ctx: Ctx, @Arg('input') input: WebhookEndpointInput) {
    const webhookEndpoint = await endpointOf(ctx, input);
    webhookEndpoint.disable('BY_USER', ctx.now);
    return { webhookEndpoint };
  }

  @Mutation(() => WebhookEndpointSecretRotatePayload, {
    description: 'Makes a new secret; for a while deliveries are signed with both.',
  })
  async webhookEndpointSecretRotate(
    @Context() ctx: Ctx,
    @Arg('input') input: WebhookSecretRotateInput,
  ) {
    const { overlapHours } = input;
    if (overlapHours < 0 || overlapHours > MAX_OVERLAP) {
      throw webhookErrors.WEBHOOK_OVERLAP({ max: MAX_OVERLAP }, ['input', 'overlapHours']);
    }
    const webhookEndpoint = await endpointOf(ctx, input);
    await checkEndpoint(ctx as RequestContext, webhookEndpoint);
    const before = secretOf(ctx as RequestContext, webhookEndpoint);
    const next = newWebhookSecret();
    const until = new Date(ctx.now.valueOf() + overlapHours * HOUR_MS);
    webhookEndpoint.rotate({ before, next }, until);
    return { webhookEndpoint, secret: next };
  }

  @Mutation(() => WebhookEndpointDeletePayload, {
    description: 'Deletes an endpoint with everything that was sent to it.',
  })
  async webhookEndpointDelete(@Context() ctx: Ctx, @Arg('input') input: WebhookEndpointInput) {
    const webhookEndpoint = await endpointOf(ctx, input);
    ctx.em.remove(webhookEndpoint);
    return { deletedId: encodeId(WebhookEndpointType.options.prefix, webhookEndpoint.id) };
  }

  @Mutation(() => WebhookEndpointTestPayload, {
    description: 'Sends the event core.webhookEndpoint.tested to this endpoint.',
  })
  async webhookEndpointTest(@Context() ctx: Ctx, @Arg('input') input: WebhookEndpointInput) {
    const webhookEndpoint = await endpointOf(ctx, input);
    if (webhookEndpoint.state !== WebhookState.ENABLED) {
      throw webhookErrors.WEBHOOK_DISABLED({}, ['input', 'id']);
    }
    ctx.emit(WebhookTested, {}, { type: WebhookEndpoint.name, id: webhookEndpoint.id });
    return { webhookEndpoint };
  }

  @Mutation(() => WebhookDeliveryResendPayload, {
    description: 'Sends an event once more, under the same id.',
  })
  async webhookDeliveryResend(
    @Context() ctx: Ctx,
    @Arg('input') input: WebhookDeliveryResendInput,
  ) {
    const path = ['input', 'id'];
    const webhookDelivery = await ctx.find(WebhookDelivery, input.id, { path, lock: true });
    webhookDelivery.resend(ctx.now);
    (ctx as RequestContext).runtime.signals.announce('core_webhook');
    return { webhookDelivery };
  }
}

function endpointOf(ctx: Ctx, input: WebhookEndpointInput): Promise<WebhookEndpoint> {
  const { id, expectedVersion } = input;
  return ctx.find(WebhookEndpoint, id, { expectedVersion, path: ['input', 'id'], lock: true });
}
