import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';

/** Where a vendor's models are, and the key for them. */
export interface VendorAccess {
  /** Null for the vendor's own address. */
  readonly baseUrl: string | null;
  readonly apiKey: string;
}

export type Vendor = 'openai' | 'anthropic' | 'compatible';

/** The models of a vendor by their names there. */
export type VendorModels = (name: string) => LanguageModelV4;

/** OpenAI is asked through its responses API, compatible servers through chat completions. */
export const openVendor = {
  openai: (access) => {
    const provider = createOpenAI(settingsOf(access));
    return (name) => provider.responses(name);
  },
  anthropic: (access) => {
    const provider = createAnthropic(settingsOf(access));
    return (name) => provider.languageModel(name);
  },
  compatible: (access) => {
    const { baseUrl, apiKey } = access;
    if (baseUrl === null) throw new Error('a compatible server has an address');
    const provider = createOpenAICompatible({
      name: 'compatible',
      baseURL: baseUrl,
      includeUsage: true,
      ...(apiKey === '' ? {} : { apiKey }),
    });
    return (name) => provider.chatModel(name);
  },
} as const satisfies Record<Vendor, (access: VendorAccess) => VendorModels>;

function settingsOf({ baseUrl, apiKey }: VendorAccess) {
  return baseUrl === null ? { apiKey } : { apiKey, baseURL: baseUrl };
}
