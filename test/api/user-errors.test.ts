import { expect, test } from 'vitest';
import { systemActor } from '../../src/domain/actor.ts';
import { type Refusal, type RefusalCode, refuse } from '../../src/domain/refusal.ts';
import type { Engine, NewPlanningSession } from '../../src/engine/engine.ts';
import { aSession } from './rows.ts';
import { epoch, newId, openWorld } from './world.ts';

/** One of each: most come with commands that are still to be written, their types are there already. */
const refusals: { readonly [Code in RefusalCode]: { refusal: Refusal; shown: object } } = {
  NOT_FOUND: {
    refusal: refuse('NOT_FOUND', 'm', null, {}),
    shown: { __typename: 'NotFoundError', path: null },
  },
  VALIDATION: {
    refusal: refuse('VALIDATION', 'm', ['input', 'title'], {}),
    shown: { __typename: 'ValidationError', path: ['input', 'title'] },
  },
  INVALID_TRANSITION: {
    refusal: refuse('INVALID_TRANSITION', 'm', null, { from: 'A', to: 'B', allowed: ['C'] }),
    shown: { __typename: 'InvalidTransitionError', from: 'A', to: 'B', allowed: ['C'] },
  },
  ALREADY_DECIDED: {
    refusal: refuse('ALREADY_DECIDED', 'm', null, {
      decision: 'DECLINE',
      decidedBy: systemActor,
      decidedAt: epoch,
    }),
    shown: {
      __typename: 'AlreadyDecidedError',
      decision: 'DECLINE',
      decidedBy: { kind: 'SYSTEM' },
      decidedAt: '2026-11-20T12:00:00.000Z',
    },
  },
  FORBIDDEN: {
    refusal: refuse('FORBIDDEN', 'm', null, { roles: ['ADMIN'] }),
    shown: { __typename: 'ForbiddenError', roles: ['ADMIN'] },
  },
  STALE_ACTION: {
    refusal: refuse('STALE_ACTION', 'm', null, {
      changes: [{ field: 'title', shown: 'a', now: null }],
      digest: 'd',
    }),
    shown: {
      __typename: 'StaleActionError',
      changes: [{ field: 'title', shown: 'a', now: null }],
      digest: 'd',
    },
  },
  EXPIRED: {
    refusal: refuse('EXPIRED', 'm', null, { expiredAt: epoch }),
    shown: { __typename: 'ExpiredError', expiredAt: '2026-11-20T12:00:00.000Z' },
  },
  SELF_APPROVAL: {
    refusal: refuse('SELF_APPROVAL', 'm', null, {}),
    shown: { __typename: 'SelfApprovalError' },
  },
  IDEMPOTENCY_KEY_REUSED: {
    refusal: refuse('IDEMPOTENCY_KEY_REUSED', 'm', null, {}),
    shown: { __typename: 'IdempotencyKeyReusedError' },
  },
  DOCUMENT: {
    refusal: refuse('DOCUMENT', 'm', ['input', 'document'], {
      location: { headingPath: ['Epic'], line: 3, elementPath: null },
    }),
    shown: { __typename: 'DocumentError', location: { headingPath: ['Epic'], line: 3 } },
  },
  CHAIN_DEFINITION: {
    refusal: refuse('CHAIN_DEFINITION', 'm', null, { step: 'build' }),
    shown: { __typename: 'ChainDefinitionError', step: 'build' },
  },
  CONNECTOR: {
    refusal: refuse('CONNECTOR', 'm', null, { retryable: true, retryAt: epoch }),
    shown: { __typename: 'ConnectorError', retryable: true, retryAt: '2026-11-20T12:00:00.000Z' },
  },
  LIMIT_EXCEEDED: {
    refusal: refuse('LIMIT_EXCEEDED', 'm', null, { limit: 5, retryAt: null }),
    shown: { __typename: 'LimitExceededError', limit: 5, limitRetryAt: null },
  },
};

const create = `mutation ($input: CreatePlanningSessionInput!) {
  createPlanningSession(input: $input) {
    planningSession { id } asOf
    errors {
      __typename code message path
      ... on InvalidTransitionError { from to allowed }
      ... on ForbiddenError { roles }
      ... on AlreadyDecidedError { decision decidedBy { kind } decidedAt }
      ... on StaleActionError { changes { field shown now } digest }
      ... on ExpiredError { expiredAt }
      ... on DocumentError { location { headingPath line } }
      ... on ChainDefinitionError { step }
      ... on ConnectorError { retryable retryAt }
      ... on LimitExceededError { limit limitRetryAt: retryAt }
    }
  }
}`;

const input = { title: 'Checkout', document: { markdown: '# Epic: Checkout' } };

/** An engine that gives a known answer, and shows what it was asked. */
function answering(answer: Partial<Engine>): () => Promise<Engine> {
  return async () => ({ [Symbol.asyncDispose]: async () => {}, ...answer }) as Engine;
}

