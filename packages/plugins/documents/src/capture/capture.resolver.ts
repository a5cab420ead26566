import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { demandLevel } from '../library/access.js';
import { Document } from '../library/document.entity.js';
import { DocumentVersion } from '../library/document-version.entity.js';
import {
  DocumentFieldCorrectInput,
  DocumentFieldCorrectPayload,
  DocumentVersionReadInput,
  DocumentVersionReadPayload,
} from './capture.inputs.js';
import { correctField } from './correct-field.js';
import { captureErrors } from './errors.js';
import { fieldValue } from './field-value.js';
import { readVersion } from './read-version.job.js';
import { beginReading } from './reading-progress.js';

/** What is read off papers, and what people say about it. */
@Resolver()
export class CaptureResolver {
  @Mutation(() => DocumentFieldCorrectPayload, {
    description:
      'Confirms or corrects a fact that was read off a document. The next papers of its ' +
      'correspondent are read with what was learned from it.',
  })
  async documentFieldCorrect(@Context() ctx: Ctx, @Arg('input') input: DocumentFieldCorrectInput) {
    const { documentId, expectedVersion, name } = input;
    const path = ['input', 'documentId'];
    const document = await ctx.find(Document, documentId, { expectedVersion, path, lock: true });
    await demandLevel(ctx, document, 'EDIT');
    document.demandOpen();
    await ctx.em.populate(document, ['correspondent']);
    const value = fieldValue(name, input.value);
    const { extractedField, rule } = await correctField(ctx, document, { name, value });
    return { extractedField, extractionRule: rule };
  }

  @Mutation(() => DocumentVersionReadPayload, {
    description: 'Reads a version again, with its pictures and facts, in place of what was read.',
  })
  async documentVersionRead(@Context() ctx: Ctx, @Arg('input') input: DocumentVersionReadInput) {
    const path = ['input', 'id'];
    const documentVersion = await ctx.find(DocumentVersion, input.id, { path });
    await ctx.em.populate(documentVersion, ['document']);
    const { document } = documentVersion;
    await demandLevel(ctx, document, 'EDIT');
    document.demandOpen();
    if (!documentVersion.file) throw captureErrors.READ_PURGED({}, path);
    documentVersion.textSource = null;
    await beginReading(ctx, documentVersion);
    await ctx.enqueue(readVersion, { versionId: documentVersion.id });
    return { documentVersion };
  }
}
