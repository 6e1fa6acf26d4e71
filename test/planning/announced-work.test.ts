import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

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

test.each(['Fehler', 'Erros', 'Errores', 'Ошибки', '错误'])(
  'what a product answers with is no bug below “%s”',
  (heading) => {
    const codes = `# Spec\n\n## 9. ${heading}\n\n- 400: bad date\n- 404: no such boat\n- 500 – internal\n`;
    expect(outcomeOf(codes)).toMatchObject({ fault: 'NO_ITEMS' });
    const bugs = `# Sprint 2\n\n## ${heading}\n\n- 404 page is white\n- Login hangs\n`;
    expect(treeOf(readingOf(bugs))).toEqual(['STORY 404 page is white', 'STORY Login hangs']);
  },
);
