import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

describe('a heading of nothing but a key', () => {
  test.each([
    ['- **User**: Rower', '- **User Story**: I want to book a boat'],
    ['- **Role**: Rower', '- **Story**: I want to book a boat'],
    ['**User**: Rower', '**User Story**: I want to book a boat'],
    ['- **Ruolo**: Canottiere', '- **Storia utente**: I want to book a boat'],
    ['- **Rolle**: Ruderer', '- **User Story**: I want to book a boat'],
    ['- **Context**: the club is open', '- **User Story**: I want to book a boat'],
  ])('takes its title from the field that names the story, behind “%s”', (role, story) => {
    const text = `# Rowing club\n\n## User stories\n\n### US01\n\n${role}\n${story}\n- **Effort**: 5\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY I want to book a boat']);
  });

  test('goes by the title that another place gives it', () => {
    const text =
      '## User stories\n\n- US-1: Book a boat\n- US-2: Return a boat\n\n### US-1\n\n- **Role**: Rower\n- **Story**: a boat is kept for me\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Book a boat', 'STORY Return a boat']);
  });
});