test.each(Object.entries(refusals))('%s is shown as an error of its own type', async (code, expected) => {
  const { refusal, shown } = expected;
  const world = await openWorld({ engine: answering({ createPlanningSession: async () => refusal }) });
  const { createPlanningSession: payload } = await world.read(create, { input });
  expect(payload).toMatchObject({ planningSession: null, asOf: null });
  expect(payload.errors).toMatchObject([{ code, message: 'm', ...shown }]);
});

test('what is left out or null reaches the engine as the documented default', async () => {
  const asked: NewPlanningSession[] = [];
  const world = await openWorld({
    engine: answering({
      createPlanningSession: async (_caller, given) => {
        asked.push(given);
        return refuse('VALIDATION', 'm', null, {});
      },
    }),
  });
  await world.read(create, { input });
  await world.read(create, {
    input: {
      ...input,
      document: { confluencePageUrl: 'https://wiki.example/wiki/x/abc' },
      approval: null,
      documentKey: null,
      trackerId: null,
      idempotencyKey: null,
    },
  });
  await world.read(create, {
    input: {
      title: 't',
      document: { confluenceStorage: '<p/>' },
      approval: 'AUTOMATIC',
      documentKey: 'k',
      trackerId: 'con_1',
      idempotencyKey: 'i',
    },
  });
  const defaults = {
    title: 'Checkout',
    documentKey: null,
    approval: 'REQUIRED',
    trackerId: null,
    idempotencyKey: null,
  };
  expect(asked).toEqual([
    { ...defaults, document: { notation: 'MARKDOWN', text: '# Epic: Checkout' } },
    {
      ...defaults,
      document: { notation: 'CONFLUENCE_PAGE', url: 'https://wiki.example/wiki/x/abc', depth: 0 },
    },
    {
      title: 't',
      document: { notation: 'CONFLUENCE_STORAGE', text: '<p/>' },
      approval: 'AUTOMATIC',
      documentKey: 'k',
      trackerId: 'con_1',
      idempotencyKey: 'i',
    },
  ]);
});

test.each(['startPlanningSession', 'retryPlanningSession', 'cancelPlanningSession'])(
  '%s with a malformed id is not found, and asks no engine',
  async (name) => {
    const world = await openWorld();
    const type = name === 'cancelPlanningSession' ? 'CancelPlanningSessionInput' : 'PlanningSessionInput';
    for (const sessionId of ['garbage', '', newId('action')]) {
      const answer = await world.read(
        `mutation ($input: ${type}!) { ${name}(input: $input) {
          planningSession { id } asOf errors { __typename code message path }
        } }`,
        { input: { sessionId } },
      );
      expect(answer[name]).toEqual({
        planningSession: null,
        asOf: null,
        errors: [
          {
            __typename: 'NotFoundError',
            code: 'NOT_FOUND',
            message: 'There is no planning session with this id.',
            path: ['input', 'sessionId'],
          },
        ],
      });
    }
  },
);

test('deletePlanningSession with a malformed id is not found', async () => {
  const world = await openWorld();
  const { deletePlanningSession } = await world.read(
    'mutation { deletePlanningSession(input: { sessionId: "x" }) { deletedId asOf errors { code path } } }',
  );
  expect(deletePlanningSession).toEqual({
    deletedId: null,
    asOf: null,
    errors: [{ code: 'NOT_FOUND', path: ['input', 'sessionId'] }],
  });
});

test('an answer is shown with the asOf of the engine', async () => {
  const world = await openWorld({
    engine: answering({
      createPlanningSession: async (caller) => ({
        kind: 'done',
        asOf: 7,
        value: aSession({ organizationId: caller.viewer.organizationId, caller }),
      }),
    }),
  });
  const { createPlanningSession: payload } = await world.read(
    `mutation ($input: CreatePlanningSessionInput!) { createPlanningSession(input: $input) {
      asOf planningSession { title asOf status } errors { code }
    } }`,
    { input },
  );
  expect(payload.errors).toEqual([]);
  expect(payload.planningSession).toMatchObject({ title: 'Checkout', status: 'PENDING' });
  expect(payload.planningSession.asOf).toBe(payload.asOf);
});

test.each([
  ['two documents', { markdown: 'a', confluenceStorage: 'b' }],
  ['no document', {}],
  ['a document that is null', { markdown: null }],
  ['a page address without a scheme', { confluencePageUrl: 'wiki.example/x/abc' }],
  ['a page address of another scheme', { confluencePageUrl: 'file:///etc/passwd' }],
])('%s is refused before anything runs', async (_case, document) => {
  const world = await openWorld();
  const { errors, data } = await world.ask(create, { input: { ...input, document } });
  expect(data).toBeUndefined();
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain('$input');
});
