import type { ItemDraft } from '../item-draft.ts';
import { enablerTypeOf, speaksOfBusiness } from '../words/enabler-types.ts';

const wordBehind = /^(.*\S)\s*[([（]([^()（）[\]]{2,30})[)\]）]$/su;
const longestTitle = 300;

/**
 * “Enabler feature: Event backbone (infrastructure)”, and “Feature: Map (business)” where others enable: what stands in
 * brackets is the type of the feature, as it is behind an enabler, and no part of its title.
 */
export function takeFeatureTypes(drafts: readonly ItemDraft[]): void {
  let areApart: boolean | null = null;
  for (const draft of drafts) {
    if (draft.kind !== 'FEATURE' || draft.title.length > longestTitle) continue;
    const [, title, word] = /[)\]）]$/u.test(draft.title) ? (wordBehind.exec(draft.title) ?? []) : [];
    if (title === undefined || word === undefined) continue;
    if (draft.featureType === 'ENABLER') {
      if (enablerTypeOf(word) !== null) draft.title = title;
    } else if (!/\s/u.test(word) && speaksOfBusiness(word)) {
      areApart ??= drafts.some(({ kind, featureType }) => kind === 'ENABLER' || featureType === 'ENABLER');
      if (!areApart) continue;
      draft.title = title;
      draft.featureType = 'BUSINESS';
    }
  }
}
