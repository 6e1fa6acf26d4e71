import { expect, test } from 'vitest';
import { createPlanReader, type PlanDocument } from '../../src/engine/plan-reader.ts';
import { newId } from './rig.ts';

test('somebody who waits for an answer takes turns with the runs that wait for theirs', async () => {
  await using reader = createPlanReader({ readTimeoutMs: 20_000, memoryMb: 512 });
  const document: PlanDocument = {
    text: { notation: 'MARKDOWN', text: '# Epic: Checkout' },
    organizationId: newId('organization'),
    documentKey: 'checkout',
    title: 'Checkout',
  };
  const answered: string[] = [];
  const note = (who: string, reading: Promise<unknown>) => reading.then(() => answered.push(who));
  const nothing = { trackerId: 'built-in', tracked: [] };

  await Promise.all([
    ...[1, 2, 3].map((n) => note(`run ${n}`, reader.plan(document, nothing))),
    ...[1, 2].map((n) => note(`caller ${n}`, reader.check(document))),
  ]);

  expect(answered).toEqual(['run 1', 'caller 1', 'run 2', 'caller 2', 'run 3']);
});
