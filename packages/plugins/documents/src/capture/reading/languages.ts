/** Languages whose data comes with the platform; nothing is ever fetched. */
export const OCR_LANGUAGES = ['eng', 'deu'] as const;
export type OcrLanguage = (typeof OCR_LANGUAGES)[number];
