import { describe, expect, test } from 'vitest';
import type { ActionId, IssueId, ItemId } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import type { IssueFields, TrackedIssue } from '../../src/domain/plan.ts';
import { compareFields, isSame } from '../../src/planning/changes/three-way.ts';
import { trackedAs } from './tracked.ts';

const itemId: ItemId = 'itm_00000000-0000-8000-8000-000000000001';
const issueId: IssueId = 'iss_00000000-0000-4000-8000-000000000001';
const actionId: ActionId = 'act_00000000-0000-7000-8000-000000000001';
const parents: readonly IssueId[] = [
  'iss_00000000-0000-4000-8000-00000000000a',
  'iss_00000000-0000-4000-8000-00000000000b',
  'iss_00000000-0000-4000-8000-00000000000c',
];
const none: IssueFields = {
  title: 'T',
  description: '',
  labels: [],
  priority: null,
  estimate: null,
  parentId: null,
};

/** Three values of each field that differ from each other. */
const values = {
  title: ['Pay', 'Pay by card', 'Pay by cash'],
  description: ['One.', 'Two.', 'Three.'],
  priority: [1, 2, 3],
  estimate: [3, 5, 8],
  parentId: parents,
} as const satisfies Partial<{ [Field in keyof IssueFields]: readonly IssueFields[Field][] }>;
type ComparedField = keyof typeof values;

interface Sides {
  readonly before: Json;
  readonly tracker: Json;
  readonly document: Json;
}

function compare(
  field: keyof IssueFields,
  { before, tracker, document }: Sides,
  more: Partial<TrackedIssue> = {},
) {
  const fields = { ...none, [field]: document } as IssueFields;
  const issue = {
    ...trackedAs(itemId, issueId, { ...none, [field]: before } as IssueFields),
    ...more,
    now: { ...none, [field]: tracker } as IssueFields,
  };
  return compareFields(issue, { fields, namedParentId: fields.parentId, formerParentIds: [] });
}

/** In which of its lists a comparison speaks of the field. */
function verdictOf(found: ReturnType<typeof compare>, field: string): string {
  const lists = { changed: found.changed, conflict: found.conflicts, left: found.leftAlone };
  const verdicts = Object.entries(lists).flatMap(([name, list]) =>
    list.some((entry) => entry.field === field) ? [name] : [],
  );
  if (field in found.agreed) verdicts.push('agreed');
  return verdicts.join() || 'same';
}

describe.each(Object.keys(values) as ComparedField[])('%s', (field) => {
  const [a, b, c] = values[field];

  test.each([
    ['nobody changed it', a, a, a, 'same'],
    ['only the document changed it', a, a, b, 'changed'],
    ['only people changed it', a, b, a, 'left'],
    ['both changed it alike', a, b, b, 'agreed'],
    ['both changed it differently', a, b, c, 'conflict'],
    ['the document emptied it', a, a, none[field], 'changed'],
    ['people emptied it, the document changed it', a, none[field], b, 'conflict'],
  ] as const)('%s', (_, before, tracker, document, verdict) => {
    expect(verdictOf(compare(field, { before, tracker, document }), field)).toBe(verdict);
  });

  test('a change tells what each side says', () => {
    const [entry] = compare(field, { before: a, tracker: b, document: c }).conflicts;
    expect(entry).toEqual({ field, oldValue: b, newValue: c, documentBefore: a, documentNow: c });
  });

  test('what somebody decided to leave is left until either side changes', () => {
    const kept = { [field]: { document: c, tracker: b, actionId } };
    const decided = compare(field, { before: a, tracker: b, document: c }, { kept });
    expect(verdictOf(decided, field)).toBe('left');
    expect(decided.leftAlone[0]).toMatchObject({ declinedActionId: actionId });
    const document = compare(field, { before: a, tracker: b, document: none[field] }, { kept });
    expect(verdictOf(document, field)).toBe('conflict');
    const tracker = compare(field, { before: a, tracker: none[field], document: c }, { kept });
    expect(verdictOf(tracker, field)).toBe('conflict');
    expect(verdictOf(compare(field, { before: a, tracker: c, document: c }, { kept }), field)).toBe('agreed');
  });
});

