import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const checks = '- Independent (each stands alone)\n- Small (fits in a sprint)\n';
const told = ['STORY Pay by card', 'STORY Refund an order'];

test.each([
  'These user stories meet the INVEST criteria:',
  '✅ **These user stories meet the INVEST criteria:**',
  'Las historias cumplen los criterios INVEST:',
  'Our stories are SMART (SMART criteria):',
])('what stories are checked by is none of them: “%s”', (line) => {
  const text = `# User Stories\n\n- Pay by card\n- Refund an order\n\n${line}\n\n${checks}`;
  expect(treeOf(readingOf(text))).toEqual(told);
  const rows = '| ID | User Story |\n|---|---|\n| US-1 | Pay by card |\n| US-2 | Refund an order |\n';
  expect(treeOf(readingOf(`# User Stories\n\n${rows}\n${line}\n${checks}`))).toEqual(told);
});

test('stories that an app is called after are still listed', () => {
  const text = '# Backlog\n\nThe stories for Invest and Smart:\n\n- Pay by card\n- Refund an order\n';
  expect(treeOf(readingOf(text))).toEqual(told);
});

describe('in the introduction to headings of stories', () => {
  const text = (line: string): string =>
    `# User stories\n\n${line}\n\n- Times are local\n- Texts are short\n\n## 1. Pay by card\n\nAs a guest, I want to pay.\n`;

  test.each(['Conventions that apply to every story:', 'Rules:', 'Konventionen für alle Stories:'])(
    'a list of “%s” holds none of them',
    (line) => {
      expect(treeOf(readingOf(text(line)))).toEqual(['STORY Pay by card']);
    },
  );
});
