import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/planning/blocks/markdown-blocks.ts';
import { DraftCollector } from '../../src/planning/items/draft-collector.ts';
import { walkPlan } from '../../src/planning/items/plan-walk.ts';
import { collectUnmarked } from '../../src/planning/items/unmarked-readings.ts';
import { settlePrefixes } from '../../src/planning/sections/key-prefixes.ts';
import { sectionsOf } from '../../src/planning/sections/sections.ts';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

const tasks = '- [ ] Paint the quay\n- [ ] Hang the lamps\n- [ ] Number the berths\n- [ ] Open the gate\n';
const bare = ['Paint the quay', 'Hang lamps', 'Number the berths', 'Open the gate']
  .map((name) => `## ${name}\n\n`)
  .join('');

const notes = (...names: readonly string[]): string =>
  names.map((name) => `### ${name}\n\n**Noted:** 3 May\n\n**Problem:** ${name} fail.\n\n${tasks}\n`).join('');

const issues = (...names: readonly string[]): string =>
  names.map((name) => `### ${name}\n\nType: works · Ann\n\nThey fail.\n\n${tasks}\n`).join('');

const measured = (...names: readonly string[]): string =>
  names
    .map((name) => `### ${name}\n\n**Priority:** P1\n**Effort:** 3 days\n\n#### Scope\n\n${tasks}\n`)
    .join('');

// Each but the last could also be read by a reading that comes later.
test.each([
  [
    'lists of marked items',
    'lists below marked epics, one of them called a backlog',
    `# Harbour\n\n## Epic: Quay backlog\n\n${tasks}\n## Epic: Office\n\n${tasks}`,
  ],
  [
    'headings with ranks',
    'headings in a backlog that hold lists',
    `# Backlog\n\n## Lamps\n\n- Priority: High\n${tasks}\n## Gate\n\n- Priority: Low\n${tasks}`,
  ],
  [
    'deepest headings',
    'headings of issues with fields and lists',
    `# Issues of the harbour backlog\n\n## Quay\n\n${issues('Lamps', 'Gate')}## Sea\n\n${issues('Crane', 'Nets')}`,
  ],
  [
    'headings with fields',
    'headings with fields and boxes in a roadmap',
    `# Roadmap\n\n## Now\n\n${measured('Lamps', 'Gate')}## Later\n\n${measured('Crane')}## Weeks\n\n${tasks}`,
  ],
  [
    'headings with labels',
    'headings over labelled paragraphs with lists in a backlog',
    `# Backlog\n\n## Now\n\n${notes('Lamps', 'Gate')}## Later\n\n${notes('Crane', 'Nets')}`,
  ],
  ['outline', 'a list of checkboxes in a backlog', `# Harbour\n\n## Product backlog\n\n${tasks}`],
  [
    'backlogs',
    'a list below headings alone in a backlog',
    `# Product backlog\n\n${bare}## Sprint backlog\n\n- Paint the shed\n- Hang the nets\n`,
  ],
  ['bare headings', 'headings alone in a backlog', `# Product backlog\n\n${bare}`],
  [null, 'paragraphs', '# Harbour\n\nWe have a quay.\n'],
])('%s: %s', (name, _habit, text) => {
  const parsed = parseMarkdown(text);
  if (parsed.kind === 'refused') throw new Error(parsed.message);
  const root = sectionsOf(parsed.document.blocks);
  const collector = new DraftCollector(settlePrefixes(root, new Map()), null);
  const inside = walkPlan(root, collector, null);
  const hasItems = collector.drafts.some(({ provisional }) => !provisional);
  expect(collectUnmarked(root, collector, inside, hasItems)).toBe(name);
});

test('an epic tells once that the entries below it were taken for its stories', () => {
  const list = '- [ ] Moor the boats\n- [ ] Paint the oars\n- [ ] Count the ropes\n\n';
  const reading = readingOf(`# Tasks\n\n## Epic 1. Harbour\n${list}## Epic 2. Office\n${list}`);
  expect(reading.items.map(({ kind, warnings }) => [kind, ...warnings.map(({ code }) => code)])).toEqual([
    ['EPIC', 'KIND_FROM_OUTLINE'],
    ['EPIC', 'KIND_FROM_OUTLINE'],
    ...Array.from({ length: 6 }, () => ['STORY']),
  ]);
});

test('what an epic holds is read likewise whatever the other epics hold', () => {
  const list = '- Moor the boats\n- Paint the oars\n\n';
  const told = ['Quay', 'Sea', 'Yard', 'Shed'].map(
    (name, at) => `## Epic ${at + 1}: ${name}\n\nIt is old.\n\n`,
  );
  const few = `# Plan\n\n${told.join('')}## Epic 5: Harbour\n\n${list}## Epic 6: Office\n\n${list}`;
  const more = `${few}## Epic 7: Mole\n\n${list}## Epic 8: Inn\n\n${list}## Epic 9: Mill\n\n${list}`;
  const before = treeOf(readingOf(few));
  expect(before).toHaveLength(10);
  expect(treeOf(readingOf(more))).toEqual(expect.arrayContaining(before));
});

test('boxes behind a text are stories of an epic as those right below it are', () => {
  const boxes = '- [ ] Moor the boats\n- [ ] Paint the oars\n\n';
  const text = (list: string): string =>
    `# Plan\n\n## Epic: Quay\n\nIt is old.\n\n${list}## Epic: Sea\n\n${list}`;
  const reading = readingOf(text(boxes));
  expect(reading.items.filter(({ kind }) => kind === 'STORY')).toHaveLength(4);
  expect(itemTitled(reading, 'Quay').description).toBe('It is old.');
  const plain = readingOf(text(boxes.replaceAll('[ ] ', '')));
  expect(plain.items.filter(({ kind }) => kind === 'STORY')).toEqual([]);
});

