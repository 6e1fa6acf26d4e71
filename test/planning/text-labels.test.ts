import { expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

test.each([
  ['an entry', '- **Description**: Guests pay.\n- **Priority**: High\n'],
  ['an entry in another language', '- **Descripción:** Guests pay.\n'],
  ['an entry over its text', '- Beschreibung:\n  Guests pay.\n'],
  ['a line', '**Описание:** Guests pay.\n**Priority:** High\n'],
])('a label that only says that it is a text is no part of it in %s', (_name, text) => {
  expect(itemTitled(readingOf(`# Plan\n\n## Story: Pay\n\n${text}`), 'Pay').description).toBe('Guests pay.');
});

test('a label that says what the text is about stays in front of it', () => {
  const text = '- **Description:** Guests pay.\n- **Background:** They asked.\n';
  expect(itemTitled(readingOf(`# Plan\n\n## Story: Pay\n\n${text}`), 'Pay').description).toBe(
    'Guests pay.\n\n- **Background:** They asked.',
  );
});
