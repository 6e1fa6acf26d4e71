import { z } from 'zod';

/** Which models can be asked, and how much of them. */
export interface ModelSettings {
  /** Provider and model, `openai/gpt-5-mini`; null: every request has to name one. */
  readonly defaultModel: string | null;
  readonly vendors: Readonly<Partial<Record<'openai' | 'anthropic' | 'compatible', VendorSettings>>>;
  /** A file of turns that the provider `scripted` plays; null for none. */
  readonly scriptFile: string | null;
  /** Runs at the same time. */
  readonly concurrency: number;
  /** A run ends after this time, however far it has come. */
  readonly timeoutMs: number;
  /** How long a suggestion job that has ended is kept. */
  readonly retentionMs: number;
}

interface VendorSettings {
  /** Null for the vendor's own address. */
  readonly baseUrl: string | null;
  readonly apiKey: string;
}

const modelForm =
  'allowed is provider/model with a provider of openai, anthropic, compatible or scripted, such as openai/gpt-5-mini';
const address = z.url({ protocol: /^https?$/, error: 'allowed is an address with http or https' }).optional();

/** The variables of the environment that say which models there are. */
export const modelVariables = {
  MODEL: z
    .string()
    .regex(/^(openai|anthropic|compatible|scripted)\/\S+$/, modelForm)
    .optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: address,
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: address,
  COMPATIBLE_API_KEY: z.string().optional(),
  COMPATIBLE_BASE_URL: address,
  SCRIPTED_MODEL_FILE: z.string().optional(),
};

type Variables = {
  readonly [Name in keyof typeof modelVariables]?: z.infer<(typeof modelVariables)[Name]>;
};

/** The models of an environment, with the limits that were read beside. */
export function readModels(
  values: Variables,
  limits: Pick<ModelSettings, 'concurrency' | 'timeoutMs' | 'retentionMs'>,
): ModelSettings {
  const scriptFile = values.SCRIPTED_MODEL_FILE ?? null;
  const {
    OPENAI_API_KEY: openaiKey,
    ANTHROPIC_API_KEY: anthropicKey,
    COMPATIBLE_BASE_URL: compatible,
  } = values;
  return {
    defaultModel: values.MODEL ?? (scriptFile === null ? null : 'scripted/demo'),
    vendors: {
      ...(openaiKey !== undefined && {
        openai: { baseUrl: values.OPENAI_BASE_URL ?? null, apiKey: openaiKey },
      }),
      ...(anthropicKey !== undefined && {
        anthropic: { baseUrl: values.ANTHROPIC_BASE_URL ?? null, apiKey: anthropicKey },
      }),
      ...(compatible !== undefined && {
        compatible: { baseUrl: compatible, apiKey: values.COMPATIBLE_API_KEY ?? '' },
      }),
    },
    scriptFile,
    ...limits,
  };
}
