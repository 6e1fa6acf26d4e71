import fc from 'fast-check';
import { eventTypes, type LoggedEvent } from '../../src/domain/event.ts';
import type { EventFilter } from '../../src/domain/event-filter.ts';
import type { OrganizationId } from '../../src/domain/ids.ts';

// Few values each, so that filters and events meet often.
const values = {
  sessionId: ['ses_1', 'ses_2'],
  actionId: ['act_1', 'act_2', 'act_3'],
  chainId: ['chn_1', 'chn_2'],
  groupId: ['grp_1'],
  conversationId: ['cnv_1'],
  jobId: ['job_1'],
  stream: ['session:ses_1', 'chain:chn_1', 'action:act_1'],
  tool: ['create_issue', 'update_issue'],
  outcome: ['SUCCEEDED', 'FAILED'],
  type: [...eventTypes.slice(0, 3), 'ChainSignalled'],
} as const;

export const anOrganization = fc.constantFrom<OrganizationId>('org_1', 'org_2');

function one(column: keyof typeof values) {
  return fc.constantFrom<string>(...values[column]);
}
function some(column: keyof typeof values) {
  return fc.array(one(column), { maxLength: 3 });
}
function maybe(column: keyof typeof values) {
  return fc.option(one(column), { nil: null });
}

/** A filter with some of its conditions given. */
export const aFilter: fc.Arbitrary<EventFilter> = fc.record(
  {
    sessionId: one('sessionId'),
    actionId: one('actionId'),
    chainId: one('chainId'),
    groupId: one('groupId'),
    conversationId: one('conversationId'),
    jobId: one('jobId'),
    chainIds: some('chainId'),
    actionIds: some('actionId'),
    tools: some('tool'),
    types: some('type'),
    outcomes: some('outcome'),
    streams: some('stream'),
  },
  { requiredKeys: [] },
);

/** An event as far as filters look at it. */
export const anEvent = fc
  .record({
    organizationId: anOrganization,
    stream: one('stream'),
    type: one('type'),
    sessionId: maybe('sessionId'),
    actionId: maybe('actionId'),
    chainId: maybe('chainId'),
    groupId: maybe('groupId'),
    conversationId: maybe('conversationId'),
    jobId: maybe('jobId'),
    tool: maybe('tool'),
    outcome: maybe('outcome'),
  })
  // A signal is of no tool.
  .map(
    (event) => (event.type === 'ChainSignalled' ? { ...event, tool: null } : event) as unknown as LoggedEvent,
  );
