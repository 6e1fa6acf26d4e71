import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const story = (head: string, title: string): string =>
  `### ${head}\n\n- Title: ${title}\n- Description: As a guest, I want to ${title}.\n- Acceptance criteria:\n  - it works\n\n`;

describe('a heading that labels its key', () => {
  test.each(['ID', 'Story ID', 'Key'])('is that of the item: “%s: US-1”', (label) => {
    const reading = readingOf(
      `# Plan\n\n## 5. User stories\n\n${story(`${label}: US-1`, 'sign up')}${story(`${label}: US-2`, 'sign in')}`,
    );
    expect(reading.items).toMatchObject([
      { kind: 'STORY', key: 'US-1', title: 'sign up', acceptanceCriteria: ['it works'] },
      { kind: 'STORY', key: 'US-2', title: 'sign in', acceptanceCriteria: ['it works'] },
    ]);
  });

  test('may have its title behind the key', () => {
    const reading = readingOf('# Plan\n\n## User stories\n\n### ID: US-1 – Pay\n\nText.\n');
    expect(reading.items).toMatchObject([{ key: 'US-1', title: 'Pay' }]);
  });

  test('gives the name above it that key where it stands alone', () => {
    const reading = readingOf('# Plan\n\n## Story: Pay\n\n### ID: US-1\n\n## Story: Leave\n\n### ID: US-2\n');
    expect(reading.items).toMatchObject([
      { key: 'US-1', title: 'Pay' },
      { key: 'US-2', title: 'Leave' },
    ]);
  });
});

test('the label of a description is the name of no story', () => {
  const reading = readingOf(
    '# Plan\n\n## User stories\n\n- Description: As a guest, I want to pay.\n- As a guest, I want to leave.\n',
  );
  expect(treeOf(reading)).toEqual(['STORY As a guest, I want to pay.', 'STORY As a guest, I want to leave.']);
});

test('a bold key over a list of fields is one story with them', () => {
  const story = (key: string, name: string): string =>
    `**${key}**\n\n- **Title**: ${name}\n- **Acceptance criteria**:\n  - It floats\n  - It moves\n\n`;
  const { items } = readingOf(`## User stories\n\n${story('US-001', 'Row')}${story('US-002', 'Steer')}`);
  expect(items).toMatchObject([
    { key: 'US-001', title: 'Row', acceptanceCriteria: ['It floats', 'It moves'] },
    { key: 'US-002', title: 'Steer' },
  ]);
  expect(items).toHaveLength(2);
});
