import { describe, expect, test } from 'vitest';
import { previewField } from '../../src/domain/action.ts';
import { formatPreview, parsePreview } from '../../src/store/read/action-previews.ts';

describe('a preview as it is stored', () => {
  const preview = [
    previewField('title', null, 'Pay by card'),
    previewField('title', 'Pay', 'Pay\u200b by card'),
    previewField('labels', ['pay'], []),
    previewField('estimate', 3, null),
  ];

  test('comes back as it was', () => {
    expect(parsePreview(formatPreview(preview))).toEqual(preview);
  });

  test('leaves out what goes without saying', () => {
    expect(formatPreview(preview.slice(0, 1))).toBe('[{"field":"title","newValue":"Pay by card"}]');
  });

  test('is read as it was stored before, with everything in it', () => {
    expect(parsePreview(JSON.stringify(preview))).toEqual(preview);
  });
});
