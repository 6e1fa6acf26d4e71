import { expect, test } from 'vitest';
import { isRefusal } from '../../src/domain/refusal.ts';
import { followSuggestion } from '../../src/pubsub/follow-suggestion.ts';
import { LiveTexts, streamsPerPerson } from '../../src/pubsub/live-texts.ts';
import { TextWatch } from '../../src/pubsub/text-watch.ts';
import { newId, openRig } from '../engine/rig.ts';

test('streams of suggestions are counted for each person of each organization', async () => {
  const { store, organizationId } = await openRig();
  using texts = new LiveTexts(store);
  const ada = { organizationId, followedBy: 'usr_ada', jobId: newId('job'), after: null };
  const follow = (request: typeof ada) => followSuggestion({ store, texts, now: Date.now }, request);
  const streams = Array.from({ length: streamsPerPerson }, () => follow(ada));
  expect(streams.filter(isRefusal)).toEqual([]);
  expect(follow(ada)).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: streamsPerPerson });
  expect(isRefusal(follow({ ...ada, organizationId: newId('organization') }))).toBe(false);
  expect(isRefusal(follow({ ...ada, followedBy: 'usr_bob' }))).toBe(false);
  const [first] = streams;
  if (first !== undefined && !isRefusal(first)) await first.return?.();
  expect(isRefusal(follow(ada))).toBe(false);
});

test('the pieces of a text are told no earlier than they may be, not by a part of a millisecond either', async () => {
  const { store, organizationId } = await openRig();
  using texts = new LiveTexts(store);
  const watch = new TextWatch(texts, {
    organizationId,
    followedBy: 'usr_ada',
    owner: newId('job'),
    column: 'jobId',
    position: 0,
    intervalMs: 2.5,
    since: 0,
    onClose: () => {},
  });
  const gaps: number[] = [];
  await watch.turn();
  for (let told = performance.now(); gaps.length < 100; ) {
    await watch.turn();
    const now = performance.now();
    gaps.push(now - told);
    told = now;
  }
  watch.close();
  // What runs between the end of a turn and the look at the clock.
  expect(gaps.reduce((sum, gap) => sum + gap) / gaps.length).toBeGreaterThan(2.49);
});
