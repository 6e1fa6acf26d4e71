import { expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const rows =
  '| # | User story | Pri |\n| --- | --- | :---: |\n| 1 | Row a boat | 🔴 |\n| 2 | Mend an oar | 🟢 |\n';

test.each(['- **Priority (MoSCoW):** 🔴 Must · 🟡 Should · 🟢 Could.', 'Priorität: 🔴 = hoch, 🟢 = niedrig'])(
  'signs of a priority mean what the document says: “%s”',
  (legend) => {
    const { items, warnings } = readingOf(`# Backlog\n\n${legend}\n\n## Epic: Club\n\n${rows}`);
    const [, row, mend] = items;
    expect(row?.priority).toBeLessThan(mend?.priority ?? 0);
    expect(row?.attributes).toEqual({});
    expect(warnings.map(({ code }) => code)).not.toContain('PRIORITY_NOT_KNOWN');
  },
);

test('signs that nothing explains are kept as they are', () => {
  const { items, warnings } = readingOf(`# Backlog\n\nRisk: 🔴 high · 🟢 low\n\n## Epic: Club\n\n${rows}`);
  expect(items[1]).toMatchObject({ priority: null, attributes: { Pri: '🔴' } });
  expect(warnings.map(({ code }) => code)).toContain('PRIORITY_NOT_KNOWN');
});
