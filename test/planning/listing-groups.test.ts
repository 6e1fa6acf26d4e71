import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const lists = (first: string, second: string, sign = '-'): string =>
  `${first}\n\n${sign} Tokens\n${sign} Roles\n\n${second}\n\n${sign} Send a parcel\n${sign} Call a captain\n`;

describe('lists below epics that stand below what says of what they are', () => {
  test.each([
    ['User stories', 'STORY'],
    ['User stories by epic', 'STORY'],
    ['Features per epic (MVP)', 'FEATURE'],
    ['Enablers', 'ENABLER'],
  ])('“%s” makes their entries %s', (heading, kind) => {
    const epics = lists('### Epic 1: Harbour', '### Epic 2: Orders');
    expect(treeOf(readingOf(`# Port\n\n## ${heading}\n\n${epics}`))).toEqual([
      'EPIC Harbour',
      `${kind} Tokens < Harbour`,
      `${kind} Roles < Harbour`,
      'EPIC Orders',
      `${kind} Send a parcel < Orders`,
      `${kind} Call a captain < Orders`,
    ]);
  });

  test('are told once where they are boxes, or stand below bold lines', () => {
    for (const epics of [
      lists('### Epic 1 – Harbour', '### Epic 2 – Orders', '- [ ]'),
      lists('**Epic 1: Harbour**', '**Epic 2: Orders**'),
    ])
      expect(treeOf(readingOf(`# Port\n\n## User stories\n\n${epics}`))).toHaveLength(6);
  });

  test('describe the epics where their stories stand beside them', () => {
    const epics = lists('### Epic 1: Harbour', '### Epic 2: Orders\n\n#### Story: Pay');
    expect(treeOf(readingOf(`# Port\n\n## User stories\n\n${epics}`))).toEqual([
      'EPIC Harbour',
      'EPIC Orders',
      'STORY Pay < Orders',
    ]);
  });
});

test('plain headings below “Stories by epic” are the epics, and rows are the stories', () => {
  const tree = treeOf(
    readingOf(`# Port\n\n## User stories by epic\n\n${lists('### Harbour', '### Orders')}`),
  );
  expect(tree).toEqual([
    'EPIC Harbour',
    'STORY Tokens < Harbour',
    'STORY Roles < Harbour',
    'EPIC Orders',
    'STORY Send a parcel < Orders',
    'STORY Call a captain < Orders',
  ]);
  const table = '| ID | Title |\n|---|---|\n| 1 | Tokens |\n| 2 | Roles |\n';
  expect(treeOf(readingOf(`# Port\n\n## User stories by epic\n\n${table}`))).toEqual([
    'STORY Tokens',
    'STORY Roles',
  ]);
});
