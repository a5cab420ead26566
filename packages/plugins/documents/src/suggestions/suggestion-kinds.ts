import { enumOf, type EnumValue } from '@bureau/core';

export const SuggestionKind = enumOf('SuggestionKind', 'What is suggested for a document.', {
  TYPE: 'What kind of paper it is.',
  CORRESPONDENT: 'Who sent it, or got it from us.',
  FOLDER: 'Where it lies.',
  TAG: 'A tag to put on it.',
});
export type SuggestionKind = EnumValue<typeof SuggestionKind>;

export const SuggestionReason = enumOf('SuggestionReason', 'Why something is suggested.', {
  NAME_IN_TITLE: 'Its name stands in the title.',
  NAME_IN_TEXT: 'Its name stands at the top of the paper; of a tag anywhere on the first page.',
  NAME_OF_SENDER: 'It is named as the correspondent of the paper.',
  BILL_FACTS: 'The paper has a number, a total and what bills have besides.',
  ALIKE: 'Papers with such words were filed so.',
});
export type SuggestionReason = EnumValue<typeof SuggestionReason>;

export const SuggestionState = enumOf('SuggestionState', 'What became of a suggestion.', {
  OPEN: 'Nobody has looked; it changes nothing.',
  APPLIED: 'It was sure enough to be taken without asking; nobody has looked.',
  ACCEPTED: 'Somebody said that it is right.',
  REJECTED: 'Somebody said that it is wrong, or chose something else.',
});
export type SuggestionState = EnumValue<typeof SuggestionState>;
