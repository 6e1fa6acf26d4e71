import { describe, expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const steps = [
  ['Given', 'When', 'Then'],
  ['Cho', 'Khi', 'Thì'],
  ['Gegeben', 'Wenn', 'Dann'],
  ['Dado', 'Quando', 'Então'],
  ['前提', 'もし', 'ならば'],
] as const;

describe('labelled steps of scenarios', () => {
  test.each(steps)('“%s: … %s: … %s: …” go on where their lines are wrapped', (given, when, then) => {
    const scenario = `**${given}:** seeds lie in the\nShed\n**${when}:** spring comes\n**${then}:** plants fill the\nGarden.`;
    const told = `${given}: seeds lie in the Shed\n${when}: spring comes\n${then}: plants fill the Garden.`;
    for (const label of ['', '**Acceptance criteria:**\n\n']) {
      const text = `# US-1 Sow\n\n${label}${scenario}\n\n${scenario}\n`;
      const [item] = readingOf(text).items;
      expect(item).toMatchObject({ acceptanceCriteria: [told, told], attributes: {}, description: '' });
    }
  });

  test.each(steps.slice(0, -1))(
    '“%s: … %s: … %s: …” are one scenario in paragraphs of their own and beside fields',
    (given, when, then) => {
      const text = `# US-1 Sow\n\n**${given}:** seeds\n\n**${when}:** spring\n\n**${then}:** plants\n\n**Owner:** Anna\n\n- **${given}:** beds\n- **${when}:** autumn\n- **${then}:** rest\n- **Sprint:** 4\n`;
      expect(readingOf(text).items).toMatchObject([
        {
          acceptanceCriteria: [
            `${given}: seeds\n${when}: spring\n${then}: plants`,
            `${given}: beds\n${when}: autumn\n${then}: rest`,
          ],
          attributes: { Owner: 'Anna', Sprint: '4' },
        },
      ]);
    },
  );

  test('are attributes where no scenario begins before them', () => {
    const [item] = readingOf('# US-1 Sow\n\n**When:** next week\n\n**Owner:** Anna\n').items;
    expect(item).toMatchObject({ acceptanceCriteria: [], attributes: { When: 'next week', Owner: 'Anna' } });
  });
});
