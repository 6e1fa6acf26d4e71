import type { EventType } from '../domain/event.ts';
import type { NoticeType, ShownBody } from '../resolvers/event.ts';
import { actionState } from './action.ts';
import { attemptOutcomeDescription, decision } from './action-parts.ts';
import type { SchemaTypes } from './builder.ts';
import { chainStatus } from './chain.ts';
import { messageState, toolCallState } from './message.ts';
import { planningSessionStatus } from './planning-session.ts';
import { role } from './role.ts';
import { checkVerdict, connectionKind } from './saved-connection.ts';
import { stepStatus } from './step.ts';
import { suggestionJobStatus } from './suggestion.ts';

type EnumRef =
  | typeof planningSessionStatus
  | typeof actionState
  | typeof decision
  | typeof chainStatus
  | typeof role
  | typeof stepStatus
  | typeof suggestionJobStatus
  | typeof messageState
  | typeof toolCallState
  | typeof connectionKind
  | typeof checkVerdict;
type TypeName = keyof SchemaTypes['outputShapes'] & string;

/** One field of an event's type. */
export interface BodyField {
  readonly type: TypeName | EnumRef | [TypeName | EnumRef];
  readonly nullable?: true;
  readonly description: string;
}

interface EventShape<Type extends EventType | NoticeType> {
  readonly description: string;
  readonly fields: { readonly [Name in keyof ShownBody<Type>]: BodyField };
}

const approvalLink = {
  linkId: { type: 'ID', description: 'Id of the link, `apl_…`.' },
  approverId: { type: 'ID', description: 'Who decides with it, `usr_…`.' },
} as const;
const webhookId = { type: 'ID', description: 'Id of the webhook, `whk_…`.' } as const;
const connection = { type: 'String', description: 'Id of the connection, `con_…`.' } as const;

const recordedIssue = {
  message: { type: 'String', description: 'What is wrong and what to do, as sentences.' },
  code: { type: 'String', description: 'Stable, upper case with underscores.' },
  details: {
    type: 'JSON',
    nullable: true,
    description: 'More about it for a program; null when there is no more.',
  },
  location: {
    type: 'SourceLocation',
    nullable: true,
    description: 'Where in the document; null when it concerns no place in it.',
  },
  itemId: { type: 'ID', nullable: true, description: 'The plan item concerned; null when none is.' },
} as const satisfies Record<string, BodyField>;

const reason = {
  type: 'String',
  nullable: true,
  description: 'Why, as text; null when no reason was given.',
} as const satisfies BodyField;

/**
 * Every type of event and notice with the fields that it has beside those of the interface. Fields of one name have
 * one type wherever they can, so that they can be selected together.
 */