describe('labels', () => {
  test.each<[string, string[], string[], string[], string[] | null]>([
    ['the document adds one', ['A'], ['A'], ['A', 'B'], ['A', 'B']],
    ['the document takes one away', ['A', 'B'], ['A', 'B'], ['A'], ['A']],
    ['people add one', ['A'], ['A', 'urgent'], ['A'], null],
    ['people take one away', ['A', 'B'], ['B'], ['A', 'B'], null],
    ['each adds its own', ['A'], ['A', 'urgent'], ['A', 'B'], ['A', 'urgent', 'B']],
    ['each takes its own away', ['A', 'B', 'C'], ['A', 'C'], ['B', 'C'], ['C']],
    ['both add the same, in another case', ['A'], ['A', 'beta'], ['A', 'Beta'], null],
    ['people reorder them', ['A', 'B'], ['B', 'A'], ['A', 'B'], null],
  ])('%s', (_, before, tracker, document, target) => {
    const found = compare('labels', { before, tracker, document });
    expect(found.conflicts).toEqual([]);
    expect(found.changed.map((entry) => entry.newValue)).toEqual(target === null ? [] : [target]);
    for (const entry of found.changed) expect(entry.documentNow).toEqual(document);
    for (const entry of found.leftAlone) {
      expect([entry.oldValue, entry.newValue]).toEqual([tracker, document]);
      expect(isSame('labels', entry.oldValue, entry.newValue)).toBe(false);
    }
  });
});

test('a description that the tracker has only set anew is the same', () => {
  const before = 'Text with *stars*.\n\n- one\n- two';
  const tracker = 'Text with \\*stars\\*.\r\n\r\n* one\r\n* two\r\n';
  const sides = { before, tracker, document: before };
  expect(verdictOf(compare('description', sides), 'description')).toBe('same');
  const edited = compare('description', { ...sides, document: `${before}\n- three` });
  expect(verdictOf(edited, 'description')).toBe('changed');
});

describe('a text that is only set otherwise', () => {
  test.each([
    ['broken into other lines', 'One two three.\n\nFour five.', 'One two\nthree.\n\nFour\nfive.'],
    ['an entry that is broken', '- One two three\n- Four', '- One two\n  three\n- Four'],
    ['spaces of other widths', 'One two three', 'One\u00a0two\u202f three'],
    ['accents as signs of their own', 'Prénom café', 'Pre\u0301nom cafe\u0301'],
    ['signs that are not seen', 'One two', '\u200bOne tw\u00ado\ufeff'],
  ])('%s', (_, before, after) => {
    expect(isSame('description', before, after)).toBe(true);
    if (!before.includes('\n')) expect(isSame('title', before, after)).toBe(true);
  });

  test.each([
    ['an entry that became a text', 'One\n\n- two', 'One\ntwo'],
    ['indented code', '```yaml\na:\n  b: 1\n```', '```yaml\na:\nb: 1\n```'],
    ['rows', '| a | b |\n| c | d |', '| a | b | c | d |'],
    ['a word', 'One two', 'Onetwo'],
  ])('but not %s', (_, before, after) => {
    expect(isSame('description', before, after)).toBe(false);
  });
});

test('a ticked box is an edit of people', () => {
  const sides = { before: '- [ ] Paid', tracker: '- [x] Paid', document: '- [ ] Paid' };
  expect(verdictOf(compare('description', sides), 'description')).toBe('left');
});

test.each([
  ['closed as an orphan and back in the document', 'CLOSED', 'CLOSED', 'changed'],
  ['closed as an orphan and opened by people', 'CLOSED', 'OPEN', 'agreed'],
  ['closed by people', 'OPEN', 'CLOSED', 'same'],
] as const)('an issue that was %s', (_, writtenState, state, verdict) => {
  const found = compare('title', { before: 'T', tracker: 'T', document: 'T' }, { writtenState, state });
  expect(verdictOf(found, 'state')).toBe(verdict);
});
