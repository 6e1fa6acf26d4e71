import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const sentence = 'As a skipper, I want to see free berths, so that I can plan.';
const criteria = '## Acceptance criteria\n\n- Full berths are grey\n- Mine is green\n';
const stories = `## User stories\n\n- ${sentence}\n- As a skipper, I want to book a berth, so that it is mine.\n\n`;

describe('the title of a document with a key', () => {
  test('is the feature whose stories and criteria stand below it', () => {
    const reading = readingOf(`# PROJ-6: Berths online\n\nSome text.\n\n${stories}${criteria}`);
    expect(treeOf(reading)).toEqual([
      'FEATURE Berths online',
      `STORY ${sentence} < Berths online`,
      'STORY As a skipper, I want to book a berth, so that it is mine. < Berths online',
    ]);
    expect(itemTitled(reading, 'Berths online')).toMatchObject({
      key: 'PROJ-6',
      acceptanceCriteria: ['Full berths are grey', 'Mine is green'],
      warnings: [{ code: 'FEATURE_GUESSED' }],
    });
  });

  test.each([sentence, `## User story\n\n${sentence}`])('is the story that is told below it: %s', (told) => {
    const reading = readingOf(`# PROJ-6: Berths online\n\n${told}\n\n${criteria}`);
    expect(treeOf(reading)).toEqual(['STORY Berths online']);
    expect(itemTitled(reading, 'Berths online')).toMatchObject({
      key: 'PROJ-6',
      acceptanceCriteria: ['Full berths are grey', 'Mine is green'],
    });
  });

  test.each(['Berths online', 'PRD-6: Berths online', 'RFC-6: Berths online', 'B12: Berths online'])(
    'is none as “%s”',
    (title) => {
      const reading = readingOf(`# ${title}\n\n${stories}${criteria}`);
      expect(reading.items.map(({ kind }) => kind)).toEqual(['STORY', 'STORY']);
    },
  );

  test.each(['## Stories\n\n###', '##'])(
    'is the feature that holds those with other keys of the project: “%s”',
    (heads) => {
      const [above, level] = heads.includes('\n') ? heads.split('\n\n') : ['', heads];
      const story = (title: string): string =>
        `${level} ${title}\n\n${sentence}\n\nAcceptance criteria\n\n- One\n\n`;
      const reading = readingOf(
        `# PROJ-6: Berths online\n\n${above}\n\n${story('PROJ-7: See berths')}${story('PROJ-8: Book a berth')}`,
      );
      expect(treeOf(reading)).toEqual([
        'FEATURE Berths online',
        'STORY See berths < Berths online',
        'STORY Book a berth < Berths online',
      ]);
    },
  );

  test.each([
    ['Epic', 'EPIC'],
    ['Feature', 'FEATURE'],
  ])('is what its field says: “Type: %s”', (type, kind) => {
    const [first, ...others] = readingOf(`# PROJ-6: Berths online\n\n**Type:** ${type}\n\n${stories}`).items;
    expect(first).toMatchObject({ kind, title: 'Berths online', key: 'PROJ-6', warnings: [] });
    expect(others.map(({ parentId }) => parentId)).toEqual([first?.id, first?.id]);
  });

  test('is none over stories alone', () => {
    const reading = readingOf(`# PROJ-6: Berths online\n\n${stories}`);
    expect(reading.items.map(({ kind }) => kind)).toEqual(['STORY', 'STORY']);
  });
});

describe('a field “Title” below a heading', () => {
  test('names what the heading calls by a key alone', () => {
    const entry = (number: number, title: string) => `### HB - ${number}\nTitle: ${title}\nAssignee: Ann\n\n`;
    const reading = readingOf(
      `# Sprint 1\n\n## Stories in this sprint\n\n${entry(1, sentence)}${entry(2, 'Leave a berth')}`,
    );
    expect(reading.items).toMatchObject([
      { kind: 'STORY', key: 'HB-1', title: sentence },
      { kind: 'STORY', key: 'HB-2', title: 'Leave a berth' },
    ]);
  });

  test('names what has only brackets behind its mark', () => {
    const reading = readingOf(
      '# Plan\n\n### User stories\n\n1. **Story 1** (at the quay):\n   - **Title**: Leave a berth\n   - **Story points**: 5\n',
    );
    expect(reading.items).toMatchObject([
      { title: 'Leave a berth', storyPoints: 5, description: expect.stringContaining('at the quay') },
    ]);
  });

  test('may be the story itself, also behind the epic that it belongs to', () => {
    const story = (key: string) =>
      `### ${key}\n- **Epic**: Berths\n- **User Story**: ${sentence}\n- **Effort**: 5\n\n`;
    const reading = readingOf(`# Backlog\n\n${story('US-1')}${story('US-2').replace('free', 'taken')}`);
    expect(treeOf(reading)).toEqual([
      'EPIC Berths',
      `STORY ${sentence} < Berths`,
      `STORY ${sentence.replace('free', 'taken')} < Berths`,
    ]);
    expect(reading.items[1]).toMatchObject({ key: 'US-1', storyPoints: 5 });
  });

  test('is a field of what has a name', () => {
    const reading = readingOf('# Plan\n\n### Story 1: Berths\n\nTitle: Leave a berth\n');
    expect(reading.items).toMatchObject([{ title: 'Berths', attributes: { Title: 'Leave a berth' } }]);
  });
});

describe('a story whose heading has an owner and a figure', () => {
  const story = (heading: string, name: string): string =>
    `# Gym\n\n## ${heading}\n\n- ${name}: Plans - the coach writes them\n- Story Points: 5\n`;

  test.each(['Name/Description', 'Nome/Descrizione', 'Titel / Beschreibung'])(
    'is called by “%s:”',
    (name) => {
      expect(readingOf(story('User Story 1 (Ann Lee) - BFTB: 4.66', name)).items).toMatchObject([
        {
          title: 'Plans',
          storyPoints: 5,
          attributes: { BFTB: '4.66' },
          description: expect.stringContaining('the coach writes them'),
        },
      ]);
    },
  );

  test('keeps a name of its own', () => {
    expect(readingOf(story('User Story 1 (Ann Lee) - Diets', 'Name/Description')).items).toMatchObject([
      { title: 'Diets' },
    ]);
  });
});

test('the title over one “Story” and its criteria names that story', () => {
  const reading = readingOf(
    `# Berths online\n\n## Story\n\n${sentence}\n\n${criteria}\n## Notes\n\n- By ebb\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Berths online']);
  expect(itemTitled(reading, 'Berths online')).toMatchObject({
    description: expect.stringContaining(sentence),
    acceptanceCriteria: ['Full berths are grey', 'Mine is green'],
    warnings: [{ code: 'STORY_GUESSED' }],
  });
});

describe('the title with a key over “Epic: #40”', () => {
  const title = '# M05: Berths online\n\n**Epic:** [#40](https://tracker.example/40) · **Lane:** Quay\n\n';

  test('is that epic where issues are listed below it', () => {
    const reading = readingOf(
      `${title}## Issues\n\n| # | Title | Blocked by |\n|---|---|---|\n| #83 | Map | — |\n| #84 | Chart | #83 |\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Berths online',
      'STORY Map < Berths online',
      'STORY Chart < Berths online',
    ]);
    expect(reading.items[0]?.warnings).toEqual([]);
  });

  test('is none where a story stands below that epic', () => {
    const reading = readingOf(`${title}${sentence}\n\n${criteria}`);
    expect(reading.items.map(({ kind }) => kind)).toEqual(['STORY']);
  });
});
