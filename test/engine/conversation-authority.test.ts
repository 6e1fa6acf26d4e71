import { describe, expect, test } from 'vitest';
import type { Caller } from '../../src/access/viewer.ts';
import type { KeyId } from '../../src/domain/ids.ts';
import { said } from '../connectors/vendor-server.ts';
import { decline } from './approvals.ts';
import {
  actionsOf,
  answering,
  calling,
  callsOf,
  messagesOf,
  newIssue,
  openAsked,
  openTalks,
  reach,
  talk,
  trySay,
} from './conversations.ts';
import { done, type Rig, until } from './rig.ts';

test.each([
  [['MODELS'], false, false],
  [['MODELS', 'READ'], true, false],
  [['MODELS', 'ACTIONS'], false, true],
  [null, true, true],
] as const)(
  'a model that is asked with a key for %j does no more than that',
  async (scopes, reads, proposes) => {
    const { rig, vendor } = await openTalks([
      calling([
        ['list_issues', {}],
        ['create_issue', newIssue],
      ]),
      said('Done.'),
    ]);
    const given = { name: 'Bot', role: 'OPERATOR', scopes, expiresAt: null, idempotencyKey: null } as const;
    const key = done(await rig.engine.createApiKey(rig.caller, { ...given, secretHash: 'h' })).apiKey;
    const actor = { kind: 'USER', id: key.id, name: key.name } as const;
    const bot: Caller = { ...rig.caller, viewer: { ...rig.caller.viewer, actor } };
    const { id } = await talk(rig);
    const { reply } = done(await trySay(rig, id, 'Go', {}, bot));
    await reach(rig, reply.id, 'COMPLETED');
    const [listing, creation] = await callsOf(rig, reply.id);
    expect(listing?.state).toBe(reads ? 'ANSWERED' : 'REFUSED');
    expect(creation?.state).toBe(proposes ? 'PROPOSED' : 'REFUSED');
    const told = JSON.stringify(vendor.received[0]?.body.tools ?? []);
    expect([told.includes('list_issues'), told.includes('create_issue')]).toEqual([reads, proposes]);
  },
);

/** A program with a key of its own. */
async function botOf(rig: Rig, expiresAt: number | null): Promise<{ bot: Caller; keyId: KeyId }> {
  const given = { name: 'Bot', role: 'OPERATOR', scopes: null, idempotencyKey: null } as const;
  const { apiKey } = done(
    await rig.engine.createApiKey(rig.caller, { ...given, expiresAt, secretHash: 'h' }),
  );
  const actor = { kind: 'USER', id: apiKey.id, name: apiKey.name } as const;
  return { bot: { ...rig.caller, viewer: { ...rig.caller.viewer, actor } }, keyId: apiKey.id };
}

describe('a key that lets nobody in any more', () => {
  test.each(['revoked', 'expired'])('because it was %s asks for no further reply', async (how) => {
    let now = Date.now();
    const { rig, asked } = await openAsked(
      [answering('I propose.', [['create_issue', JSON.stringify(newIssue)]]), answering('Done.')],
      { now: () => now },
    );
    const { bot, keyId } = await botOf(rig, now + 86_400_000);
    const { id } = await talk(rig, 'AUTOMATIC', null, bot);
    const { reply } = done(await trySay(rig, id, 'Go', {}, bot));
    await reach(rig, reply.id, 'COMPLETED');
    if (how === 'revoked') done(await rig.engine.revokeApiKey(rig.caller, keyId));
    else now += 86_400_001;
    const [action] = await actionsOf(rig, id);
    if (action === undefined) throw new Error('nothing was proposed');
    done(await decline(rig, action));
    await until('it is settled', async () => (await actionsOf(rig, id))[0]?.state === 'DECLINED');
    expect(await messagesOf(rig, id)).toHaveLength(2);
    expect(asked).toHaveLength(1);
  });

  test('has replies that still wait stopped, and no model asked for them', async () => {
    const gate = Promise.withResolvers<void>();
    const { rig, asked } = await openAsked([[gate.promise, ...answering('One.')], answering('Two.')]);
    const { bot, keyId } = await botOf(rig, null);
    const { id } = await talk(rig, 'WAIT', null, bot);
    const first = done(await trySay(rig, id, 'One', {}, bot));
    await until('the model is asked', () => asked.length === 1);
    const second = done(await trySay(rig, id, 'Two', {}, bot));
    done(await rig.engine.revokeApiKey(rig.caller, keyId));
    gate.resolve();
    await reach(rig, first.reply.id, 'COMPLETED');
    await reach(rig, second.reply.id, 'STOPPED');
    expect(asked).toHaveLength(1);
  });
});
