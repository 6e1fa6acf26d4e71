import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const told = (...names: string[]): string =>
  names.map((name) => `- [ ] **${name}** : As a rower, I want to ${name.toLowerCase()}.\n`).join('');

describe('an entry that names a story and tells no sentence', () => {
  test('is one beside those that do', () => {
    const reading = readingOf(
      `# User stories\n\n## Epic A: Boats\n\n${told('Row', 'Steer')}- [x] **No doubles** : The system books no boat twice.\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Boats',
      'STORY Row < Boats',
      'STORY Steer < Boats',
      'STORY No doubles < Boats',
    ]);
    expect(itemTitled(reading, 'No doubles')).toMatchObject({
      status: 'Done',
      description: 'The system books no boat twice.',
    });
  });

  test('is guessed to be one below an epic whose siblings tell theirs', () => {
    const qualities =
      '- [ ] **Keyboard only** : All works without a mouse.\n- [ ] **Fast list** : It opens at once.\n';
    const reading = readingOf(
      `# User stories\n\n## Epic A: Boats\n\n${told('Row', 'Steer', 'Store', 'Lend', 'Mend', 'Wash', 'Sell')}\n## Epic B: Qualities\n\n${qualities}`,
    );
    expect(treeOf(reading).slice(8)).toEqual([
      'EPIC Qualities',
      'STORY Keyboard only < Qualities',
      'STORY Fast list < Qualities',
    ]);
    expect(itemTitled(reading, 'Fast list').warnings.map(({ code }) => code)).toEqual(['STORY_GUESSED']);
    expect(treeOf(readingOf(`# Plan\n\n## Epic B: Qualities\n\n${qualities}`))).toEqual(['EPIC Qualities']);
  });
});

describe('a list of keys below the stories of an epic', () => {
  test('names its children, and is no list of stories', () => {
    const reading = readingOf(
      '# Epics\n\n## Boats\n\nWe want boats.\n\n**Child stories**\n- Hull: OAR-1, OAR-2 (the paint, and more).\n- Oars: OAR-3 (oak).\n\n# Stories\n\n## OAR-1 — Build\n\n**Acceptance criteria**\n- Floats\n\n## OAR-2 — Paint\n\n**Acceptance criteria**\n- Red\n\n## OAR-3 — Carve\n\n**Acceptance criteria**\n- Long\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Boats',
      'STORY Build < Boats',
      'STORY Paint < Boats',
      'STORY Carve < Boats',
    ]);
    expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEMS_WITHOUT_PARENT');
  });
});
