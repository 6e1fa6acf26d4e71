import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

function table(header: string, ...rows: string[]): string {
  const columns = header.split('|').length;
  const lines = [header, '---|'.repeat(columns).slice(0, -1), ...rows];
  return lines.map((line) => `| ${line} |`).join('\n');
}

describe('a table of a tracker’s issues', () => {
  test.each(['Issue', 'Ticket', 'Vorgang', 'Zgłoszenie', '課題'])('has stories under “%s”', (name) => {
    const rows = table(`# | ${name} | Est`, '#35 | Mend the menu | 2h', '#61 | Show ages | 3h');
    const reading = readingOf(`# Map\n\n## Sprint 1: Mend\n\n${rows}\n`);
    expect(treeOf(reading)).toEqual(['STORY Mend the menu', 'STORY Show ages']);
    expect(reading.items.map(({ key }) => key)).toEqual(['35', '61']);
    expect(reading.items.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      ['KIND_GUESSED'],
      ['KIND_GUESSED'],
    ]);
  });

  test('has epics where their labels say so and it tells no types', () => {
    const rows = table(
      'ID | Title | Parent issue | Estimate | Labels',
      'HB-1 | Berths online | | | Epic',
      'HB-2 | See free berths | HB-1 | 3 | quay',
      'HB-3 | Book a berth | HB-1 | 5 | quay, money',
    );
    expect(treeOf(readingOf(`# Harbour\n\n${rows}\n`))).toEqual([
      'EPIC Berths online',
      'STORY See free berths < Berths online',
      'STORY Book a berth < Berths online',
    ]);
  });

  test.each([
    ['Issue', 'Title'],
    ['Ticket', 'Titel'],
    ['Issue', 'Titre'],
    ['*Issue*', 'Título'],
    ['Issue', 'Titolo'],
    ['Zgłoszenie', 'Tytuł'],
    ['課題', 'タイトル'],
    ['이슈', '제목'],
  ])('has its numbers under “%s” beside “%s”', (name, title) => {
    const rows = table(
      `${name} | ${title} | Status | SP`,
      '[#35](https://example.org/35) | Mend the menu | Open | 2',
      '[#61](https://example.org/61) | Show ages | Closed | 3',
    );
    const reading = readingOf(`# Sprint backlog\n\n${rows}\n`);
    expect(treeOf(reading)).toEqual(['STORY Mend the menu', 'STORY Show ages']);
    expect(reading.items.map(({ key, storyPoints }) => `${key} ${storyPoints}`)).toEqual(['35 2', '61 3']);
  });

  test('needs an estimate where nothing counts its rows as a tracker does', () => {
    const told = table('Issue | Est | Assignee', 'Mend the menu | 2h | Ann', 'Show ages | 3h | Bo');
    expect(treeOf(readingOf(told))).toEqual(['STORY Mend the menu', 'STORY Show ages']);
    const open = table('# | Issue | Status | Owner', '1 | No menu | Open | Ann', '2 | No ages | Open | Bo');
    expect(outcomeOf(open)).toMatchObject({ fault: 'NO_ITEMS' });
  });

  test.each([
    'ID | Issue | Impact | Mitigation',
    'ID | Issue | Severity | Est',
    'ID | Ticket | Ursache | Status',
    'ID | Issue | Since | Owner',
    'ID | Issue | Raised on | Owner',
  ])('is none of problems: %s', (header) => {
    const rows = table(header, '#35 | Menu is lost | high | Ann', '#61 | Ages are lost | low | Bo');
    expect(outcomeOf(rows)).toMatchObject({ fault: 'NO_ITEMS' });
  });

  test('counts below a goal where its rows have points, and so does one row below the same header', () => {
    const tables = [
      table('Issue | Points', 'Mend the menu | 2', 'Show ages | 3'),
      table('Issue | Points', 'Hide ages | 1'),
    ];
    const reading = readingOf(`# Sprint 3\n\n## Objectives\n\n${tables[0]}\n\n### Debt\n\n${tables[1]}\n`);
    expect(treeOf(reading)).toEqual(['STORY Mend the menu', 'STORY Show ages', 'STORY Hide ages']);
    const numbers = table('Issue | Points', '#6 | 2', '#7 | 3');
    expect(outcomeOf(`# Sprint 3\n\n## Objectives\n\n${numbers}\n`)).toMatchObject({ fault: 'NO_ITEMS' });
    const alone = `# Sprint 3\n\n## Objectives\n\n${tables[1]}\n`;
    expect(outcomeOf(alone)).toMatchObject({ fault: 'NO_ITEMS' });
  });

  test.each([
    ['Issue | GH | Priority | Status', true],
    ['Ticket | GitHub | Priority | Status', true],
    ['Issue | PR | Priority | Status', false],
    ['Issue | GH | Impact | Status', false],
  ])('may have the numbers behind the titles: “%s”, %s', (header, isRead) => {
    const rows = [
      'Mend the menu | #35 | high | open',
      'Show ages | #61 | low | open',
      'Sort | #62 | low | open',
    ];
    const outcome = outcomeOf(`# Harbour\n\n## Open\n\n${table(header, ...rows)}\n`);
    const keys = outcome.kind === 'read' ? outcome.reading.items.map(({ key }) => key) : [];
    expect(keys).toEqual(isRead ? ['35', '61', '62'] : []);
  });

  test('has no items in its sums', () => {
    const rows = ['#35 | Mend the menu | 2h', '#61 | Subtotal of a basket | 3h'];
    const sums = [' | **Sprint 1 subtotal** | **5h**', ' | Buffer for reviews | 7h'];
    const reading = readingOf(table('# | Task | Est', ...rows, ...sums));
    expect(treeOf(reading)).toEqual(['STORY Mend the menu', 'STORY Subtotal of a basket']);
  });

  test('is said to be read only where it is', () => {
    const text = `## Sprint 1\n\n${table('# | Matter', '1 | Fun', '2 | Games')}\n\n## Sprint 2\n\n- Story: Play\n`;
    const reasons = readingOf(text).coverage.map(({ reason }) => reason);
    expect(reasons[0]).toContain('nothing in it was read as one');
    expect(reasons[1]).toContain('what stands in it is read');
  });
});
