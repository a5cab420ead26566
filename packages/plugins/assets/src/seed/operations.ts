import type { SeedContext } from '@bureau/core';

/** The mutations of this plugin as the demo company uses them: one call each, ids in and out. */
export interface Operations {
  category(input: Record<string, unknown>): Promise<string>;
  model(input: Record<string, unknown>): Promise<string>;
  create(input: Record<string, unknown>): Promise<string>;
  customField(input: Record<string, unknown>): Promise<string>;
  /** Any step of the state machine, by its field: `assetCheckOut`. */
  step(field: StepField, input: { assetId: string } & Record<string, unknown>): Promise<void>;
}

const INPUTS = {
  assetCheckOut: 'AssetCheckOutInput',
  assetReturnRequest: 'AssetStepInput',
  assetCheckIn: 'AssetToSiteInput',
  assetTransfer: 'AssetTransferInput',
  assetRepairStart: 'AssetStepInput',
  assetRepairEnd: 'AssetStepInput',
  assetReportLost: 'AssetStepInput',
  assetRecover: 'AssetToSiteInput',
  assetDispose: 'AssetDisposeInput',
} as const;
export type StepField = keyof typeof INPUTS;

export function operationsOf({ run }: SeedContext): Operations {
  const create = async (record: string, input: Record<string, unknown>): Promise<string> => {
    const field = `${record}Create`;
    const type = `${record.charAt(0).toUpperCase()}${record.slice(1)}CreateInput`;
    const data = await run(
      `mutation($input: ${type}!) { ${field}(input: $input) {
        ${record} { id } userErrors { code message } } }`,
      { input },
    );
    const payload = data[field] as Record<string, { id: string }>;
    return payload[record]?.id ?? '';
  };
  return {
    category: (input) => create('category', input),
    model: (input) => create('assetModel', input),
    create: (input) => create('asset', input),
    customField: (input) => create('customField', input),
    step: async (field, input) => {
      await run(
        `mutation($input: ${INPUTS[field]}!) { ${field}(input: $input) {
          userErrors { code message } } }`,
        { input },
      );
    },
  };
}
