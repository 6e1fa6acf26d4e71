import { expect, test } from 'vitest';
import { until } from '../engine/rig.ts';
import type { RealServer } from '../server/real-server.ts';
import { openTrackerServer, settled, type TrackerUnderTest } from '../trackers/tracker-server.ts';

const charge = '### Story: Charge a card\n\nThe card is charged when the goods leave the house.\n';
const debit = charge.replace('Charge a card', 'Debit the card');
const batteries = '### Story: Charge a card\n\nAn entirely new thing about loading batteries.\n';

const cards = (...stories: string[]) => `# Epic: Shop\n\n## Feature: Cards\n\n${stories.join('\n')}`;
const cardsOf = (count: number) =>
  cards(
    ...Array.from({ length: count }, (_, index) => `### Story: Take card ${index}\n\nOf bank ${index}.\n`),
  );

interface Change {
  readonly kind: string;
  readonly action: { readonly id: string; readonly state: string } | null;
}
interface Session {
  readonly id: string;
  readonly status: string;
  readonly errors: readonly { readonly code: string }[];
  readonly plan: { readonly changes: readonly Change[]; readonly items: readonly { issueId: string }[] };
}

/** What is promised of a document that is read again and again, also by several sessions at once. */
export function describeRepeatedReadings(open: () => Promise<TrackerUnderTest> | TrackerUnderTest): void {
  test('gives a new item an issue of its own where an older one has its name no more', async () => {
    const tracker = await open();
    const { server, plan, decide } = await openTrackerServer(tracker);
    const ids = new Set<string>();
    const read = async (text: string) => {
      const session = await plan(text);
      expect(session).toMatchObject({ status: 'COMPLETED', errors: [] });
      for (const { issueId } of session.plan.items) ids.add(issueId);
      return session;
    };
    await read(cards(charge));
    await read(cards(debit));
    expect(await read(cards(debit, batteries))).toMatchObject({ result: { createdCount: 1 } });
    const now = debit.replace('when the goods leave the house', 'at once');
    expect(await read(cards(now, batteries))).toMatchObject({ result: { updatedCount: 1 } });
    expect(await textsOf(tracker, server)).toEqual({
      'Charge a card': 'An entirely new thing about loading batteries.',
      'Debit the card': 'The card is charged at once.',
    });
    expect(ids.size).toBe(4);
    // One that was made anew, and is called something else by then, leaves neither of its ids behind.
    await tracker.remove(server, 'Charge a card');
    const asked: Session = await read(cards(now, batteries));
    const question = asked.plan.changes.find(({ kind }) => kind === 'CONFLICT')?.action;
    expect((await decide(question?.id ?? '', 'approve')).errors).toEqual([]);
    await expect.poll(async () => Object.keys(await textsOf(tracker, server))).toContain('Charge a card');
    const loaded = batteries.replace('Charge a card', 'Charge the car');
    await read(cards(now, loaded));
    await read(cards(now, loaded, charge));
    expect(await textsOf(tracker, server)).toEqual({
      'Charge a card': 'The card is charged when the goods leave the house.',
      'Charge the car': 'An entirely new thing about loading batteries.',
      'Debit the card': 'The card is charged at once.',
    });
    expect(ids.size).toBe(6);
  });

  test('is written once where two sessions write it at once', async () => {
    const tracker = await open();
    const { server, plan } = await openTrackerServer(tracker);
    const text = cardsOf(8);
    const [one, other] = await Promise.all([plan(text), plan(text)]);
    for (const session of [one, other]) {
      expect(session).toMatchObject({ status: 'COMPLETED', errors: [], result: { failedCount: 0 } });
      expect(session.result.stories).toHaveLength(8);
    }
    expect(one.result.stories).toEqual(other.result.stories);
    expect((await tracker.issues(server)).map(({ title }) => title).toSorted()).toEqual(
      [
        ...Array.from({ length: 8 }, (_, index) => `Take card ${index}`),
        '[EPIC] Shop',
        '[FEATURE] Cards',
      ].toSorted(),
    );
    expect(new Set((await plan(text)).plan.changes.map(({ kind }: Change) => kind))).toEqual(
      new Set(['UNCHANGED']),
    );
  });

  test('is written once where another session writes it too that people have approved, and tells of what differs', async () => {
    const tracker = await open();
    const { server, plan, decide, look } = await openTrackerServer(tracker);
    const text = cardsOf(3);
    const first: Session = await plan(text, { approval: 'REQUIRED' });
    const proposed = first.plan.changes.flatMap(({ action }) => action?.id ?? []);
    for (const id of proposed.slice(0, -1)) expect((await decide(id, 'approve')).errors).toEqual([]);
    const edited = text.replace('Of bank 0.', 'Of no bank.');
    const second: Session = await plan(edited);
    const ended: Session[] = [await settled(look, first.id), second];
    // What nobody had decided on is taken back, and what is approved is carried out.
    expect(ended[0]?.plan.changes.map(({ action }) => action?.state)).toContain('SUPERSEDED');
    expect(ended.flatMap(({ errors }) => errors)).toMatchObject([{ code: 'CHANGED_SINCE_APPROVAL' }]);
    expect(await tracker.issues(server)).toHaveLength(5);
    expect(await plan(edited)).toMatchObject({ status: 'COMPLETED', errors: [] });
    expect(await textsOf(tracker, server)).toEqual({
      'Take card 0': 'Of no bank.',
      'Take card 1': 'Of bank 1.',
      'Take card 2': 'Of bank 2.',
    });
  });

  test('is written once where its edited text is read while the first is still being written', async () => {
    const tracker = await open();
    const { server, plan } = await openTrackerServer(tracker);
    const text = cardsOf(20);
    const edited = text.replace('Of bank 15.', 'Of the first bank.').replace('Of bank 2.', 'Of no bank.');
    const first = plan(text);
    await until('a few issues are there', async () => (await tracker.issues(server)).length > 4);
    const ended: Session[] = [await plan(edited), await first];
    const codes = ended.flatMap(({ errors }) => errors.map(({ code }) => code));
    expect(codes).toEqual(codes.map(() => 'CHANGED_SINCE_APPROVAL'));
    expect(await tracker.issues(server)).toHaveLength(22);
    expect(await plan(edited)).toMatchObject({ status: 'COMPLETED', errors: [] });
    expect(await tracker.issues(server)).toHaveLength(22);
    expect(await textsOf(tracker, server)).toMatchObject({
      'Take card 2': 'Of no bank.',
      'Take card 15': 'Of the first bank.',
      'Take card 16': 'Of bank 16.',
    });
  });
}

/** The texts of the stories, by title. */
async function textsOf(tracker: TrackerUnderTest, server: RealServer): Promise<Record<string, string>> {
  const stories = (await tracker.issues(server)).filter(({ title }) => !title.startsWith('['));
  return Object.fromEntries(stories.map(({ title, description }) => [title, description]));
}
