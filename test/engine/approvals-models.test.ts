import { expect, test } from 'vitest';
import { approve, decline, refusedAs, setPolicy } from './approvals.ts';
import { actionsOf, calling, openTalks, reach, say, talk, trySay } from './conversations.ts';
import { done, until } from './rig.ts';

test('what a model proposed counts as proposed by whoever asked it, also when it went on by itself', async () => {
  const { rig } = await openTalks([
    calling([['create_issue', { title: 'A' }]]),
    calling([['create_issue', { title: 'B' }]]),
    calling([['create_issue', { title: 'C' }]]),
  ]);
  done(await setPolicy(rig, { tool: 'create_issue', selfApproval: false }));
  const [bob, eve] = [rig.callerOf('bob'), rig.callerOf('eve')];
  const { id } = await talk(rig, 'AUTOMATIC');
  await reach(rig, (await say(rig, id, 'Make one')).reply.id, 'COMPLETED');
  const [first] = await actionsOf(rig, id);
  if (first === undefined) throw new Error('no action');
  refusedAs(await approve(rig, first), 'SELF_APPROVAL');
  const { reply } = done(await trySay(rig, id, 'And another', {}, bob));
  await reach(rig, reply.id, 'COMPLETED');
  const [, second] = await actionsOf(rig, id);
  if (second === undefined) throw new Error('no second action');
  for (const asker of [rig.caller, bob]) refusedAs(await approve(rig, second, asker), 'SELF_APPROVAL');
  expect(done(await decline(rig, second, bob)).state).toBe('DECLINED');
  await until('the model has gone on', async () => (await actionsOf(rig, id)).length === 3);
  const [, , third] = await actionsOf(rig, id);
  if (third === undefined) throw new Error('no third action');
  for (const asker of [rig.caller, bob]) refusedAs(await approve(rig, third, asker), 'SELF_APPROVAL');
  expect(done(await approve(rig, third, eve)).state).toBe('APPROVED');
});
