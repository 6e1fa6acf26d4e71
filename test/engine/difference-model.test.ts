import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IssueId } from '../../src/domain/ids.ts';
import type { PlanChangeKind } from '../../src/domain/plan.ts';
import type { PresentIssue } from '../../src/tools/tool.ts';
import { EditedDocument, readerHere } from './differences.ts';
import { newId, openRig } from './rig.ts';

/** A plan as a writer has it before them: features with stories, in one epic. */
interface Feature {
  readonly title: string;
  readonly stories: readonly Story[];
}
interface Story {
  readonly title: string;
  readonly text: string;
  readonly points: number | null;
  readonly priority: 'high' | 'low' | null;
  readonly label: string | null;
}

const words = ['pay', 'refund', 'ship', 'label', 'cart', 'order', 'invoice', 'stock', 'search', 'report'];
const title = fc
  .tuple(fc.constantFrom(...words), fc.constantFrom(...words), fc.integer({ min: 0, max: 40 }))
  .map(([one, other, number]) => `${one} ${other} ${'abcdefghij'[number % 10]}${'klmnopqrst'[number % 7]}`);
const story: fc.Arbitrary<Story> = fc.record({
  title,
  text: fc.constantFrom('', 'As it was told.', 'With other words, and more of them than before.'),
  points: fc.constantFrom(null, 1, 3, 8),
  priority: fc.constantFrom(null, 'high', 'low'),
  label: fc.constantFrom(null, 'web', 'api'),
});
const feature: fc.Arbitrary<Feature> = fc.record({ title, stories: fc.array(story, { maxLength: 4 }) });
const plan = fc.array(feature, { minLength: 1, maxLength: 3 });
type Plan = readonly Feature[];

/** What a writer does to a plan; numbers pick what it is done to. */
type DocumentEdit = (plan: Plan) => Plan;
const pick = fc.nat(1_000);

function withStory(plan: Plan, at: number, change: (story: Story) => readonly Story[]): Plan {
  const count = plan.reduce((sum, { stories }) => sum + stories.length, 0);
  let left = count === 0 ? -1 : at % count;
  return plan.map((feature) => ({
    ...feature,
    stories: feature.stories.flatMap((each) => (left-- === 0 ? change(each) : [each])),
  }));
}

const documentEdit: fc.Arbitrary<DocumentEdit> = fc.oneof(
  fc.tuple(pick, fc.constantFrom(null, 2, 5)).map(
    ([at, points]): DocumentEdit =>
      (all) =>
        withStory(all, at, (one) => [{ ...one, points }]),
  ),
  fc.tuple(pick, fc.constantFrom(null, 'web', 'new')).map(
    ([at, label]): DocumentEdit =>
      (all) =>
        withStory(all, at, (one) => [{ ...one, label }]),
  ),
  fc.tuple(pick, fc.constantFrom('', 'Told anew.')).map(
    ([at, text]): DocumentEdit =>
      (all) =>
        withStory(all, at, (one) => [{ ...one, text }]),
  ),
  pick.map(
    (at): DocumentEdit =>
      (all) =>
        withStory(all, at, (one) => [{ ...one, title: `${one.title}s` }]),
  ),
  fc.tuple(pick, title).map(
    ([at, title]): DocumentEdit =>
      (all) =>
        withStory(all, at, (one) => [{ ...one, title }]),
  ),
  pick.map(
    (at): DocumentEdit =>
      (all) =>
        withStory(all, at, () => []),
  ),
  fc.tuple(pick, story).map(
    ([at, added]): DocumentEdit =>
      (all) =>
        withStory(all, at, (one) => [one, added]),
  ),
  pick.map(
    (at): DocumentEdit =>
      (all) =>
        all.map((one, index) => (index === at % all.length ? { ...one, title: `${one.title}ing` } : one)),
  ),
  fc.constant<DocumentEdit>((all) => all.toReversed()),
  // The last story moves under the first feature.
  fc.constant<DocumentEdit>((all) => {
    const [first, ...rest] = all;
    const moved = rest.at(-1)?.stories.at(-1);
    if (first === undefined || moved === undefined) return all;
    const kept = rest.map((one, index) =>
      index === rest.length - 1 ? { ...one, stories: one.stories.slice(0, -1) } : one,
    );
    return [{ ...first, stories: [...first.stories, moved] }, ...kept];
  }),
);

