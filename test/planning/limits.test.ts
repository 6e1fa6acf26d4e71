import { describe, expect, test } from 'vitest';
import { issueFields } from '../../src/planning/changes/issue-draft.ts';
import { inBoundedTime } from './bounded-time.ts';
import { itemTitled, outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

const long = 'word '.repeat(200).trim();

describe('what no issue can hold', () => {
  test.each([
    ['a heading of one long word', `# Epic: A\n\n## Feature: ${'x'.repeat(600)}\n\n### Story: Do it\n`, 1],
    ['a heading', `# Epic: A\n\n## Feature: ${long.repeat(2)}\n\n### Story: Do it\n`, 1],
    ['a cell', `# Epic: A\n\n| User story | Points |\n|---|---|\n| ${long} | 3 |\n`, 1],
    ['an entry under a label', `# Epic: A\n\n## User stories\n\n- ${long}\n- Pay\n`, 1],
    ['a marked entry', `# Epic: A\n\n- US-1: ${long}\n- US-2: Pay\n`, 1],
    ['a sentence', `# Epic: A\n\nAs a user, I want ${long} so that I win.\n`, 1],
  ])('%s that is too long is an item with a cut title and a warning', (_name, text, place) => {
    const item = readingOf(text).items[place];
    expect(item?.title.length).toBeLessThanOrEqual(490);
    expect(item?.title.endsWith('…')).toBe(true);
    expect(item?.description.length).toBeGreaterThan(590);
    expect(item?.warnings.map((warning) => warning.code)).toContain('TITLE_CUT');
    if (item !== undefined) expect(issueFields(item, null).title.length).toBeLessThanOrEqual(500);
  });

  test('a story stays under a feature whose title was cut', () => {
    const reading = readingOf(`# Epic: A\n\n## Feature: ${'x'.repeat(600)}\n\n### Story: Do it\n`);
    expect(reading.items[2]?.parentId).toBe(reading.items[1]?.id);
  });

  test('a cut never leaves half a character', () => {
    for (const before of ['', 'a']) {
      const title = readingOf(`# Epic: A\n\n## Story: ${before}${'😀'.repeat(400)}b\n`).items[1]?.title ?? '';
      expect(title.isWellFormed()).toBe(true);
    }
  });

  test('labels are cut and counted', () => {
    const labels = [...Array.from({ length: 60 }, (_, index) => `l${index}`)].join(', ');
    const item = itemTitled(
      readingOf(`# Epic: A\n\n## Story: B\n\nLabels: ${'y'.repeat(100)}, ${labels}\n`),
      'B',
    );
    expect(item.labels).toHaveLength(48);
    expect(item.labels.every((label) => label.length <= 80)).toBe(true);
    expect(item.warnings).toMatchObject([{ code: 'LABELS_CUT' }]);
  });

  test('description and criteria fit into one text', () => {
    const entries = '- It works for this case\n'.repeat(200);
    const item = itemTitled(
      readingOf(
        `# Epic: A\n\n## Story: B\n\n${'Text. '.repeat(40_000)}\n\nAcceptance criteria:\n\n${entries}`,
      ),
      'B',
    );
    expect(item.acceptanceCriteria).toHaveLength(200);
    expect(item.warnings).toMatchObject([{ code: 'DESCRIPTION_CUT' }]);
    const { description } = issueFields(item, null);
    expect(description.length).toBeLessThanOrEqual(200_000);
    expect(description).toContain('- [ ] It works for this case');
  });

  test('criteria that are too long for an issue are cut', () => {
    const entries = `- ${'It works. '.repeat(100)}\n`.repeat(300);
    const item = itemTitled(readingOf(`# Epic: A\n\n## Story: B\n\nAcceptance criteria:\n\n${entries}`), 'B');
    expect(item.warnings).toMatchObject([{ code: 'CRITERIA_CUT' }]);
    expect(issueFields(item, null).description.length).toBeLessThanOrEqual(200_000);
  });
});

describe('tables that are too wide', () => {
  const table = (columns: number, rows: number): string =>
    `# Epic: A\n\n|User story${'|x'.repeat(columns - 1)}|\n${'|---'.repeat(columns)}|\n${`${'|a'.repeat(columns)}|\n`.repeat(rows)}`;

  test.each([
    [3000, 100],
    [201, 1],
    [200, 2500],
    [3, 150_000],
  ])('%i columns and %i rows are refused at once', (columns, rows) => {
    const text = table(columns, rows);
    const outcome = inBoundedTime(() => outcomeOf(text));
    expect(outcome).toMatchObject({ kind: 'refused', fault: 'TOO_COMPLEX' });
  });

  test('200 columns are read', () => {
    expect(outcomeOf(table(200, 2)).kind).toBe('read');
  });

  test('in storage format the columns beyond are named once', () => {
    const row = `<tr>${'<td>x</td>'.repeat(300)}</tr>`;
    const reading = read(outcomeOfStorage(`<h1>Epic: A</h1><table>${row}${row}</table>`));
    expect(reading.warnings).toMatchObject([{ code: 'TABLE_CUT' }]);
  });
});

describe('storage format that is not quite well formed', () => {
  test.each([
    ['an attribute without quotes', '<h1 a=b>Epic: A</h1>', 'a="…"'],
    ['an attribute given twice', '<h1 a="1" a="2">Epic: A</h1>', 'twice'],
    ['a bare ampersand', '<h1>Epic: A</h1><p>x & y</p>', '&amp;'],
    ['a bare ampersand in an attribute', '<h1>Epic: A</h1><p><a href="?a=1&b">x</a></p>', '&amp;'],
    ['an unknown entity', '<h1>Epic: A</h1><p>x &nope; y</p>', '&nope;'],
    ['a bare bracket', '<h1>Epic: A</h1><p>1 < 2</p>', '&lt;'],
  ])('%s is read with a warning', (_name, text, says) => {
    const reading = read(outcomeOfStorage(text));
    expect(treeOf(reading)).toEqual(['EPIC A']);
    expect(reading.warnings).toMatchObject([{ code: 'NOT_WELL_FORMED' }]);
    expect(reading.warnings[0]?.message).toContain(says);
  });

  test('each kind of slip is named once, with its place', () => {
    const { warnings } = read(outcomeOfStorage('<h1>Epic: A</h1><p>a & b</p><p>c & d</p>'));
    expect(warnings.map((warning) => warning.location?.elementPath)).toEqual(['/p[1]']);
  });

  test('entities, references and code are well formed', () => {
    const text =
      '<h1>Epic: A &amp; B &eacute; &#39; &#x41;</h1><ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[a & b < c &nope;]]></ac:plain-text-body></ac:structured-macro>';
    expect(read(outcomeOfStorage(text)).warnings).toEqual([]);
  });

  test('an entity is read wherever the text is cut for the parser', () => {
    for (let before = 65_500; before < 65_540; before += 1) {
      const text = `<h1>Epic: A</h1><h2>Story: B</h2><p>${'x'.repeat(before - 40)}&eacute;</p>`;
      const reading = read(outcomeOfStorage(text));
      expect(reading.items[1]?.description.endsWith('xé')).toBe(true);
      expect(reading.warnings).toEqual([]);
    }
  });
});

test('separators without end behind a title take bounded time', () => {
  const text = `# Epic: A\n\n## Stories\n\n- a${' -'.repeat(200_000)}b\n`;
  expect(inBoundedTime(() => readingOf(text)).items).toHaveLength(2);
});
