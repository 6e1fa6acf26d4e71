import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/planning/blocks/markdown-blocks.ts';
import { DraftCollector } from '../../src/planning/items/draft-collector.ts';
import { walkPlan } from '../../src/planning/items/plan-walk.ts';
import { collectUnmarked } from '../../src/planning/items/unmarked-readings.ts';
import { settlePrefixes } from '../../src/planning/sections/key-prefixes.ts';
import { sectionsOf } from '../../src/planning/sections/sections.ts';
import { readingOf } from './reading.ts';

const tasks = '- [ ] Paint the quay\n- [ ] Hang the lamps\n- [ ] Number the berths\n- [ ] Open the gate\n';
const bare = ['Paint the quay', 'Hang lamps', 'Number the berths', 'Open the gate']
  .map((name) => `## ${name}\n\n`)
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
  const collector = new DraftCollector(settlePrefixes(root), null);
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
