import { expect, test } from 'vitest';
import { describeFaultyTracker, describeTracker } from '../contracts/tracker-contract.ts';
import { linearTracker } from './linear-tracker.ts';
import { openTrackerServer } from './tracker-server.ts';

describeTracker('Linear', linearTracker);
describeFaultyTracker('Linear', linearTracker);

test('a reading for another tracker leaves be what is proposed for this one', async () => {
  const { plan, look } = await openTrackerServer(await linearTracker());
  const shop = '# Epic: Shop\n\n## Story: Pay\n';
  const statesOf = async (id: string): Promise<string[]> =>
    (await look(id)).plan.changes.map(({ action }: { action: { state: string } }) => action.state);
  const inLinear = await plan(shop, { approval: 'REQUIRED' });
  const inOurs = await plan(shop, { approval: 'REQUIRED', trackerId: null });
  expect(await statesOf(inLinear.id)).toEqual(['PROPOSED', 'PROPOSED']);
  await plan(shop, { approval: 'REQUIRED' });
  expect(await statesOf(inLinear.id)).toEqual(['SUPERSEDED', 'SUPERSEDED']);
  expect(await statesOf(inOurs.id)).toEqual(['PROPOSED', 'PROPOSED']);
});
