import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import type { IdKind } from '../../src/domain/ids.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { schema } from '../../src/schema/index.ts';
import { assembleModels } from '../../src/server/assemble-models.ts';
import { assembleOutside } from '../../src/server/assemble-outside.ts';
import type { Store } from '../../src/store/store.ts';
import { insertApprovalLink } from '../../src/store/write/approval-links.ts';
import { insertIssue } from '../../src/store/write/issues.ts';
import { tools } from '../../src/tools/registry.ts';
import { sharedPlanReader } from '../engine/shared-plan-reader.ts';
import { rootFieldsOf } from '../server/root-fields.ts';
import { anIssue } from './rows.ts';
import { seedPlanned } from './seed.ts';
import { callerOf, epoch, newId, openWorld, type World } from './world.ts';

const engine = (store: Store): Promise<Engine> =>
  createEngine({
    store,
    tools: new Map(tools.map((tool) => [tool.name, tool])),
    planReader: sharedPlanReader(),
    models: assembleModels(parseConfig({}).models, store),
    outside: assembleOutside(parseConfig({}).outside),
    now: () => epoch,
    newId,
    random: Math.random,
    reportFault: (cause) => {
      throw cause;
    },
    limits: { documentMaxBytes: 1_000_000, effectConcurrency: 1, chainConcurrency: 1 },
  });

/** One id of each kind that the organization of the world has. */
async function seedEach(world: World): Promise<[IdKind, string][]> {
  const { session, items, actions, steps, group, chain } = await seedPlanned(world, 'Theirs');
  const issue = anIssue(world);
  const actionId = actions[0]?.id ?? newId('action');
  const link = {
    id: newId('approvalLink'),
    organizationId: world.organizationId,
    actionId,
    approver: { id: 'usr_ada', name: 'ada' },
    expiresAt: epoch + 1000,
    usedAt: null,
    decision: null,
    revokedAt: null,
    createdBy: world.caller.viewer.actor,
    createdAt: epoch,
  } as const;
  await world.write(async (tx) => {
    await insertIssue(tx, issue);
    await insertApprovalLink(tx, link);
  });
  return [
    ['session', session.id],
    ['item', items[0]?.id ?? ''],
    ['action', actionId],
    ['step', steps[0]?.id ?? ''],
    ['group', group.id],
    ['chain', chain.id],
    ['issue', issue.id],
    ['approvalLink', link.id],
  ];
}

test('what is another organization’s takes the statements of what is not there, so that no clock tells them apart', async () => {
  const world = await openWorld({ engine });
  const theirs = await seedEach(world);
  const stranger = callerOf(newId('organization'), 'eve');
  const ran = async (query: string, variables: Record<string, unknown>): Promise<string[]> => {
    world.statements.length = 0;
    await world.ask(query, variables, stranger);
    // The snapshot is given back in a later turn of the loop.
    return world.statements.filter((text) => text !== 'rollback');
  };
  // Once beforehand: what is prepared and remembered is so for both.
  let compared = 0;
  for (const field of rootFieldsOf(schema)) {
    if (!field.hasArguments || field.kind === 'subscription') continue;
    for (const [kind, id] of theirs) {
      const ask = (asked: string) => {
        const { query, variables } = field.operation({ id: asked });
        return ran(query, variables as Record<string, unknown>);
      };
      await ask(newId(kind));
      expect([field.name, kind, await ask(id)]).toEqual([field.name, kind, await ask(newId(kind))]);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(200);
});
