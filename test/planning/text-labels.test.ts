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

test.each([
  '**Definition of done (DoD)** — applies to all stories:',
  'Definition of done – holds for our stories:',
  '**Definición de terminado** — aplica a todas las historias:',
  '**Definition of Done** – gilt für alle User Storys:',
])('“%s” is the label in front of the dash, and lists no stories', (label) => {
  const done = '1. Code is reviewed by a peer.\n2. Acceptance criteria were shown.\n3. Tests pass.\n';
  const reading = readingOf(
    `# User stories of the club\n\n${label}\n\n${done}\n## US-1 Row\n\n## US-2 Sail\n`,
  );
  expect(reading.items.map(({ title }) => title)).toEqual(['Row', 'Sail']);
});

test('a whole sentence that begins as a label of criteria is none', () => {
  const text =
    '# Plan\n\n## Stories\n\n- US-1 Row\n- US-2 Sail\n\n## US-1\n\n- Criterios de aceptación vistos.\n- Otra cosa\n';
  expect(itemTitled(readingOf(text), 'Row').acceptanceCriteria).toEqual([]);
});
