import { describe, expect, test } from 'vitest';
import type { ModelPart } from '../../src/domain/model.ts';
import { said } from '../connectors/vendor-server.ts';
import { approve, decline } from './approvals.ts';
import {
  actionsOf,
  answerEnd,
  answering,
  calling,
  callPart,
  callsOf,
  messageNow,
  never,
  newIssue,
  openAsked,
  openTalks,
  reach,
  saveCarefulAgent,
  say,
  talk,
  typesOf,
} from './conversations.ts';
import { bodyOf, done, type Rig, until } from './rig.ts';

const started: ModelPart = { kind: 'TOOL_STARTED', callId: 'a', tool: 'create_issue' };

function callEnds(rig: Rig) {
  return rig
    .events()
    .then((events) =>
      events
        .filter((event) => event.type === 'ModelToolCallEnded')
        .map((event) => bodyOf(event, 'ModelToolCallEnded')),
    );
}

describe('the name of a call', () => {
  test('that cannot be stored, or that no vendor takes back, is told and kept in a form that can', async () => {
    const { rig, vendor } = await openTalks([
      calling([
        ['bad\ud83d', {}],
        ['multi_tool_use.parallel', {}],
        ['x'.repeat(200_000), {}],
      ]),
      said('Sorry.'),
    ]);
    const { id } = await talk(rig);
    const { reply } = await say(rig, id, 'Go');
    await reach(rig, reply.id, 'COMPLETED');
    const names = ['bad_', 'multi_tool_use_parallel', 'x'.repeat(64)];
    expect((await callsOf(rig, reply.id)).map(({ tool, state }) => [tool, state])).toEqual(
      names.map((name) => [name, 'REFUSED']),
    );
    const told = vendor.received[1]?.body.messages.find(({ role }: { role: string }) => role === 'assistant');
    expect(told.tool_calls.map((call: { function: { name: string } }) => call.function.name)).toEqual(names);
    // A name that the model made up is no kind of event.
    expect((await rig.events()).filter(({ tool }) => tool !== null)).toEqual([]);
  });
});

describe('the tools of a conversation', () => {
  test('stay those of its agent when that is deleted', async () => {
    const { rig, asked } = await openAsked([answering('Hello.'), answering('', [['delete_issue', '{}']])]);
    const agent = await saveCarefulAgent(rig);
    const { id } = await talk(rig, 'WAIT', agent.id);
    await reach(rig, (await say(rig, id, 'a')).reply.id, 'COMPLETED');
    done(await rig.engine.deleteAgent(rig.caller, agent.id));
    const { reply } = await say(rig, id, 'b');
    await until('the call is refused', async () => (await callsOf(rig, reply.id))[0]?.state === 'REFUSED');
    expect(asked[1]?.tools).toEqual(asked[0]?.tools);
    expect(asked[1]?.turns[0]).toEqual(asked[0]?.turns[0]);
  });
});

describe('a reply that is stopped', () => {
  test('while its calls are answered keeps them, and the model is told what became of them', async () => {
    const { rig, vendor } = await openTalks([
      calling(
        ['One', 'Two', 'Three'].map((title) => ['create_issue', { title }] as const).map((each) => [...each]),
      ),
      said('I see.'),
    ]);
    const { id } = await talk(rig);
    const stopped = Promise.withResolvers<void>();
    rig.store.onCommit(({ events }) => {
      const proposed = events.find(({ type }) => type === 'ActionProposed');
      if (proposed === undefined) return;
      rig.engine.stopReply(rig.caller, reply.id).then(() => stopped.resolve(), stopped.reject);
    });
    const { reply } = await say(rig, id, 'Go');
    await stopped.promise;
    expect((await messageNow(rig, reply.id)).state).toBe('STOPPED');
    const [action] = await actionsOf(rig, id);
    if (action === undefined) throw new Error('no action');
    done(await decline(rig, action, rig.caller, { note: 'We have that already' }));
    const next = await say(rig, id, 'And?');
    await reach(rig, next.reply.id, 'COMPLETED');
    const told = JSON.stringify(vendor.received[1]?.body.messages);
    expect(told).toContain('DECLINED');
    expect(told).toContain('We have that already');
  });

  test('in the moment in which a call begins holds no call that never ends', async () => {
    const gate = Promise.withResolvers<void>();
    const { rig } = await openAsked([[{ kind: 'TEXT', text: 'So' }, gate.promise, started, never]]);
    const { id } = await talk(rig);
    const { reply } = await say(rig, id, 'Go');
    await until('the text has come', () => rig.parts.models.texts.get(id)?.text === 'So');
    const stopping = rig.engine.stopReply(rig.caller, reply.id);
    gate.resolve();
    done(await stopping);
    await until('the run has ended', () => !rig.parts.models.runs.has(reply.id));
    expect(await callsOf(rig, reply.id)).toEqual([]);
    expect((await typesOf(rig, id)).at(-1)).toBe('MessageCompleted');
  });

  test('tells of the calls that it cuts off', async () => {
    const { rig } = await openAsked([[started, never]]);
    const { id } = await talk(rig);
    const { reply } = await say(rig, id, 'Go');
    await until('the call has begun', async () => (await callsOf(rig, reply.id)).length === 1);
    done(await rig.engine.stopReply(rig.caller, reply.id));
    expect((await callsOf(rig, reply.id))[0]?.state).toBe('ABANDONED');
    expect(await callEnds(rig)).toEqual([{ messageId: reply.id, callIndex: 0, callState: 'ABANDONED' }]);
    expect((await typesOf(rig, id)).slice(-2)).toEqual(['ModelToolCallEnded', 'MessageCompleted']);
  });
});

test('a disk that is full for a moment while a call begins holds the reply up and does not fail it', async () => {
  let isFull = false;
  const gate = Promise.withResolvers<void>();
  const { rig } = await openAsked(
    [
      [
        { kind: 'TEXT', text: 'So' },
        gate.promise,
        started,
        callPart('a', 'create_issue', JSON.stringify(newIssue)),
        answerEnd,
      ],
    ],
    {
      reachFaultPoint: async (point) => {
        if (point !== 'DECIDED' || !isFull) return;
        isFull = false;
        throw Object.assign(new Error('the disk is full'), { code: 'SQLITE_FULL' });
      },
    },
  );
  const { id } = await talk(rig);
  const { reply } = await say(rig, id, 'Go');
  await until('the text has come', () => rig.parts.models.texts.get(id)?.text === 'So');
  isFull = true;
  gate.resolve();
  expect(await reach(rig, reply.id, 'COMPLETED')).toMatchObject({ failure: null });
  const [action] = await actionsOf(rig, id);
  if (action === undefined) throw new Error('no action');
  done(await approve(rig, action));
});
