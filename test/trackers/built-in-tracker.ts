import { until } from '../engine/rig.ts';
import type { RealServer } from '../server/real-server.ts';
import { ask, type ShownIssue, type TrackerUnderTest } from './tracker-server.ts';

// biome-ignore lint/suspicious/noExplicitAny: It is as deep as the query above it.
type Data = any;

const issue = 'id title description priority estimate state labels { name } parent { title }';

/** Our own tracker, edited through our own API. */
export function ownTracker(): TrackerUnderTest {
  const find = async (server: RealServer, title: string): Promise<string> => {
    const { issues } = await ask(server, '{ issues(first: 100) { nodes { id title } } }');
    return issues.nodes.find((each: { title: string }) => each.title === title).id;
  };
  const act = async (server: RealServer, tool: string, args: object) => {
    const { proposed } = await ask(
      server,
      `mutation ($input: ProposeActionInput!) { proposed: proposeAction(input: $input) {
        action { id digest } errors { message } } }`,
      { input: { tool, arguments: args } },
    );
    if (proposed.errors.length > 0) throw new Error(proposed.errors[0].message);
    const { id: actionId, digest } = proposed.action;
    await ask(
      server,
      'mutation ($input: ApproveActionInput!) { approveAction(input: $input) { errors { message } } }',
      { input: { actionId, digest } },
    );
    await ended(server, actionId);
  };
  return {
    connection: null,
    issues: async (server) => {
      const { issues } = await ask(server, `{ issues(first: 100) { nodes { ${issue} } } }`);
      return issues.nodes.map(
        ({ labels, parent, state, id: _, ...fields }: Data): ShownIssue => ({
          ...fields,
          labels: labels.map(({ name }: { name: string }) => name),
          parent: parent?.title ?? null,
          isOpen: state === 'OPEN',
        }),
      );
    },
    edit: async (server, title, change) =>
      await act(server, 'update_issue', { id: await find(server, title), ...change }),
    label: async (server, title, name) =>
      await act(server, 'label_issue', { id: await find(server, title), add: [name] }),
    remove: async (server, title) => await act(server, 'delete_issue', { id: await find(server, title) }),
    [Symbol.asyncDispose]: async () => {},
  };
}

async function ended(server: RealServer, actionId: string): Promise<void> {
  await until('the edit is made', async () => {
    const { action } = await ask(server, 'query ($id: ID!) { action(id: $id) { state } }', { id: actionId });
    return action.state === 'SUCCEEDED';
  });
}
