import { ModelFault, type ModelPart, type ModelProvider, type ModelRequest } from '../../domain/model.ts';
import type { Vendor, VendorAccess, VendorModels } from './vendors.ts';

/** Which models can be asked. */
export interface ModelAccess {
  /** Provider and model, `openai/gpt-5-mini`; null: every request has to name one. */
  readonly defaultModel: string | null;
  readonly vendors: Readonly<Partial<Record<Vendor, VendorAccess>>>;
  /** A file of turns that the provider `scripted` plays; null for none. */
  readonly scriptFile: string | null;
}

const whatToSet =
  'Set OPENAI_API_KEY, ANTHROPIC_API_KEY or COMPATIBLE_BASE_URL for a vendor and MODEL for the default, such as MODEL=openai/gpt-5-mini; or SCRIPTED_MODEL_FILE to try things out.';

/** A model's readers of answers are built with it, at the cost of several requests: so many are kept. */
const mostKeptModels = 64;

/** The models that are configured. A vendor's library is loaded when it is first asked. */
export function createModels(access: ModelAccess): ModelProvider {
  const opened = new Map<Vendor, Promise<VendorModels>>();
  const providers = [...Object.keys(access.vendors), ...(access.scriptFile === null ? [] : ['scripted'])];

  return { resolve, stream: streamFrom };

  function resolve(name: string | null): ReturnType<ModelProvider['resolve']> {
    if (providers.length === 0) return { kind: 'none', message: `No model is configured. ${whatToSet}` };
    const model = name ?? access.defaultModel;
    if (model === null) {
      const message = `No default model is configured: name one, as provider/model with a provider of ${providers.join(', ')}, or set MODEL.`;
      return { kind: 'none', message };
    }
    const [provider = '', ...rest] = model.split('/');
    if (providers.includes(provider) && rest.join('/') !== '') return { kind: 'model', model };
    const message = `The model ${model} cannot be asked: name one as provider/model with a provider of ${providers.join(', ')}, or configure another. ${whatToSet}`;
    return { kind: 'none', message };
  }

  async function* streamFrom(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
    const resolved = resolve(request.model);
    // It was configured when it was chosen.
    if (resolved.kind === 'none') throw new ModelFault('MODEL_ERROR', resolved.message);
    const [provider, ...rest] = request.model.split('/');
    if (provider === 'scripted' && access.scriptFile !== null) {
      const { streamScript } = await import('./scripted.ts');
      return yield* streamScript(access.scriptFile, request, signal);
    }
    const { streamVendor } = await import('./vendor-stream.ts');
    const models = await open(provider as Vendor);
    yield* streamVendor(models(rest.join('/')), request, signal);
  }

  function open(vendor: Vendor): Promise<VendorModels> {
    const known = opened.get(vendor);
    if (known !== undefined) return known;
    const vendorAccess = access.vendors[vendor];
    if (vendorAccess === undefined) throw new Error(`the vendor ${vendor} is not configured`);
    const models = import('./vendors.ts').then(({ openVendor }) => keeping(openVendor[vendor](vendorAccess)));
    opened.set(vendor, models);
    return models;
  }
}

function keeping(open: VendorModels): VendorModels {
  const kept = new Map<string, ReturnType<VendorModels>>();
  return (name) => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const model = open(name);
    kept.set(name, model);
    const [oldest] = kept.keys();
    if (kept.size > mostKeptModels && oldest !== undefined) kept.delete(oldest);
    return model;
  };
}
