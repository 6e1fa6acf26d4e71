import { expect, test } from 'vitest';
import type { Caller } from '../../src/access/viewer.ts';
import { said } from '../connectors/vendor-server.ts';
import { calling, callsOf, newIssue, openTalks, reach, talk, trySay } from './conversations.ts';
import { done } from './rig.ts';

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
