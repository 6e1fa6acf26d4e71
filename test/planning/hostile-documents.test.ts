import { describe, expect, test } from 'vitest';
import { inBoundedTime } from './bounded-time.ts';
import { outcomeOf, outcomeOfStorage } from './reading.ts';

describe('documents that cannot be read', () => {
  test.each([
    ['', 'EMPTY'],
    [' \n\t\n', 'EMPTY'],
    ['# Epic: A\0', 'NOT_TEXT'],
    ['# Epic: \ud800', 'NOT_TEXT'],
    ['Just some words.', 'NO_ITEMS'],
  ])('%j is %s', (text, fault) => {
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault });
  });

  test.each([
    ['an element that is not closed', '<h1>Epic: A</h1><p>cut'],
    ['crossed elements', '<p><b>Epic: <i>A</b></i></p>'],
    ['a cut CDATA section', '<ac:plain-text-body><![CDATA[x</ac:plain-text-body>'],
    ['a cut tag', '<h1>Epic: A</h1><p'],
    ['a tag that is cut in an attribute', '<h1 id="a>Epic: A</h1>'],
    ['a cut comment', '<h1>Epic: A</h1><!-- and'],
    ['a beginning that is cut off', 'end of a page</p></ac:rich-text-body><h1>Epic: A</h1>'],
    ['an end tag too many', '<h1>Epic: A</h1><ul><li>Story: B</li></ul></li></ul>'],
    ['an unclosed macro', '<ac:structured-macro ac:name="info"><ac:rich-text-body><p>x</p>'],
  ])('storage format with %s is malformed', (_name, text) => {
    expect(outcomeOfStorage(text)).toMatchObject({ kind: 'refused', fault: 'MALFORMED' });
  });

  test('void elements and named entities are well formed', () => {
    expect(
      outcomeOfStorage('<h1>Epic:&nbsp;A &eacute;<br></h1><hr/><ac:emoticon ac:name="tick"/>').kind,
    ).toBe('read');
  });
});

const pay = '# Epic: A\n\n| User story | Acceptance criteria |\n|---|---|\n| Pay | Once |\n';
const checks = Array.from({ length: 5000 }, (_, at) => `- Works ${at}, a${at} and b${at}\n`).join('');
const paid = `# Epic: A\n\n## US-1 Pay\n\nAcceptance criteria:\n\n${checks}\n## Acceptance criteria for US-1\n\n`;
const typed = '| ID | Feature | Type |\n|---|---|---|\n';
const keysFrom = (first: number) => Array.from({ length: 500 }, (_, at) => `US-${first + at}`).join(', ');
const ranges = `${Array.from({ length: 1000 }, (_, at) => `## US-${at} Part ${at}\n\n`).join('')}## Dependencies\n\n`;
const orders = `## Dependencies\n\n- ${keysFrom(0)} → ${keysFrom(500)}\n\n`;