/** What a person does to an issue in the tracker: sets fields, moves it to the top or under the epic, or deletes it. */
type HandEdit = Partial<PresentIssue> | 'TO_TOP' | 'UNDER_EPIC' | 'DELETE';
const trackerEdit: fc.Arbitrary<readonly [number, HandEdit]> = fc.tuple(
  pick,
  fc.oneof(
    fc.constantFrom('TO_TOP' as const, 'UNDER_EPIC' as const, 'DELETE' as const),
    fc.constant({ state: 'CLOSED' as const }),
    fc.constantFrom('By hand', 'Told anew.').map((description) => ({ description })),
    fc.constantFrom(2, 13).map((estimate) => ({ estimate })),
    fc.constantFrom(1 as const, 4 as const).map((priority) => ({ priority })),
    fc.constant({ title: 'Renamed by hand' }),
    fc.constantFrom(['urgent'], [], ['web', 'urgent'], ['WEB', 'new']).map((labels) => ({ labels })),
  ),
);

function render(plan: Plan): string {
  const lines = ['# Epic: Shop', ''];
  for (const { title, stories } of plan) {
    lines.push(`## Feature: ${title}`, '');
    for (const story of stories) {
      lines.push(`### Story: ${story.title}`, '', story.text, '');
      if (story.points !== null) lines.push(`Points: ${story.points}`, '');
      if (story.priority !== null) lines.push(`Priority: ${story.priority}`, '');
      if (story.label !== null) lines.push(`Labels: ${story.label}`, '');
    }
  }
  return lines.join('\n');
}

const onlyAsked: ReadonlySet<PlanChangeKind> = new Set(['UNCHANGED', 'ORPHANED', 'CONFLICT']);

const round = fc.record({
  documentEdits: fc.array(documentEdit, { maxLength: 5 }),
  trackerEdits: fc.array(trackerEdit, { maxLength: 4 }),
  approved: fc.infiniteStream(fc.boolean()),
});

test('whatever is edited on either side, a reading leaves only questions, and no edit of people is lost', async () => {
  const rig = await openRig({ planReader: readerHere() });
  await fc.assert(
    fc.asyncProperty(plan, fc.array(round, { minLength: 1, maxLength: 3 }), async (first, rounds) => {
      const document = new EditedDocument(rig, newId('session'));
      let now: Plan = first;
      await document.read(render(now));
      for (const { documentEdits, trackerEdits, approved } of rounds) {
        now = documentEdits.reduce((edited, edit) => edit(edited), now);
        const byHand = await editByHand(document, trackerEdits);
        const session = await document.read(render(now));
        expect(session.status).toBe('COMPLETED');
        await expectStands(document, byHand);
        const again = await document.read(render(now));
        const kinds = [...(await document.kinds(again.id))];
        expect(kinds.filter((kind) => !onlyAsked.has(kind))).toEqual([]);
        await answer(document, await document.questions(again.id), approved);
        // What stood below an issue that was made anew and has no parent now is asked about once more.
        const after = await document.read(render(now));
        await answer(document, await document.questions(after.id), approved);
        const settled = await document.read(render(now));
        expect(await document.questions(settled.id)).toEqual([]);
        expect(await document.kinds(settled.id)).not.toContain('CONFLICT');
      }
    }),
    { numRuns: 12 },
  );
}, 400_000);