export const eventShapes: { readonly [Type in EventType | NoticeType]: EventShape<Type> } = {
  PlanningSessionCreated: {
    description: 'A planning session was created.',
    fields: {
      title: { type: 'String', description: 'Its title.' },
      documentKey: { type: 'String', description: 'What its document is across runs.' },
    },
  },
  PlanningSessionStatusChanged: {
    description: 'A planning session came into another state.',
    fields: {
      status: { type: planningSessionStatus, description: 'The state now.' },
      previous: { type: planningSessionStatus, description: 'The state before.' },
      reason,
    },
  },
  PlanningSessionProgressed: {
    description: 'A run went on.',
    fields: {
      progress: { type: 'Int', description: 'Percent, 0 to 100; never goes back within a run.' },
      message: { type: 'String', description: 'What the run is doing.' },
    },
  },
  PlanningSessionErrorRecorded: { description: 'Something went wrong in a run.', fields: recordedIssue },
  PlanningSessionWarningRecorded: {
    description: 'A run met something that a person should look at.',
    fields: recordedIssue,
  },
  PlanExtracted: {
    description: 'The document has been read and compared with the tracker.',
    fields: { counts: { type: 'PlanCounts', description: 'What was found.' } },
  },
  PlanningSessionResultSet: {
    description: 'A run has a result; it comes again when something ends after its session was stopped.',
    fields: {
      createdCount: { type: 'Int', description: 'Issues made.' },
      updatedCount: { type: 'Int', description: 'Issues updated, renamed or moved.' },
      failedCount: { type: 'Int', description: 'Changes that failed.' },
      skippedCount: { type: 'Int', description: 'Changes that were left out.' },
    },
  },
  PlanningSessionDeleted: { description: 'A planning session was deleted.', fields: {} },
  ActionProposed: {
    description: 'An action was proposed.',
    fields: {
      version: { type: 'Int', description: 'Version of its arguments, from 1.' },
      digest: { type: 'String', description: 'Digest of tool, arguments and preview.' },
    },
  },
  ActionRevised: {
    description: 'An action has new arguments or is shown anew: earlier approvals are void.',
    fields: {
      version: { type: 'Int', description: 'Version of its arguments, from 1.' },
      digest: { type: 'String', description: 'Digest of tool, arguments and preview.' },
      note: { type: 'String', nullable: true, description: 'Why, in words; null when nobody said.' },
    },
  },
  ApprovalResolved: {
    description: 'An action was decided on: the decision is this one event.',
    fields: {
      decision: { type: decision, description: 'What was decided.' },
      state: { type: actionState, description: 'The state of the action now.' },
      decidedBy: { type: 'Actor', description: 'Who decided.' },
      note: { type: 'String', nullable: true, description: 'Why, in their words; null when not given.' },
    },
  },
  ApprovalLinkCreated: {
    description: 'A link was made that lets one member decide on the action.',
    fields: approvalLink,
  },
  ApprovalLinkUsed: {
    description: 'It was decided on the action with a link: the decision before this event.',
    fields: approvalLink,
  },
  ApprovalLinkRevoked: {
    description: 'A link was revoked before it was used: it opens nothing any more.',
    fields: approvalLink,
  },
  ActionStatusChanged: {
    description: 'An action came into another state otherwise than by a decision.',
    fields: {
      state: { type: actionState, description: 'The state now.' },
      previous: { type: actionState, description: 'The state before.' },
      reason,
    },
  },
  ActionAttemptFailed: {
    description:
      'An attempt to carry an action out did not succeed, and there will be another. The attempt that an action ends with is told by `ActionStatusChanged`.',
    fields: {
      attempt: { type: 'Int', description: '1, 2, 3 … within the run of the action.' },
      outcome: { type: 'String', description: attemptOutcomeDescription },
      error: { type: 'String', nullable: true, description: 'What went wrong, as a sentence.' },
      nextAttemptAt: {
        type: 'DateTime',
        nullable: true,
        description: 'When the next attempt begins; null while its connection is paused.',
      },
    },
  },
  ConnectionSaved: {
    description: 'A connection was made or changed.',
    fields: {
      connection,
      connectionKind: { type: connectionKind, description: 'Whom it speaks to.' },
      name: { type: 'String', description: 'Its name.' },
      withCredentials: { type: 'Boolean', description: 'Whether credentials were given with it.' },
    },
  },
  ConnectionChecked: {
    description: 'A real call showed how a connection does.',
    fields: { connection, verdict: { type: checkVerdict, description: 'What the call came to.' } },
  },
  ConnectionDeleted: {
    description: 'A connection was deleted, and its credentials with it.',
    fields: { connection, name: { type: 'String', description: 'The name that it had.' } },
  },
  ConnectionPaused: {
    description:
      'The target of a connection lets us in no more: all actions that use it wait until it is saved with new credentials, a check of it is OK, or one of them is retried with `retryAction`.',
    fields: {
      connection,
      reason,
    },
  },
  ConnectionResumed: {
    description: 'A paused connection is used again.',
    fields: { connection },
  },
  WebhookSaved: {
    description: 'A webhook was made or changed.',
    fields: {
      webhookId,
      name: { type: 'String', description: 'Its name.' },
      enabled: { type: 'Boolean', description: 'Whether it is told of events.' },
    },
  },
  WebhookReplayed: {
    description: 'A webhook is told once more of what it was told before.',
    fields: { webhookId, name: { type: 'String', description: 'Its name.' } },
  },
  WebhookDeleted: {
    description: 'A webhook was deleted.',
    fields: { webhookId, name: { type: 'String', description: 'The name that it had.' } },
  },
  GroupCreated: {
    description: 'A proposal group was made that belongs to no planning session.',
    fields: { title: { type: 'String', description: 'What the group is about.' } },
  },
  GroupEventAdded: {
    description: 'Actions were put into a proposal group.',
    fields: { count: { type: 'Int', description: 'How many.' } },
  },
  GroupResolved: { description: 'The last open decision of a proposal group was taken.', fields: {} },
  PolicyChanged: {
    description: 'A policy was set.',
    fields: {
      policyOf: {
        type: 'String',
        nullable: true,
        description: 'Name of the tool; null for the policy of all tools without one of their own.',
      },
    },
  },
  ApiKeyCreated: {
    description: 'An API key was made.',
    fields: {
      keyId: { type: 'ID', description: 'The key, `key_…`.' },
      name: { type: 'String', description: 'Its name.' },
      role: { type: role, description: 'What it may do.' },
    },
  },
  ApiKeyRevoked: {
    description: 'An API key was revoked: nobody is let in with it any more.',
    fields: {
      keyId: { type: 'ID', description: 'The key, `key_…`.' },
      name: { type: 'String', description: 'Its name.' },
    },
  },
  MemberRoleChanged: {
    description: 'The role of a member was set.',
    fields: {
      userId: { type: 'ID', description: 'The member, `usr_…`.' },
      role: { type: role, description: 'What the member may do now.' },
      previousRole: {
        type: role,
        nullable: true,
        description: 'The role that was set before; null when none was.',
      },
    },
  },
  ChainStarted: {
    description: 'A chain was started.',
    fields: {
      name: { type: 'String', description: 'Its name.' },
      stepCount: { type: 'Int', description: 'How many steps it has.' },
      parentChainId: {
        type: 'ID',
        nullable: true,
        description: 'The chain that runs it as a step; null when it stands alone.',
      },
    },
  },
  ChainStepStarted: {
    description: 'A step of a chain was started.',
    fields: {
      stepName: { type: 'String', description: 'Name of the step.' },
      stepIndex: { type: 'Int', description: 'Place of the step in the chain, from 0.' },
      subChainId: {
        type: 'ID',
        nullable: true,
        description: 'The chain that the step runs, which nothing is told of before; null when it runs none.',
      },
    },
  },
  ChainStepCompleted: {
    description: 'A step of a chain has ended.',
    fields: {
      stepName: { type: 'String', description: 'Name of the step.' },
      stepIndex: { type: 'Int', description: 'Place of the step in the chain, from 0.' },
      status: { type: stepStatus, description: 'How it ended.' },
      success: { type: 'Boolean', description: 'Whether it succeeded.' },
      nextSteps: { type: ['String'], description: 'Names of the steps that can go on because of it.' },
    },
  },
  ChainStepStatusChanged: {
    description: 'A step of a chain came into another state without being started or ended by it.',
    fields: {
      stepName: { type: 'String', description: 'Name of the step.' },
      stepIndex: { type: 'Int', description: 'Place of the step in the chain, from 0.' },
      status: { type: stepStatus, description: 'The state now.' },
      previous: { type: stepStatus, description: 'The state before.' },
    },
  },
  ChainAdvanced: {
    description: 'A chain went from running to waiting, or back.',
    fields: { status: { type: chainStatus, description: 'RUNNING or WAITING.' } },
  },
  ChainSignalled: {
    description: 'A signal came for a chain: a step takes it, or it is kept for one that will wait for it.',
    fields: { signal: { type: 'String', description: 'Name of the signal.' } },
  },
  ChainDefinitionSaved: {
    description: 'A version of a chain definition was saved.',
    fields: {
      name: { type: 'String', description: 'Its name.' },
      version: { type: 'Int', description: 'The version, from 1.' },
    },
  },
  ChainCompleted: {
    description: 'A chain has ended.',
    fields: {
      status: { type: chainStatus, description: 'How it ended.' },
      executionPath: {
        type: ['String'],
        description: 'Names of the steps that were started, in that order.',
      },
    },
  },
  SuggestionRequested: {
    description: 'Suggestions were asked for: the job waits to be taken up.',
    fields: { model: { type: 'String', description: 'Provider and model that will be asked.' } },
  },
  SuggestionStarted: { description: 'A suggestion job was taken up: the model is asked.', fields: {} },
  SuggestionCompleted: {
    description: 'A suggestion job has ended: COMPLETED, FAILED, CANCELLED or EXPIRED.',
    fields: {
      status: { type: suggestionJobStatus, description: 'How it ended.' },
      reason: { ...reason, description: 'Why it failed, as a code; null when it did not.' },
    },
  },
  AgentSaved: {
    description: 'An agent was made, or has another version.',
    fields: {
      agentId: { type: 'ID', description: 'Id of the agent, `agt_…`.' },
      version: { type: 'Int', description: 'The version, from 1.' },
      name: { type: 'String', description: 'Its name.' },
    },
  },
  AgentDeleted: {
    description: 'An agent was deleted.',
    fields: { agentId: { type: 'ID', description: 'Id of the agent, `agt_…`.' } },
  },
  ConversationCreated: {
    description: 'A conversation with a model was begun.',
    fields: { model: { type: 'String', description: 'Provider and model.' } },
  },
  MessageSent: {
    description: 'Something was said in a conversation, and a reply asked for.',
    fields: {
      messageId: { type: 'ID', description: 'The message, `msg_…`.' },
      replyId: { type: 'ID', description: 'The reply that will come of it, `msg_…`.' },
    },
  },
  ReplyRequested: {
    description: 'A reply was asked for to nothing new: one is tried again, or the model goes on by itself.',
    fields: {
      messageId: { type: 'ID', description: 'The reply that will come, `msg_…`.' },
      retryOf: {
        type: 'ID',
        nullable: true,
        description: 'The reply that it tries again, `msg_…`; null when the model goes on by itself.',
      },
    },
  },
  ModelToolCallStarted: {
    description: 'A model began to call a tool.',
    fields: {
      messageId: { type: 'ID', description: 'The reply that makes the call, `msg_…`.' },
      callIndex: { type: 'Int', description: 'Which call of the reply, from 0.' },
      tool: {
        type: 'String',
        description: 'Name of the tool as the model gave it; what stands in no name of a tool is `_`.',
      },
    },
  },
  ModelToolCallEnded: {
    description: 'A call of a model was answered, refused, cut off with its reply, or became an action.',
    fields: {
      messageId: { type: 'ID', description: 'The reply that made the call, `msg_…`.' },
      callIndex: { type: 'Int', description: 'Which call of the reply, from 0.' },
      callState: { type: toolCallState, description: 'What became of it.' },
    },
  },
  MessageCompleted: {
    description: 'A reply has ended: completed, failed, stopped or interrupted.',
    fields: {
      messageId: { type: 'ID', description: 'The reply, `msg_…`.' },
      messageState: { type: messageState, description: 'How it ended.' },
      reason: { ...reason, description: 'Why it failed, as a code; null when it did not.' },
    },
  },
  ConversationClosed: { description: 'A conversation was ended.', fields: {} },
  SubscriptionEnded: {
    description: 'Notice: the subscription ends because its entity has ended. Never logged.',
    fields: {
      reason: { ...reason, description: 'Why it ends, as text.' },
      entityId: { type: 'ID', description: 'The entity that has ended.' },
    },
  },
  HistoryTrimmed: {
    description:
      'Notice: the log before `oldestCursor` has been trimmed away, so events between `after` and it are missing here. Never logged.',
    fields: { oldestCursor: { type: 'Cursor', description: 'From here on the log is complete.' } },
  },
};
