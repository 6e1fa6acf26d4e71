import { expect } from 'vitest';
import { createSession, type Live, startSession } from './live.ts';
import { newId } from './world.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

const shownAction = /* GraphQL */ `
  fragment shown on ActionProposal {
    id digest version state reason requiredApprovals expiresAt asOf arguments result
    tool { name destructive policy { approval approvers } }
    preview { field oldValue newValue hiddenCharacters }
    repeatOf { id decisions { decision note } } supersededBy { id }
    proposedBy { name } decisions { decision decidedBy { name } note version }
    error { code } attempts { attempt outcome }
  }
  fragment refusal on UserError {
    __typename code message path
    ... on AlreadyDecidedError { decision decidedBy { name } decidedAt }
    ... on StaleActionError { changes { field shown now } digest }
    ... on ExpiredError { expiredAt }
    ... on InvalidTransitionError { from to allowed }
    ... on ForbiddenError { roles }
  }
`;

/** Runs one of the mutations that answer an action, and answers its payload. */
export async function command(
  live: Live,
  name: string,
  input: Record<string, unknown>,
  person?: string,
): Promise<Data> {
  const type = inputTypes[name];
  const data = await live.ask(
    `mutation ($input: ${type}!) { ${name}(input: $input) {
      actionId asOf action { ...shown } errors { ...refusal }
    } } ${shownAction}`,
    { input },
    person,
  );
  const payload = data[name];
  // What a payload says is said everywhere.
  expect(payload.action === null).toBe(payload.errors.length > 0);
  expect(payload.asOf).toBe(payload.action?.asOf ?? null);
  return payload;
}

const inputTypes: Readonly<Record<string, string>> = {
  proposeAction: 'ProposeActionInput',
  reviseAction: 'ReviseActionInput',
  approveAction: 'ApproveActionInput',
  declineAction: 'DeclineActionInput',
  cancelAction: 'ActionInput',
  retryAction: 'ActionInput',
};

export async function decide(live: Live, input: Record<string, unknown>, person?: string): Promise<Data> {
  const { decideActions } = await live.ask(
    `mutation ($input: DecideActionsInput!) { decideActions(input: $input) {
      results { actionId asOf action { ...shown } errors { ...refusal } }
      group { id digest resolvedAt counts { state count } }
      errors { ...refusal }
    } } ${shownAction}`,
    { input },
    person,
  );
  return decideActions;
}

export async function propose(live: Live, tool: string, args: object, given: object = {}): Promise<Data> {
  const payload = await command(live, 'proposeAction', { tool, arguments: args, ...given });
  if (payload.action === null) throw new Error(JSON.stringify(payload.errors));
  return payload.action;
}

export async function getAction(live: Live, id: string): Promise<Data> {
  const { action } = await live.ask(
    `query ($id: ID!) { action(id: $id) { ...shown } } ${shownAction.split('fragment refusal')[0]}`,
    {
      id,
    },
  );
  return action;
}

/** Follows an action until it has ended. */
export async function eventsUntilEnd(live: Live, actionId: string, after?: string): Promise<Data[]> {
  const events: Data[] = [];
  const source = `subscription ($actionId: ID!, $after: Cursor) { actionEvents(actionId: $actionId, after: $after) {
    type actionId
    ... on ActionProposed { version digest }
    ... on ActionRevised { version note }
    ... on ApprovalResolved { decision state decidedBy { name } note }
    ... on ActionStatusChanged { state previousState: previous reason }
    ... on SubscriptionEnded { reason entityId }
  } }`;
  for await (const event of live.follow(source, { actionId, after })) events.push(event);
  return events;
}

export function issueArguments(fields: object = {}): {
  readonly id: string;
  readonly [name: string]: unknown;
} {
  return {
    id: newId('issue'),
    title: 'Pay by card',
    description: '',
    labels: [],
    priority: null,
    estimate: null,
    parentId: null,
    itemId: null,
    ...fields,
  };
}

export async function makeIssue(live: Live, fields: object = {}): Promise<string> {
  const args = issueArguments(fields);
  const { id, digest } = await propose(live, 'create_issue', args);
  await command(live, 'approveAction', { actionId: id, digest });
  await eventsUntilEnd(live, id);
  return args.id;
}

/** A session that waits for decisions. */
export async function awaitApproval(live: Live, given: Record<string, unknown> = {}): Promise<string> {
  const sessionId = await createSession(live, given);
  const { asOf } = await startSession(live, sessionId);
  const source = `subscription ($sessionId: ID!, $after: Cursor) {
    planningSessionEvents(sessionId: $sessionId, after: $after) { ... on PlanningSessionStatusChanged { status } }
  }`;
  for await (const event of live.follow(source, { sessionId, after: asOf })) {
    if (event.status === 'AWAITING_APPROVAL') break;
  }
  return sessionId;
}

export async function sessionEnd(live: Live, sessionId: string): Promise<Data> {
  const source = `subscription ($sessionId: ID!) { planningSessionEvents(sessionId: $sessionId) { type } }`;
  for await (const _ of live.follow(source, { sessionId }));
  const { planningSession } = await live.ask(
    `query ($id: ID!) { planningSession(id: $id) {
      status result { createdCount updatedCount failedCount skippedCount }
      group { id digest resolvedAt counts { state count } }
      plan { changes { item { title } action { state } } }
      chain { status steps { name status } }
    } }`,
    { id: sessionId },
  );
  return planningSession;
}

export async function groupOf(live: Live, sessionId: string): Promise<Data> {
  const { planningSession } = await live.ask(
    `query ($id: ID!) { planningSession(id: $id) { status group {
      id digest counts { state count }
      actions(first: 100) { nodes { id digest state planItem { title } preview { field newValue } } }
    } } }`,
    { id: sessionId },
  );
  return planningSession.group;
}
