import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const storyOf = (title: string): readonly string[] =>
  treeOf(readingOf(`# Plan\n\n### Story: ${title}\n\nText.\n`));

test.each([
  '<Name> editor',
  'Show the <title> of a page',
  '<Port name> overview',
  '**<Canvas>** zoom',
  'The <BerthMap /> stays empty',
])('a name in angle brackets is part of the title: “%s”', (title) => {
  expect(storyOf(title)).toEqual([`STORY ${title.replaceAll('**', '')}`]);
});

test.each([
  'Pay <b>now</b>',
  'Pay <Badge>now</Badge>',
  'Pay <Badge text="new" />now',
  'Pay <!-- later -->now',
  '<u>Pay now',
])('HTML is none: “%s”', (title) => {
  expect(storyOf(title)).toEqual(['STORY Pay now']);
});

test('a name in angle brackets stays in text', () => {
  const reading = readingOf(
    '# Plan\n\n### Story: Greet\n\nThe page says “Hello <guest>”.\n\n- AC: it shows <guest>\n',
  );
  expect(itemTitled(reading, 'Greet')).toMatchObject({
    description: 'The page says “Hello <guest>”.',
    acceptanceCriteria: ['it shows <guest>'],
  });
});

test('a form whose title is in angle brackets is no item', () => {
  expect(treeOf(readingOf('# Plan\n\n## Story: <Title>\n\nText.\n\n## Story: Pay\n'))).toEqual(['STORY Pay']);
});
