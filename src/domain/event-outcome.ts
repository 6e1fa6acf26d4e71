import { actionStates } from './action.ts';
import { chainStatuses, stepStatuses } from './chain.ts';
import { conversationStates, messageStates, toolCallStates } from './conversation.ts';
import { attemptOutcomes } from './effect-attempt.ts';
import { sessionStatuses } from './session.ts';
import { suggestionStatuses } from './suggestion.ts';

/** What events tell of: the states that things come into. Of a signal it is the name, which callers choose. */
export const eventOutcomes = [
  ...sessionStatuses,
  ...actionStates,
  ...attemptOutcomes,
  ...chainStatuses,
  ...stepStatuses,
  ...suggestionStatuses,
  ...conversationStates,
  ...messageStates,
  ...toolCallStates,
] as const;
export type EventOutcome = (typeof eventOutcomes)[number];
