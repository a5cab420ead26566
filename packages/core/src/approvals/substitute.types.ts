import type { Principal } from '../context/principal.js';
import { NOBODY } from '../identity/authenticate.js';
import { expose, type Exposed } from '../model/expose.js';
import { DateScalar, Field, ID, InputType, Int } from '../model/graphql.js';
import { inputOf, payloadOf } from '../model/inputs.js';
import { Substitute } from './substitute.entity.js';

const own = ({ userId = NOBODY }: Principal) => ({
  or: [{ user: { id: { eq: userId } } }, { substitute: { id: { eq: userId } } }],
});

export const SubstituteType: Exposed = expose(Substitute, {
  prefix: 'sub',
  filter: ['user', 'substitute', 'validFrom', 'validTo'],
  order: ['validFrom', 'validTo'],
  conditions: { own },
});

@InputType({ description: 'Who decides for somebody who is away, and when.' })
export class SubstituteCreateInput extends inputOf(
  Substitute,
  ['user', 'substitute', 'validFrom', 'validTo', 'reason'],
  { optional: ['user'] },
) {}

@InputType({ description: 'The substitution to end.' })
export class SubstituteEndInput {
  @Field(() => ID, { description: 'The substitution.' })
  id!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it no longer holds; default today.',
  })
  validTo?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

export const SubstituteCreatePayload = payloadOf('SubstituteCreatePayload', {
  substitute: SubstituteType,
});
export const SubstituteEndPayload = payloadOf('SubstituteEndPayload', {
  substitute: SubstituteType,
});
