import { expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const plan =
  '# Pier\n\n## Epic 1: Mooring\n\n### US-1: Book a berth\n\nBy phone.\n\n### US-2: Leave early\n\n### US-3: See the tide\n\n';

const statuses = (list: string): readonly (string | null)[] =>
  readingOf(plan + list)
    .items.filter(({ kind }) => kind === 'STORY')
    .map(({ status }) => status);

test.each([
  [
    'keys with remarks',
    '## Follow-up\n\n- [x] US-1 went live on 12/11\n- [ ] US-2 in progress\n- [ ] US-3 tbd\n',
  ],
  [
    'titles behind signs',
    '## 7 How far we are\n\n- ✅ Book a berth\n- 🔄 Leave early – in progress with Ann\n- ⬜ See the tide\n',
  ],
])('a list of %s says how known items stand', (_what, list) => {
  expect(statuses(list)).toEqual(['Done', 'in progress', null]);
});

test('a list of other things to do says nothing of them', () => {
  expect(
    statuses('## Before the day\n\n- [x] Book a berth\n- [x] Buy ropes\n- [ ] Paint the steps\n'),
  ).toEqual([null, null, null]);
});

test('a status of its own outweighs a list', () => {
  const own = plan.replace('By phone.', 'Status: Blocked');
  const reading = readingOf(`${own}## Follow-up\n\n- [x] US-1 went live\n`);
  expect(reading.items.find(({ key }) => key === 'US-1')?.status).toBe('Blocked');
});
