import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const lend = ['EPIC Lend books', 'STORY Reserve a book < Lend books', 'STORY Renew a loan < Lend books'];

describe('a line right above a list', () => {
  test.each([
    'Stories discussed:',
    'Stories we went through:',
    'These are the stories for now:',
    '**Stories so far**',
    'We agreed on these user stories:',
    'It breaks down into the following stories:',
    'Candidate stories',
    'Stories (draft)',
    'The following stories were agreed:',
    'Folgende User Storys haben wir besprochen:',
    'Storys, die wir geschätzt haben:',
    'Les user stories suivantes ont été retenues :',
    'Historias discutidas:',
    'Storie discusse:',
    'Besproken stories:',
    'Omówione historyjki:',
    'Мы обсудили эти истории:',
    '今回検討したストーリー：',
    '以下故事已讨论：',
  ])('“%s” says that its entries are stories', (label) => {
    const reading = readingOf(`## Epic: Lend books\n\n${label}\n\n- Reserve a book\n- Renew a loan\n`);
    expect(treeOf(reading)).toEqual(lend);
    expect(reading.items[0]?.description).toBe('');
  });

  test.each([
    'Stories depend on the following:',
    'Depends on these stories:',
    'Rules for the following stories:',
    'Stories we will not build:',
    'These stories must keep:',
    'Questions about the stories:',
    'Splitting epics into stories:',
    'How we estimate stories:',
    'With the stories guests can:',
    'The stories share:',
    'ストーリーポイントの見方：',
  ])('“%s” says nothing of the kind', (label) => {
    const reading = readingOf(`## Epic: Lend books\n\n${label}\n\n- The desk is open\n- A card is valid\n`);
    expect(treeOf(reading)).toEqual(['EPIC Lend books']);
  });

  test('announces nothing below what is not to be done', () => {
    const reading = readingOf(
      '## Epic: Lend books\n\n- Story: Reserve a book\n- Story: Renew a loan\n\n## Out of scope\n\nStories discussed:\n\n- Pay a fine\n- Buy a book\n',
    );
    expect(treeOf(reading)).toEqual(lend);
  });
});
