import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

function story(body: string) {
  return itemTitled(readingOf(`# Epic 1: E\n\n## Story 1.1: S\n\n${body}\n\n## Story 1.2: T\n`), 'S');
}

describe('a full stop behind a value', () => {
  test.each([
    ['Points: 3.', { storyPoints: 3 }],
    ['Priority: high.', { priority: 2 }],
    ['Status: done.', { status: 'done' }],
    ['Points: 5. Priority: high.', { storyPoints: 5, priority: 2 }],
    ['Punkty: 5. Priorytet: wysoki. Zależy od: Story 1.2.', { storyPoints: 5, priority: 2 }],
    ['Owner: Anna. Points: 3.', { storyPoints: 3, attributes: { Owner: 'Anna' } }],
    ['点数：3。优先级：高。', { storyPoints: 3, priority: 2 }],
    ['Points: 2.5', { storyPoints: 2.5 }],
  ])('parts it from the next: “%s”', (line, said) => {
    expect(story(line)).toMatchObject({ ...said, description: '' });
  });

  test('links what the last of them names', () => {
    expect(story('Points: 5. Depends on: Story 1.2.').dependsOn).toHaveLength(1);
  });
});

describe('text behind the value of a field', () => {
  test.each([
    ['Priority: high. The old till breaks.', 'The old till breaks.'],
    ['Type: infrastructure. The old line loses files.', 'The old line loses files.'],
    ['优先级：高。旧的会丢文件。', '旧的会丢文件。'],
    ['Status: open. Priority: high. The old till breaks.', 'The old till breaks.'],
  ])('is the item’s: “%s”', (line, description) => {
    expect(story(line).description).toBe(description);
  });

  test.each([
    ['Estimate: 3 points, about two days', { storyPoints: 3 }, { Estimate: '3 points, about two days' }],
    ['Story points: 2 (see poker)', { storyPoints: 2 }, { 'Story points': '2 (see poker)' }],
    ['Size: M (5)', { storyPoints: 5 }, { Size: 'M (5)' }],
    ['Priority: high – the law asks for it', { priority: 2 }, { Priority: 'high – the law asks for it' }],
    ['Story points: ~5 SP', { storyPoints: 5 }, {}],
    ['Priority: 🔴 P0 - Must have (critical)', { priority: 1 }, {}],
  ])('is an attribute within its sentence: “%s”', (line, said, attributes) => {
    expect(story(line)).toMatchObject(said);
    expect(story(line).attributes).toEqual(attributes);
  });

  test('a story’s type is one where it is that of an enabler', () => {
    expect(story('Type: infrastructure').attributes).toEqual({ Type: 'infrastructure' });
  });
});

test('a paragraph around a list of criteria is text of the item', () => {
  const body = 'Acceptance criteria:\n\n- one\n- two\n\nThe billing team promised its part for April.';
  expect(story(body)).toMatchObject({
    acceptanceCriteria: ['one', 'two'],
    description: 'The billing team promised its part for April.',
  });
  expect(
    story('### Acceptance criteria\n\nIt is slow today.\n\nFor guests:\n\n- one\n\nGiven a\nWhen b\nThen c'),
  ).toMatchObject({
    acceptanceCriteria: ['one', 'Given a\nWhen b\nThen c'],
    description: 'It is slow today.',
  });
});

test.each([
  ['## Story: Pay (13 points) @raj, @tuija', '@raj, @tuija'],
  ['## Story: Pay @raj & @tuija 2026-03-01', '@raj & @tuija'],
  ['## Story: Pay (5 points, @raj, @tuija)', '@raj, @tuija'],
])('all owners behind a title are kept: “%s”', (heading, owners) => {
  expect(itemTitled(readingOf(`# Epic: E\n\n${heading}\n`), 'Pay').attributes).toMatchObject({
    Owner: owners,
  });
});

test('an attribute goes on in the lines that it is wrapped into', () => {
  const item = story(
    '**Goal of the story:** prove the central idea: the lead decides with a view of the balance and\nthe overlap of all.\n**Team:** Red',
  );
  expect(item).toMatchObject({
    description: '',
    attributes: {
      'Goal of the story':
        'prove the central idea: the lead decides with a view of the balance and the overlap of all.',
      Team: 'Red',
    },
  });
});

test('a label over text behind a list of criteria tells of them and is none', () => {
  const item = story(
    '### Acceptance criteria\n\n#### Definition of done\n\n- one\n- two\n\n**Citation:**\n> “We need both.”\n> — Ann',
  );
  expect(item.acceptanceCriteria).toEqual(['one', 'two']);
  expect(item.description).toContain('“We need both.”');
});

test('scenarios of a code block stand in the criteria, and not in the text as well', () => {
  const scenario = 'Scenario: Pay\n  Given a card\n  When I pay\n  Then I get a receipt';
  expect(story(`\`\`\`gherkin\n${scenario}\n\`\`\``)).toMatchObject({ description: '' });
  expect(story(`\`\`\`gherkin\n@till\n${scenario}\n\`\`\``).description).toContain('@till');
});

test.each(['To be defined', 'À définir', 'Da definire', '待定', 'Do ustalenia'])(
  '“%s” is no criterion and no number',
  (value) => {
    expect(story(`Story points: ${value}\n\nAcceptance criteria: ${value}`)).toMatchObject({
      storyPoints: null,
      acceptanceCriteria: [],
      attributes: {},
    });
  },
);

describe('what stands right below a group of an outline', () => {
  test.each([
    ['its text', 'Boats move at night.\n\n', 'Boats move at night.'],
    ['an entry that is nothing to do', '- https://piers.example\n', 'piers.example'],
    ['a label with a text', '**Why:** boats move.\n\n', 'boats move'],
  ])('is kept: %s', (_what, text, kept) => {
    const tasks = '- [ ] Moor the boats\n- [ ] Paint the oars\n- [ ] Count the ropes\n- [ ] Sweep the quay\n';
    const { description, attributes } = itemTitled(
      readingOf(`# Plan\n\n## Quay lights\n\n${text}${tasks}\n## Gates\n\n${tasks}`),
      'Quay lights',
    );
    expect(`${description} ${Object.values(attributes)}`).toContain(kept);
  });
});
