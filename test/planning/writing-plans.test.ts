import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/planning/read-plan.ts';
import { emptyScore, scoreReading } from './document-score.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/writing-plans.md'), 'utf8');

test('the plan on the page for planners is read as the page says, and nothing in it is guessed', () => {
  const text = /^```markdown\n(?<plan>.*?)^```$/ms.exec(page)?.groups?.['plan'] ?? '';
  const outcome = readPlan(
    { notation: 'MARKDOWN', text },
    { organizationId: 'org_00000000-0000-7000-8000-000000000001', documentKey: 'page', title: 'Plan' },
  );
  if (outcome.kind !== 'read') throw new Error(outcome.kind);
  const { items, warnings } = outcome.reading;
  const score = emptyScore();
  scoreReading(
    items,
    [
      ['EPIC', 'Book a mooring'],
      ['FEATURE', 'Find a place', 'Book a mooring'],
      [
        'STORY',
        'See free places on the map',
        'Find a place',
        5,
        ['Places free tonight are green', 'A place that was just taken turns grey within a minute'],
      ],
      [
        'STORY',
        'Filter by length and draught',
        'Find a place',
        3,
        ['Given a boat of 12 m, when I filter, then shorter places are hidden'],
      ],
      ['ENABLER', 'Tide tables on our own server', 'Find a place', 2],
      ['FEATURE', 'Pay', 'Book a mooring'],
      ['STORY', 'Pay by card', 'Pay', 8, ['Paid once', 'The receipt comes by mail']],
      ['STORY', 'Pay the master', 'Pay', 2, ['The master confirms with one tap']],
    ],
    score,
  );
  expect(Object.values(score).flatMap(({ complaints }) => complaints)).toEqual([]);
  expect(warnings).toEqual([]);
  expect(items[0]?.description).toContain('The card reader at the pier needs a signal');
});
