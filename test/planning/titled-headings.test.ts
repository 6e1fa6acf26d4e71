import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

const names = ['Moor at night', 'Lend a boat', 'Light the quay', 'Count the nets'];

function codes(text: string): readonly string[] {
  return readingOf(text).items.flatMap(({ warnings }) => warnings.map(({ code }) => code));
}

describe('headings in a backlog that are numbered straight through', () => {
  const text = (fronts: readonly string[]): string =>
    `# Harbour backlog\n\n## Next\n\n${names
      .map(
        (name, at) =>
          `${at === 2 ? '## Behind that\n\n' : ''}### ${fronts[at]} ${name}\n\n- It is seen.\n- It is safe.\n\n`,
      )
      .join('')}## Rules\n\nNobody swims.\n`;

  test('are its stories, with how they stand in front of their names', () => {
    const written = text(['1.', '2. Completed —', '3.', '4. Partially completed –']);
    expect(treeOf(readingOf(written))).toEqual(names.map((name) => `STORY ${name}`));
    expect(itemTitled(readingOf(written), 'Lend a boat').status).toBe('Completed');
    expect(codes(written)).toEqual(['KIND_FROM_OUTLINE']);
  });

  test('may be anything where their numbers start anew', () => {
    const restarted = text(['1.', '2.', '1.', '2.']).replaceAll(/- It is .*\n/g, '');
    expect(outcomeOf(restarted).kind).toBe('refused');
  });
});

describe('below the title “User stories”', () => {
  test('headings over texts are stories', () => {
    const text = `# User stories\n\n${names.map((name) => `### ${name}\n\nSailors can do that.\n\n`).join('')}`;
    expect(treeOf(readingOf(text))).toEqual(names.map((name) => `STORY ${name}`));
    expect(codes(text)).toEqual(names.map(() => 'STORY_GUESSED'));
  });

  test('headings over texts about stories are none', () => {
    const text = `# User stories\n\n${names.map((name) => `### ${name}\n\nA user story is short.\n\n`).join('')}`;
    expect(outcomeOf(text).kind).toBe('refused');
  });

  test.each(['User stories!', '# User stories'])('short paragraphs are stories: %s', (label) => {
    const text = `${label}\n\n${names.join('\n\n')}\n\n(Nets are of hemp.)\n`;
    expect(treeOf(readingOf(text))).toEqual(names.map((name) => `STORY ${name}`));
    expect(codes(text)).toEqual(names.map(() => 'STORY_GUESSED'));
  });

  test('prose is none', () => {
    const prose = names.map((name) => `${name}. That is what sailors want of us.`).join('\n\n');
    expect(outcomeOf(`# User stories\n\n${prose}\n`).kind).toBe('refused');
  });
});

describe('headings with letters of their own below requirements', () => {
  const text = (heading: string, letter: string): string =>
    `## ${heading}\n\nAs agreed.\n\n${names.map((name, at) => `### ${letter}${at + 1}: ${name}\n\n`).join('')}`;

  test.each(['Business requirements', 'Geschäftsanforderungen', 'Exigences métier'])(
    'are what the document plans that plans nothing else: %s',
    (heading) => {
      const written = `# Harbour\n\n${text(heading, 'G')}`;
      expect(readingOf(written).items.map(({ key, title }) => [key, title])).toEqual(
        names.map((name, at) => [`G${at + 1}`, name]),
      );
    },
  );

  test('tell that nothing else says what they are', () => {
    const written = `# Harbour\n\n${text('Geschäftsanforderungen', 'G')}`;
    expect(codes(written)).toEqual(names.map(() => 'STORY_GUESSED'));
  });

  test('are none beside stories, nor below what names none', () => {
    const story = '## Story: Sail\n\nAs a sailor, I want to sail.\n';
    expect(treeOf(readingOf(`# Harbour\n\n${text('Business requirements', 'G')}${story}`))).toEqual([
      'STORY Sail',
    ]);
    expect(outcomeOf(`# Harbour\n\n${text('Parts of the harbour', 'G')}`).kind).toBe('refused');
  });
});

test('a backlog holds lists below priorities beside one that holds marked stories', () => {
  const marked = '## P0 - First\n\n### PB-001 - Moor\n\nBy night.\n\n### PB-002 - Lend\n\nBy day.\n\n';
  const lists =
    '## P1 - Comfort\n\n- Light the quay\n- Count the nets\n\n## P2 - Extras\n\n- Paint\n- Sing\n';
  const reading = readingOf(`# Product backlog\n\n${marked}${lists}`);
  expect(reading.items.slice(0, 2).map(({ key }) => key)).toEqual(['PB-001', 'PB-002']);
  expect(reading.items.slice(2).map(({ title, priority }) => [title, priority])).toEqual([
    ['Light the quay', 2],
    ['Count the nets', 2],
    ['Paint', 3],
    ['Sing', 3],
  ]);
});