describe('hostile documents take bounded time', () => {
  test.each([
    [
      'lists nested without end',
      () => Array.from({ length: 2200 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
    ],
    ['5 MB of list entries', () => '- item\n  - item\n'.repeat(320_000)],
    ['quotes nested without end', () => `${'>'.repeat(100_000)} a`],
    ['emphasis without end', () => '**a_ '.repeat(200_000)],
    ['brackets without end', () => '['.repeat(200_000)],
  ])('%s is too complex', (_name, make) => {
    expect(inBoundedTime(() => outcomeOf(make()))).toMatchObject({ kind: 'refused', fault: 'TOO_COMPLEX' });
  });

  test.each([
    ['elements', () => '<div>'.repeat(10_000)],
    ['headings', () => '<h1>'.repeat(10_000)],
    ['lists', () => '<ul><li>'.repeat(10_000)],
  ])('%s nested 10,000 deep are too complex', (_name, make) => {
    expect(inBoundedTime(() => outcomeOfStorage(make()))).toMatchObject({
      kind: 'refused',
      fault: 'TOO_COMPLEX',
    });
  });

  test('a table of 10,000 rows is read', () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, row) => `<tr><td>US-${row}</td><td>Build part ${row}</td></tr>`,
    ).join('');
    const outcome = inBoundedTime(() =>
      outcomeOfStorage(`<table><tr><th>ID</th><th>User story</th></tr>${rows}</table>`),
    );
    expect(outcome.kind === 'read' && outcome.reading.items.length).toBe(10_000);
  });

  test.each([
    ['80,000 headings “Epics”', () => '<h1>Epics</h1>'.repeat(80_000), 0],
    [
      'two stories of one number with 30,000 criteria each',
      () => {
        const list = `<ul>${Array.from({ length: 30_000 }, (_, at) => `<li>Shows part ${at}</li>`).join('')}</ul>`;
        const story = (name: string) => `<h2>Story 2: ${name}</h2><h3>Acceptance criteria</h3>${list}`;
        return story('Register as tenant') + story('Register as landlord');
      },
      1,
    ],
  ])('%s are read in bounded time', (_name, make, items) => {
    const outcome = inBoundedTime(() => outcomeOfStorage(make()));
    expect(outcome.kind === 'read' ? outcome.reading.items.length : 0).toBe(items);
  });

  test('10,000 headings are read', () => {
    const text = Array.from(
      { length: 10_000 },
      (_, index) => `${'#'.repeat(1 + (index % 6))} Story ${index}: Build part ${index}`,
    ).join('\n');
    const outcome = inBoundedTime(() => outcomeOf(text));
    expect(outcome.kind === 'read' && outcome.reading.items.length).toBe(10_000);
  });

  test.each([
    ['list entries', (at: number) => `- Build part ${at}`, '# Epic: A\n\nStories:\n\n', 10_000, 10_001],
    [
      'paragraphs that name stories',
      (at: number) => `**Story ${at}: Build part ${at}**\n\nSome text.\n`,
      '# Epic: A\n\n',
      10_000,
      10_001,
    ],
    [
      'comma-separated rows',
      (at: number) => `US-${at},Part ${at},3`,
      'ID,User story,Points\n',
      10_000,
      10_000,
    ],
    [
      'tasks of epics beside one story',
      (at: number) => `## Epic ${at}: Part ${at}\n\n### Tasks\n\n- Build it\n`,
      '# Story 1.1: A\n\n',
      6000,
      6001,
    ],
    ['lines that name epics', (at: number) => `Epic: Part ${at}`, '# Plan\n\n', 15_000, null],
    ['rows of one item’s criteria', (at: number) => `| | Works ${at} |`, pay, 25_000, 2],
    [
      'dependencies in words',
      (at: number) => `## US-${at} Part ${at}\nDepends on: the thing ${at} of others, something else\n`,
      '',
      10_000,
      10_000,
    ],
    ['criteria of an item that has many', (at: number) => `- Shows ${at}, c${at} and d${at}`, paid, 5000, 2],
    [
      'places that tell of one item’s criteria',
      (at: number) => `## Acceptance criteria for US-1\n\n- Shows ${at}, c${at} and d${at}\n`,
      '# Epic: A\n\n## US-1 Pay\n\nBy card.\n\n',
      9000,
      2,
    ],
    [
      'numbers that every epic counts anew',
      (at: number) => `# Epic: A${at}\n## Feature 1: B${at}\n### Story 1.1: See ${at}\n`,
      '',
      3500,
      10_500,
    ],
    [
      'stories that name their like as epics',
      (at: number) => `# Story: Pay\nID: US-${at}\nEpic: Pay\n`,
      '',
      12_000,
      12_000,
    ],
    ['rows of one type', (at: number) => `| F-${at} | Part ${at} | Enabler |`, typed, 4000, 4000],
    ['keys that come before as many', (at: number) => `## US-${at} Part ${at}\n`, orders, 1000, 1000],
    ['entries that name epics', (at: number) => `- Epic: Part ${at}`, '# Epic: A\n\n', 30_000, 30_001],
    ['orders of many by many', () => 'US-1–US-500 → US-501–US-999;', ranges, 5000, 1000],
    ['labels', (at: number) => `l${at},`, '# Epic: A\n\n## Story: B\n\nLabels: ', 50_000, 2],
  ])('%s without end cost no more each than a few do', (name, line, head, count, items) => {
    const text =
      head + Array.from({ length: count }, (_, at) => line(at)).join(name === 'labels' ? ' ' : '\n');
    const outcome = inBoundedTime(() => outcomeOf(text));
    expect(outcome.kind === 'read' ? outcome.reading.items.length : null).toBe(items);
  });

  test.each([
    ['spans', () => `<table>${'<tr><td rowspan="100000" colspan="100000">a</td></tr>'.repeat(1000)}</table>`],
    [
      'CDATA',
      () =>
        `<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[${'x'.repeat(3_000_000)}]]></ac:plain-text-body></ac:structured-macro>`,
    ],
    [
      'entities',
      () => `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>${'&b;'.repeat(10_000)}</p>`,
    ],
  ])('%s do not blow up', (_name, make) => {
    expect(inBoundedTime(() => outcomeOfStorage(make())).kind).toBe('refused');
  });

  test('elements that need no end are read in bounded time, whatever ends are missing', () => {
    const text = `<h1>Epic: A</h1><p>${'<br>'.repeat(150_000)}${'</br>'.repeat(150_000)}</p>`;
    expect(inBoundedTime(() => outcomeOfStorage(text)).kind).toBe('read');
  });

  test('names that mean something to a program are names of elements and attributes', () => {
    expect(outcomeOf('# Epic: A\n\n<constructor>\n\n<b __proto__="x">\n').kind).toBe('read');
    const cells = '<ac:layout-cell><p>x</p></ac:layout-cell>'.repeat(2);
    const layout = `<ac:layout><ac:layout-section ac:type="constructor">${cells}</ac:layout-section></ac:layout>`;
    expect(outcomeOfStorage(`<h1>Epic: A</h1>${layout}<p><#text>x</#text></p>`).kind).toBe('read');
  });

  test.each([
    ['unclosed HTML', () => '<div>\n\n'.repeat(5000)],
    ['unclosed details', () => '<details>\n\n'.repeat(5000)],
    ['one line', () => `Story 1: ${'word '.repeat(40_000)}`],
    ['parentheses', () => `# ${'('.repeat(50_000)}`],
    ['braces', () => `# Epic: A\n\n## ${'{'.repeat(200_000)}\n\n- Story: B\n`],
    ['sentences', () => 'As a user with things\n'.repeat(5000)],
    ['keys', () => `# Story 1: a\n\nDepends on: ${'US-1, '.repeat(20_000)}`],
    [
      'aliases',
      () =>
        `---\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\nid: US-1\n---\n# Story 1: a\n`,
    ],
  ])('%s without end are read', (_name, make) => {
    inBoundedTime(() => outcomeOf(make()));
  });
});
