import { describe, expect, test } from 'vitest';
import { words } from '../../src/planning/words/words.ts';
import { itemTitled, readingOf } from './reading.ts';

const before =
  '# Epic: Port\n\n## US-01: Moor\n\n## Story 2.1: Queue\n\n## Enabler: Event contracts\n\n## Story: Berth\n\n';
const titles = (text: string, of = 'Berth'): readonly string[] => {
  const reading = readingOf(`${before}${text}`);
  const { dependsOn } = itemTitled(reading, of);
  return reading.items.filter(({ id }) => dependsOn.includes(id)).map(({ title }) => title);
};

describe('a dependency told in a sentence', () => {
  test.each([
    'Depends on US-01.',
    'Depends on Story 2.1 because we need to know the queue.',
    '**Depends on** US-01',
    '- Depends on the story 2.1',
    '- [ ] **Depends on [US-01](https://example.org/1)** and more',
    'Blocked by US-01, Story 2.1 and Event contracts',
    'Requires US-01 first',
    'Depends on Event contracts.',
    'Acceptance criteria\n\n- One\n- Two\n\nDepends on US-01.',
    '依赖US-01',
    'Зависит от US-01',
    'Dépend de la story 2.1',
    'Depende da história 2.1.',
  ])('is a link: %s', (text) => {
    expect(titles(text)).not.toEqual([]);
  });

  test('names several items, and stops where it names none', () => {
    expect(titles('Depends on US-01, Story 2.1 and the weather; see Event contracts')).toEqual([
      'Moor',
      'Queue',
    ]);
  });

  test('may be told from the other end', () => {
    expect(titles('Blocks Story 2.1 until autumn.', 'Queue')).toEqual(['Berth']);
  });

  test.each([
    'US-01 に依存',
    'US-01に依存します。',
    'US-01에 의존합니다.',
    "US-01'e bağlı",
    'US-01’e bağlıdır.',
  ])('may have its verb at the end: %s', (text) => {
    expect(titles(text)).toEqual(['Moor']);
  });

  test.each(['US-01とStory 2.1に依存', 'US-01와 Story 2.1에 의존', "US-01 ve Story 2.1'e bağlı"])(
    'may then name several: %s',
    (text) => {
      expect(titles(text)).toEqual(['Moor', 'Queue']);
    },
  );

  test.each([
    '天気に依存',
    'US-01 の天気に依存',
    'Hava durumuna bağlı',
    'Depends on the weather.',
    'Depends on US-99 and the rain.',
    'Depends on Event contracts that somebody signs.',
    'It all depends on US-01.',
    'Requires a decision of the board about US-01.',
  ])('that names no item is text, without a warning: %s', (text) => {
    expect(titles(text)).toEqual([]);
    expect(itemTitled(readingOf(before + text), 'Berth')).toMatchObject({ description: text, warnings: [] });
  });

  const labels = words.flatMap(({ fields }) =>
    (fields.dependencies ?? '').split(';').map((word) => word.trim()),
  );
  test.each(labels.filter((label) => label !== ''))('may begin with “%s”', (label) => {
    expect(titles(`${label} US-01 now`)).toEqual(['Moor']);
  });
});

describe('in brackets behind a title', () => {
  test.each([
    ['depends on US-01', ['Moor']],
    ['blocked by US-01 and Story 2.1', ['Moor', 'Queue']],
    ['requires #9', []],
    ['hängt ab von US-01', ['Moor']],
    ['depende de US-01', ['Moor']],
    ['зависит от US-01', ['Moor']],
    ['depends on Sprint 3', []],
    ['Depende de Sprint3', []],
  ])('it is no part of that: “%s”', (text, needed) => {
    const entry = `## Epic: Quay\n\n- Story: Paint a boat (${text})\n`;
    expect(titles(entry, 'Paint a boat')).toEqual(needed);
    expect(itemTitled(readingOf(`${before}${entry}`), 'Paint a boat').description).toContain(
      needed.length > 0 ? '' : text,
    );
  });

  test.each(['requires an account', 'depends on 2 boats', 'enables 2FA', 'requires ES2015', 'needs review'])(
    'what names no item stays: “%s”',
    (text) => {
      const reading = readingOf(`${before}## Epic: Quay\n\n- Story: Paint a boat (${text})\n`);
      expect(itemTitled(reading, `Paint a boat (${text})`).dependsOn).toEqual([]);
    },
  );
});
