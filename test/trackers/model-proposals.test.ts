import { expect, test } from 'vitest';
import { openVendorServer } from '../connectors/vendor-server.ts';
import { calling } from '../engine/conversations.ts';
import { until } from '../engine/rig.ts';
import { gitHubTracker } from './github-tracker.ts';
import { ask, openTrackerServer } from './tracker-server.ts';

test('what a model proposes shows an issue as its tracker has it now, and the first approval counts', async () => {
  const vendor = await openVendorServer();
  const tracker = await gitHubTracker();
  const { server, trackerId, plan, decide } = await openTrackerServer(
    tracker,
    vendor.environment('compatible'),
  );
  const { result } = await plan('# Epic: Shop\n\nSells things.');
  const { issueId: id } = result.epics[0];
  const [issue] = await tracker.issues(server);
  if (issue === undefined) throw new Error('there is no issue');
  await tracker.edit(server, issue.title, { title: 'Edited by a person' });

  vendor.replies = [calling([['github_update_issue', { connectionId: trackerId, id, title: 'By a model' }]])];
  const { made } = await ask(
    server,
    'mutation { made: createConversation(input: { title: "T" }) { conversation { id } errors { message } } }',
    {},
  );
  const { id: conversationId } = made.conversation;
  await ask(
    server,
    `mutation ($id: ID!) { sendMessage(input: { conversationId: $id, text: "Name it" }) { errors { message } } }`,
    { id: conversationId },
  );
  const actions = async () =>
    (
      await ask(
        server,
        `query ($id: ID!) { conversation(id: $id) { actions {
          nodes { id preview { field oldValue newValue } } } } }`,
        { id: conversationId },
      )
    ).conversation.actions.nodes;
  await until('the model has proposed something', async () => (await actions()).length === 1);
  const [action] = await actions();
  expect(action.preview).toContainEqual({
    field: 'title',
    oldValue: 'Edited by a person',
    newValue: 'By a model',
  });
  expect(await decide(action.id, 'approve')).toMatchObject({ action: { id: action.id }, errors: [] });
});
