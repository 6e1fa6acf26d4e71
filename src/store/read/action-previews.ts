import type { ActionPreviewField } from '../../domain/action.ts';
import { toJson } from '../row.ts';

/** A field of a preview as it is stored: what goes without saying is left out. */
type StoredField = Pick<ActionPreviewField, 'field' | 'newValue'> & Partial<ActionPreviewField>;

export function parsePreview(text: string): ActionPreviewField[] {
  return (JSON.parse(text) as StoredField[]).map(
    ({ field, oldValue = null, newValue, hiddenCharacters = false }) => ({
      field,
      oldValue,
      newValue,
      hiddenCharacters,
    }),
  );
}

export function formatPreview(preview: readonly ActionPreviewField[]): string {
  return toJson(
    preview.map(
      ({ field, oldValue, newValue, hiddenCharacters }): StoredField => ({
        field,
        ...(oldValue === null ? {} : { oldValue }),
        newValue,
        ...(hiddenCharacters ? { hiddenCharacters } : {}),
      }),
    ),
  );
}
