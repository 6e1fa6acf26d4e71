import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

function form(heading: string, points = '[5]', priority = '[High]'): string {
  return `### ${heading}\n\n- **As a:** [skipper]\n- **I want to:** [see it]\n- **So that I can:** [sail]\n\n**Priority:** ${priority}\n**Estimated Points:** ${points}\n**Acceptance Criteria:**\n\n- [It is there]\n- [It is fast]\n\n`;
}

describe('a form that was filled in', () => {
  test('has its brackets for decoration', () => {
    const text = `# Backlog\n\n${form('User Story: [Open the gate]')}${form('User Story: [Light the pier]', '[8]')}${form('Groundwork: [Story overview]', '[2]', 'Low')}`;
    const { items } = readingOf(text);
    const acceptanceCriteria = ['It is there', 'It is fast'];
    expect(items).toMatchObject([
      { kind: 'STORY', title: 'Open the gate', storyPoints: 5, priority: 2, acceptanceCriteria },
      { kind: 'STORY', title: 'Light the pier', storyPoints: 8, priority: 2, acceptanceCriteria },
      { title: 'Story overview', storyPoints: 2, priority: 4, attributes: { Type: 'Groundwork' } },
    ]);
    expect(items[0]?.description).not.toContain('[');
  });

  test.each([
    form('User Story: [Title]') + form('User Story: [Another title]', '[number]', '[High/Medium/Low]'),
    form('User Story: [Title]') + form('User Story: [Title]'),
    form('User Story: [Name of the feature]', '[Story points]') +
      form('User Story: [Second feature]', '[points]'),
  ])('is none where it is to be filled in: %#', (text) => {
    expect(outcomeOf(`# Backlog\n\n${text}`)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });

  test('gives nothing where one is left beside the example that explains it', () => {
    const text = `# Backlog\n\n${form('User Story: [Open the gate]')}${form('User Story: [What they need]', '[points]', '[priority]')}\n## Story: Light the pier\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Light the pier']);
  });
});

test.each(['[8]', '[ 8 ]', '**[8]**', '8'])('points may stand in brackets: “%s”', (value) => {
  expect(readingOf(`# Plan\n\n## Story: Pay\n\nPoints: ${value}\n`).items[0]?.storyPoints).toBe(8);
});

test('a form that is still to be filled in gives nothing, whatever stands below it', () => {
  const form = (key: string): string =>
    `#### ${key}: [Title]\n\n**Story:** As a [kind of user], I want [something]\n\n**Priority:** Must\n\n**Points:** [#]\n\n**Acceptance criteria:**\n\n- It works\n`;
  expect(outcomeOf(`## User stories\n\n${form('US001')}\n${form('US002')}`)).toMatchObject({
    kind: 'refused',
    fault: 'NO_ITEMS',
  });
});

test.each(['US-XX: <title>', 'ST-NN – [what it does]'])(
  'a key and a title to be filled in name no story: “%s”',
  (form) => {
    const text = `# Epics\n\n## Epic: Berths\n\n### User stories\n\n#### ${form}\n\nAs a <role>, I want <goal>.\n\n#### US-1: Pay\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Berths', 'STORY Pay < Berths']);
  },
);
