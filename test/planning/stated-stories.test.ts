import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

describe('where nothing else is planned, sentences of what the system shall do are stories', () => {
  test.each([
    '# Booking\n\nThe system shall list all ferries\n\nThe system shall sell tickets\n\n# Harbour\n\nThe system shall show the tide.\n',
    '# Ferry\n\n## Booking\n\n- The system shall list all ferries\n- The system must sell tickets\n\n## Harbour\n\n- Users shall be able to see the tide\n',
    '# Fähre\n\n## Buchung\n\nDas System muss alle Fähren zeigen.\n\nBenutzer sollen Karten kaufen können.\n\n## Hafen\n\nDie Anwendung soll die Gezeiten zeigen.\n',
    '# Feribot\n\n## Bilet\n\n- Sistem tüm seferleri göstermelidir.\n- Kullanıcı bilet alabilmelidir.\n\n## Liman\n\n- Sistem gelgiti göstermelidir.\n',
    '# 渡船\n\n## 预订\n\n系统应显示所有渡船。\n\n系统必须出售船票。\n\n## 港口\n\n系统应显示潮汐。\n',
  ])('%s', (text) => {
    const reading = readingOf(text);
    expect(reading.items.map(({ kind }) => kind)).toEqual(['FEATURE', 'STORY', 'STORY', 'FEATURE', 'STORY']);
    expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      'FEATURE_GUESSED',
      'STORY_GUESSED',
      'STORY_GUESSED',
      'FEATURE_GUESSED',
      'STORY_GUESSED',
    ]);
  });

  test('below the title they stand alone', () => {
    const text =
      '# Ferry\n\nThe system shall list all ferries\n\nThe system shall sell tickets\n\nThe system shall show the tide\n';
    expect(treeOf(readingOf(text))).toEqual([
      'STORY The system shall list all ferries',
      'STORY The system shall sell tickets',
      'STORY The system shall show the tide',
    ]);
  });

  test('and so is what is listed among them, and below another priority', () => {
    const text =
      '## Must haves:\n\n1. The system must list all ferries.\n2. The database must be small.\n3. The user must be able to pay.\n4. The system must print.\n5. The system must refund.\n\n## Could haves:\n\n1. The system could sing.\n\n## Won’t haves:\n\n1. The system will not dance.\n';
    const { items } = readingOf(text);
    expect(items.map(({ title, priority }) => [title, priority])).toEqual([
      ['The system must list all ferries.', 1],
      ['The database must be small.', 1],
      ['The user must be able to pay.', 1],
      ['The system must print.', 1],
      ['The system must refund.', 1],
      ['The system could sing.', 3],
    ]);
  });

  test('what stands below an entry is its own', () => {
    const text =
      '# Ferry\n\n## Booking\n\n- The system shall list all ferries\n  - By date\n- The system shall sell tickets\n- The system shall refund\n';
    expect(itemTitled(readingOf(text), 'The system shall list all ferries').description).toContain('By date');
  });
});

describe('they are none', () => {
  const sentences =
    'The system shall list all ferries\n\nThe system shall sell tickets\n\nThe system shall show the tide\n';
  test.each([
    ['in rules', `# Coding rules\n\n## Booking\n\n${sentences}`],
    [
      'below qualities',
      `# Ferry\n\n## Performance\n\n${sentences}\n## Non-functional requirements\n\n${sentences}`,
    ],
    ['among other text', `# Ferry\n\n## Booking\n\nFerries go daily.\n\nTickets are dear.\n\n${sentences}`],
    [
      'when they tell what is done',
      '# Ferry\n\n## Booking\n\nThe user can click on a ferry.\n\nThe system then shows it.\n\nThe user will pay.\n',
    ],
  ])('%s', (_, text) => {
    expect(outcomeOf(text).kind).toBe('refused');
  });
});

test.each(['Your users should be able to:', 'The app must:'])(
  'where nothing else is planned, “%s” begins what the list below it states',
  (label) => {
    const text = `# Ferry\n\n## The job\n\nBuild the app as it is drawn.\n\nTake any tool.\n\n${label}\n\n- See the boats\n- Book a seat\n- **Later**: pay by card\n\nAsk us anything.\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'STORY See the boats',
      'STORY Book a seat',
      'STORY Later: pay by card',
    ]);
    expect(treeOf(readingOf(`${text}\n## Story: Row\n`))).toEqual(['STORY Row']);
  },
);