test('headings that all begin with the same two labels are stories of a backlog, and the lists in their texts are not', () => {
  const note = (name: string): string =>
    `### ${name}\n\n**Noted:** 3 May\n\n**Problem:** It fails.\n\n- [ ] at night\n- [ ] at ebb\n\n`;
  const text = `# Quay backlog\n\nUrgency:\n\n- **Now** – before spring\n- **Later** – in time\n\n## Done\n\n- Rails painted\n- Rope bought\n\n## Now\n\n${note('Lamps')}${note('Gate')}## Later\n\n${note('Crane')}${note('Nets')}`;
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Lamps', 'STORY Gate', 'STORY Crane', 'STORY Nets']);
  expect(itemTitled(reading, 'Gate').description).toContain('at ebb');
  expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
    'KIND_FROM_OUTLINE',
  ]);
});

test.each([
  ['labels', '**Goal:** It shines.\n\n**Acceptance criteria:** By night; by day.\n'],
  ['ranks', '- Priority: high\n- Status: open\n\n**Acceptance criteria:** By night; by day.\n'],
])('headings of a backlog with %s and criteria are its stories once', (_habit, below) => {
  const names = ['Lamps', 'Gate', 'Crane', 'Nets'];
  const text = `# Quay backlog\n\n${names.map((name, at) => `## ${at + 1}. ${name}\n\n${below}\n`).join('')}`;
  expect(treeOf(readingOf(text))).toEqual(names.map((name) => `STORY ${name}`));
});

test('lists between labelled paragraphs are no things to do, unless they are boxes', () => {
  const text = (list: string): string =>
    `# Quay backlog\n\n## Lamps\n\n**Problem:** They fail.\n\n${list}\n**Wanted:** They work.\n\n${list}`;
  expect(outcomeOf(text(tasks.replaceAll('[ ] ', ''))).kind).toBe('refused');
  expect(readingOf(text(tasks)).items.map(({ title }) => title)).toContain('Open the gate');
});

test('a word for what plans nothing is one of the theme of a phase among phases of boxes', () => {
  const phase = (name: string): string => `## ${name}\n\n- [ ] Mend ${name}\n- [ ] Try ${name}\n\n`;
  const titles = (third: string): readonly string[] =>
    readingOf(`# To do\n\n${phase('Phase 1 — Boats')}${phase('Phase 2: Berths')}${phase(third)}`).items.map(
      ({ title }) => title,
    );
  expect(titles('Phase 3 — Review of logbooks')).toHaveLength(6);
  expect(titles('Phase 3 — Goals')).toHaveLength(4);
  expect(titles('Review of logbooks')).toHaveLength(4);
});

test('what is listed below headings with a status is the plan where each has details, and the legend in front is none of it', () => {
  const part = (name: string, ...names: readonly string[]): string =>
    `## P0 - ${name}\nStatus: Open\n\n${names.map((each) => `- ${each}:\n  - A text.\n`).join('')}\n`;
  const text = `# Harbour backlog\n\nLegend:\n- P0: required\n- P1: desired\n\n${part('Berths', 'Book a berth', 'Leave a berth')}${part('Tides', 'See the tide', 'Warn of ebb')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Berths',
    'STORY Book a berth < Berths',
    'STORY Leave a berth < Berths',
    'FEATURE Tides',
    'STORY See the tide < Tides',
    'STORY Warn of ebb < Tides',
  ]);
});

test('a box to be ticked is a thing to do however much it tells', () => {
  const long = `Mend the quay ${'where the ferry lands '.repeat(12)}before March`;
  const titles = (list: string): readonly string[] =>
    readingOf(`# Backlog\n\n## Quay\n\n${list}`).items.map(({ title }) => title);
  expect(titles(`${tasks}- [ ] ${long}\n`)).toContain(long);
  expect(titles(`${tasks.replaceAll('[ ] ', '')}- ${long}\n`)).not.toContain(long);
});

test('a word for a matter beside the plan within a longer name tells what that is about', () => {
  const boxed = (name: string, ...entries: readonly string[]): string =>
    `### ${name}\n\n${entries.map((entry) => `- [ ] ${entry}\n`).join('')}\n`;
  const text =
    '# 开发任务明细\n\n## 港口模块\n\n' +
    boxed('1.1 地图核心', '画出码头地图', '实现放大和缩小') +
    boxed('1.2 过滤规则实现', '实现船只过滤器', '实现水深过滤器') +
    boxed('1.3 码头规则', '不得夜间鸣笛', '不得乱扔垃圾');
  expect(
    readingOf(text)
      .items.filter(({ kind }) => kind === 'FEATURE')
      .map(({ title }) => title),
  ).toEqual(['地图核心', '过滤规则实现']);
});

test('brackets with nothing between them are a box', () => {
  const text =
    '# Harbour tasks\n\n## Quay\n\n- [ ] Paint it\n- [] Hang **all** lamps\n- [x] Open the gate\n- [] Number berths\n';
  const { items } = readingOf(text);
  expect(items.map(({ title, status }) => [title, status])).toEqual([
    ['Quay', null],
    ['Paint it', null],
    ['Hang all lamps', null],
    ['Open the gate', 'Done'],
    ['Number berths', null],
  ]);
});
