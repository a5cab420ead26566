import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Extensions, Field, ID, InputType, Int } from '../model/graphql.js';
import { Mutation, Resolver } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { isSealed, subjectProperty } from '../model/secret.js';
import { PersonType } from '../schema/people.types.js';
import { Person } from '../schema/person.entity.js';
import { destroyDataKey } from './data-keys.js';
import { PersonErased } from './events.js';

@InputType({ description: 'The person to erase, for good.' })
export class PersonEraseInput {
  @Field(() => ID, { description: 'The person.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

export const PersonErasePayload = payloadOf('PersonErasePayload', { person: PersonType });

/** The end of what is known about somebody. */
@Resolver()
export class PersonEraseResolver {
  @Extensions({ stepUp: true })
  @Mutation(() => PersonErasePayload, {
    description:
      'Destroys the key that seals what is secret about a person, and removes contacts, date of ' +
      'birth and custom fields. The name stays, for books and the audit trail refer to it. ' +
      'It cannot be undone.',
  })
  async personErase(@Context() ctx: Ctx, @Arg('input') input: PersonEraseInput) {
    const { expectedVersion } = input;
    const person = await ctx.find(Person, input.id, { expectedVersion, path: ['input', 'id'] });
    await removeSealed(ctx, person);
    person.email = null;
    person.phone = null;
    person.birthDate = null;
    person.attributes = {};
    // Before the key: what is still sealed for the person is written by now.
    await ctx.em.flush();
    await destroyDataKey((text, values) => ctx.sql(text, values), person.id);
    ctx.emit(PersonErased, { personId: person.id }, { type: 'Person', id: person.id });
    return { person };
  }
}

/** Through the unit of work: versions grow, and the trail says that something was removed. */
async function removeSealed(ctx: Ctx, person: Person): Promise<void> {
  for (const [meta, properties] of sealedForPeople(ctx)) {
    const subjects = [...new Set(properties.map((property) => subjectProperty(property) ?? ''))];
    for (const subject of subjects) {
      const where = { [subject]: person.id };
      const records = (await ctx.em.find(meta.class, where as never)) as Record<string, unknown>[];
      for (const record of records) {
        for (const { name } of properties.filter((it) => subjectProperty(it) === subject)) {
          record[name] = null;
        }
      }
    }
  }
}

/** Every entity with properties that are sealed for a person. */
function sealedForPeople(ctx: Ctx): [EntityMetadata, EntityProperty[]][] {
  const all = [...ctx.em.getMetadata().getAll().values()] as EntityMetadata[];
  return all.flatMap((meta): [EntityMetadata, EntityProperty[]][] => {
    const properties = (meta.props as EntityProperty[]).filter((property) => {
      const subject = subjectProperty(property);
      if (!isSealed(property) || subject === undefined) return false;
      const target = meta.properties[subject as never] as EntityProperty | undefined;
      return target?.targetMeta?.className === 'Person';
    });
    return properties.length > 0 ? [[meta, properties]] : [];
  });
}
