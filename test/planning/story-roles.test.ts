import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

describe('entries that begin with a role and tell no wish', () => {
  test.each([
    ['Guests', 'As a guest, I open the garden', 'Head gardener', 'As a gardener, I note ill plants'],
    ['Ospite', 'Come ospite, apro il giardino', 'Capo giardiniere', 'Come giardiniere, annoto le piante'],
    ['Gäste', 'Als Gast öffne ich den Garten', 'Gärtner', 'Als Gärtner notiere ich kranke Pflanzen'],
    ['Guest', 'As a guest, I open the garden', 'Gardener', 'As a gardener, I want to order soil'],
  ])(
    'are stories where a heading says so, below “%s” that names only the role',
    (guest, open, gardener, note) => {
      const text = `# User Stories\n\n## ${guest}\n\n- ${open}\n- ${open} twice\n\n## ${gardener}\n\n- ${note}\n`;
      expect(treeOf(readingOf(text))).toEqual([`STORY ${open}`, `STORY ${open} twice`, `STORY ${note}`]);
      const deeper = `# Garden\n\n${text.replaceAll('#', '##')}`;
      expect(treeOf(readingOf(deeper))).toEqual([`STORY ${open}`, `STORY ${open} twice`, `STORY ${note}`]);
    },
  );

  test('stand under the piece of the product that heads them', () => {
    const text = '# User Stories\n\n## Checkout\n\n- As a guest, I pay by card\n- As a clerk, I see orders\n';
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Checkout',
      'STORY As a guest, I pay by card < Checkout',
      'STORY As a clerk, I see orders < Checkout',
    ]);
  });

  test('are stories beside entries that tell one whole', () => {
    const text = '# Shop\n\n## Checkout\n\n- As a guest, I want to pay\n- As a guest, I keep my basket\n';
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Checkout',
      'STORY As a guest, I want to pay < Checkout',
      'STORY As a guest, I keep my basket < Checkout',
    ]);
  });
});

describe('a sentence that tells of someone', () => {
  test.each([
    'As any visitor, they can enter the garden so that they see the roses.',
    'As a gardener, she wants to note ill plants.',
    'As a gardener, one would like to order soil.',
    'As any gardener on leave, he should be able to pass on his beds.',
  ])('is a story: “%s”', (sentence) => {
    expect(treeOf(readingOf(`# Garden\n\n1. ${sentence}\n`))).toEqual([`STORY ${sentence}`]);
  });

  test.each(['As a result, they can enter twice.', 'As a rule, one should water in the evening.'])(
    'is none: “%s”',
    (sentence) => {
      expect(treeOf(readingOf(`# Story: Gate\n\n# Notes\n\n- ${sentence}\n`))).toEqual(['STORY Gate']);
    },
  );

  test('makes stories of the plain entries beside most that are such', () => {
    const [first, second] = ['As any visitor, they can enter.', 'As any visitor, they want to leave.'];
    const text = `# Garden\n\n1. ${first} (3)\n2. Ann Lee would like to get a map (5)\n3. ${second} (3)\n`;
    expect(treeOf(readingOf(text))).toEqual([
      `STORY ${first}`,
      'STORY Ann Lee would like to get a map',
      `STORY ${second}`,
    ]);
  });
});

test('a heading over the sentence of one story is no guess', () => {
  const [item] = readingOf('# Shop\n\n## Pay by card\n\nAs a guest, I want to pay by card.\n').items;
  expect(item).toMatchObject({ kind: 'STORY', title: 'Pay by card', warnings: [] });
});

describe('a matter beside the plan that a product has as well', () => {
  const plan = (heading: string): string =>
    `# Shop\n\n## User stories\n\n### Basket\n\nAs a guest, I want a basket.\n\n### ${heading}\n\nAs a guest, I want to note what I like.\n`;

  test.each(['WISHLIST', 'Glossary', 'Wunschliste'])(
    '“%s” is a story among stories by its sentence',
    (name) => {
      expect(treeOf(readingOf(plan(name)))).toEqual(['STORY Basket', `STORY ${name}`]);
    },
  );

  test.each(['Out of scope', 'Rejected ideas'])('“%s” is none', (name) => {
    expect(treeOf(readingOf(plan(name)))).toEqual(['STORY Basket']);
  });
});
