import { type Ctx, type File, filePurpose, Files } from '@bureau/core';
import { recruitmentErrors } from './errors.js';

/** What applicants send along. */
export const applicantFile = filePurpose({
  id: 'hr.applicantFile',
  description: 'What an applicant sends along; erased with the applicant.',
  mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'],
  maxSize: 20_000_000,
});

const NAME = /^(?:cv|letter|certificates)(?:-\d{1,2})?\.[a-z]{3,4}$/;

/**
 * A file of an applicant. Names of files stay in the trail for ever, so that of a person must not
 * stand there. @throws HR_APPLICANT_FILE, and what `attach` refuses with
 */
export async function applicantFileOf(
  ctx: Ctx,
  id: string | null | undefined,
): Promise<File | null> {
  if (id == null) return null;
  const path = ['input', 'documentId'];
  const file = await ctx.service(Files).attach(ctx, id, { purpose: applicantFile.id, path });
  if (!NAME.test(file.name)) throw recruitmentErrors.APPLICANT_FILE({}, path);
  return file;
}