async function answer(
  document: EditedDocument,
  questions: Awaited<ReturnType<EditedDocument['questions']>>,
  approved: Iterator<boolean>,
): Promise<void> {
  for (const question of questions) {
    const isApproved: boolean = approved.next().value;
    const decided = await document.decide(question, isApproved ? 'APPROVE' : 'DECLINE');
    expect(decided.state).toBe(isApproved ? 'SUCCEEDED' : 'DECLINED');
    if (!isApproved) await expectShown(document, question);
  }
}

/** Edits some of the document's issues, each by its number; answers what people have changed of which. */
async function editByHand(
  document: EditedDocument,
  edits: readonly (readonly [number, HandEdit])[],
): Promise<Map<string, Partial<PresentIssue>>> {
  const before = await ownIssues(document);
  const last = [...before];
  const made = new Map<string, Partial<PresentIssue>>();
  for (const [at, edit] of edits) {
    const { id } = last[at % last.length] ?? {};
    if (id === undefined) continue;
    if (edit === 'DELETE') {
      // The epic stays: what others are moved under.
      if (id === last[0]?.id) continue;
      await document.remove(id);
      last.splice(at % last.length, 1);
      made.delete(id);
      continue;
    }
    const fields = typeof edit === 'string' ? { parentId: placeOf(edit, id, last[0]?.id ?? null) } : edit;
    await document.edit(id, fields);
    made.set(id, { ...made.get(id), ...fields });
  }
  return new Map(before.map((issue) => [issue.id, differing(issue, made.get(issue.id) ?? {})]));
}

/** What edits really changed: a value or a label that was there before may be the document's, which takes it away again. */
function differing(issue: PresentIssue, { labels, ...fields }: Partial<PresentIssue>): Partial<PresentIssue> {
  const had = new Set(issue.labels.map((label) => label.toLowerCase()));
  const changed = Object.entries(fields).filter(
    ([field, value]) => issue[field as keyof PresentIssue] !== value,
  );
  return {
    ...Object.fromEntries(changed),
    ...(labels === undefined ? {} : { labels: labels.filter((label) => !had.has(label.toLowerCase())) }),
  };
}

function placeOf(edit: 'TO_TOP' | 'UNDER_EPIC', id: IssueId, epic: IssueId | null): IssueId | null {
  return edit === 'TO_TOP' || id === epic ? null : epic;
}

/** The open issues that stand for items of this document, the epic first. */
async function ownIssues(document: EditedDocument) {
  const { rig, key } = document;
  const rows = await rig.store.read((reader) =>
    reader.list((db) =>
      db.selectFrom('plan_links').select('issue_id').where('document_key', '=', key).orderBy('issue_id'),
    ),
  );
  const own = new Set(rows.map((row) => row.issue_id));
  return (await document.issues()).filter(({ id, state }) => own.has(id) && state === 'OPEN');
}

/** What people made of an issue is there: their value of a field, and each label that they put on it. */
async function expectStands(
  document: EditedDocument,
  byHand: ReadonlyMap<string, Partial<PresentIssue>>,
): Promise<void> {
  for (const issue of await document.issues()) {
    const { labels, ...fields } = byHand.get(issue.id) ?? {};
    expect(issue).toMatchObject(fields);
    if (labels !== undefined) expect(issue.labels).toEqual(expect.arrayContaining([...labels]));
  }
}

/** What a declined question would have overwritten is as it was shown. */
async function expectShown(
  document: EditedDocument,
  question: {
    readonly arguments: unknown;
    readonly preview: readonly { field: string; oldValue: unknown }[];
  },
): Promise<void> {
  const id = question.preview.find(({ field }) => field === 'issueId')?.oldValue;
  // What was deleted and stays so shows nothing.
  if (id === null) return;
  const issue = (await document.issues()).find((each) => each.id === id);
  for (const { field, oldValue } of question.preview) {
    if (field !== 'issueId') expect(issue?.[field as keyof PresentIssue]).toEqual(oldValue);
  }
}
