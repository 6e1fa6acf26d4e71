import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const wishes = ['to pay by card', 'to see my orders', 'to send goods back'].map(
  (wish) => `As a guest, I want ${wish}`,
);

describe('lines that begin with a checkbox', () => {
  test('are entries of a list without its signs', () => {
    const text = `# Backlog\n\n[X] ${wishes[0]}\n[ ] ${wishes[1]}\nof last year\n[x] ${wishes[2]}\n---\n[ ] TBD\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      `STORY ${wishes[0]}`,
      `STORY ${wishes[1]} of last year`,
      `STORY ${wishes[2]}`,
    ]);
    expect(reading.items.map(({ status }) => status)).toEqual(['Done', null, 'Done']);
    expect(reading.items.map(({ location }) => location.line)).toEqual([3, 4, 6]);
  });

  test.each(['-', '*', '+'])('are entries behind “%s” without a space', (sign) => {
    const text = `# Backlog\n\n${sign}[X] ${wishes[0]}\n${sign}[ ] **${wishes[1]}**\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([`STORY ${wishes[0]}`, `STORY ${wishes[1]}`]);
    expect(reading.items.map(({ status }) => status)).toEqual(['Done', null]);
  });

  test('keep their marks and bold names', () => {
    const text = '# Epic: Shop\n\n## Stories\n[ ] **US-1: Pay** – by card\n[x] **US-2: Refund** – in a day\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Pay < Shop', 'STORY Refund < Shop']);
  });

  test('are criteria behind their label', () => {
    const text = '## Story: Pay\n\n**Acceptance criteria:**\n[ ] A receipt is sent\n[x] Cards are taken\n';
    expect(readingOf(text).items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      ['A receipt is sent', 'Cards are taken'],
    ]);
  });
});

describe('a plain entry of a list', () => {
  test.each(['- ', '- [ ] ', '[ ] '])('is a story where most beside it tell one: “%s”', (sign) => {
    const entries = [...wishes, 'There should be a basket', 'TBD', 'TBD', 'TBD', 'TBD'];
    const text = `# Shop backlog\n\n${entries.map((entry) => `${sign}${entry}\n`).join('')}`;
    expect(treeOf(readingOf(text))).toEqual(
      [...wishes, 'There should be a basket'].map((title) => `STORY ${title}`),
    );
  });

  test('is none beside as many others, or where others hold more', () => {
    for (const text of [
      `# Shop\n\n- ${wishes[0]}\n- ${wishes[1]}\n- Cards of all banks\n- A receipt by mail\n`,
      `# Shop\n\n- ${wishes[0]}\n- ${wishes[1]}\n- ${wishes[2]}\n- Notes for the team\n  - Ask the bank\n`,
    ])
      for (const item of readingOf(text).items) expect(wishes).toContain(item.title);
  });
});
