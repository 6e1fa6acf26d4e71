import type { Caller } from '../../src/access/viewer.ts';
import type { ActionProposal } from '../../src/domain/action.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { actionStream } from '../../src/domain/event.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { idsOfAction } from '../../src/engine/action.ts';
import { originOfCaller } from '../../src/engine/decide.ts';
import type { DecisionOnAction } from '../../src/engine/decide-action.ts';
import { idMaker } from '../../src/engine/new-id.ts';
import type { Followed, Hub, Sink } from '../../src/pubsub/hub.ts';
import { assembleParts } from '../../src/server/assemble.ts';
import type { ServerParts } from '../../src/server/graphql.ts';
import type { Foundation } from '../../src/server/server.ts';
import { appendEvents } from '../../src/store/log.ts';
import { type Parameter, query } from '../../src/store/query.ts';
import { readAction } from '../../src/store/read/actions.ts';
import type { ExternalTool } from '../../src/tools/tool.ts';

// Servers that are wrong on purpose. A torture that lets one of them pass is worth nothing.

export const controls = ['doubled-send', 'read-then-write', 'dropped-event'] as const;
export type Control = (typeof controls)[number];

export function isControl(name: string): name is Control {
  return (controls as readonly string[]).includes(name);
}

/** A tool that repeats what it sends, as a client with retries of its own does. */
export function sentTwice(tool: ExternalTool): ExternalTool {
  return {
    ...tool,
    send: async (request, call) => {
      const first = await tool.send(request, call);
      // Under one key the target knows it again; naive ones do it twice.
      return first.kind === 'DONE' ? await tool.send(request, call) : first;
    },
  };
}

export async function assembleControlled(control: Control, foundation: Foundation): Promise<ServerParts> {
  const parts = await assembleParts(foundation);
  const { services } = parts;
  switch (control) {
    case 'doubled-send':
      return parts;
    case 'dropped-event':
      return { ...parts, services: { ...services, hub: dropping(services.hub) } };
    case 'read-then-write': {
      const { engine } = services;
      const careless = { ...engine, decideAction: readThenWrite(services) };
      return { ...parts, services: { ...services, engine: careless } };
    }
  }
}

/** A hub that loses one event in a hundred, the same ones to everybody. */
function dropping(hub: Hub): Hub {
  const isLost = (followed: Followed) => 'position' in followed && followed.position % 100 === 0;
  const lossy = (sink: Sink): Sink => ({
    take: (followed, ...more) => isLost(followed) || sink.take(followed, ...more),
    drained: () => sink.drained(),
    end: (cause) => sink.end(cause),
  });
  const follow: Hub['follow'] = async (request) => {
    const following = await hub.follow(request);
    if (isRefusal(following)) return following;
    return { pipe: (sink) => following.pipe(lossy(sink)), close: () => following.close() };
  };
  return new Proxy(hub, {
    get: (whole, name) => {
      if (name === 'follow') return follow;
      const value: unknown = Reflect.get(whole, name, whole);
      return typeof value === 'function' ? value.bind(whole) : value;
    },
  });
}

const overwriteState = query((db, $: Parameter<{ id: string; to: string }>) =>
  db
    .updateTable('actions')
    .set({ state: $('to') })
    .where('id', '=', $('id')),
);

/** Decides as one does without compare-and-set: looks, thinks, and writes what follows from what it saw. */
function readThenWrite({ store }: ServerParts['services']) {
  const newId = idMaker(Date.now);
  return async (caller: Caller, input: DecisionOnAction): Promise<Answer<ActionProposal>> => {
    const origin = originOfCaller(caller);
    const { organizationId, actor } = origin;
    const seen = await store.read((reader) => readAction(reader, organizationId, input.actionId));
    if (seen === null || seen.state !== 'PROPOSED') {
      return refuse('VALIDATION', 'It was decided before.', ['input', 'actionId'], {});
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    const state = input.decision === 'APPROVE' ? 'APPROVED' : 'DECLINED';
    const asOf = await store.transact(async (tx) => {
      await tx.run(overwriteState, { id: seen.id, to: state });
      await appendEvents(tx, { ...origin, now: Date.now() }, [
        {
          id: newId('event'),
          type: 'ApprovalResolved',
          stream: actionStream(seen.id),
          ids: idsOfAction(seen),
          outcome: state,
          body: { decision: input.decision, state, decidedBy: actor, note: null },
        },
      ]);
      return 0;
    });
    return { kind: 'done', value: { ...seen, state }, asOf };
  };
}
