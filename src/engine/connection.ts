import { connectionStream } from '../domain/event.ts';
import { pauseConnection as pause, resumeConnection as resume } from '../store/write/connections.ts';
import { idsOfAction } from './action.ts';
import type { ActionClaim } from './action-outcome.ts';
import type { Decision } from './decide.ts';

/** Lets everything that uses a connection wait, because its target lets it in no more, and says so once. */
export async function pauseConnection(
  decision: Decision,
  { effect, action }: ActionClaim,
  reason: string,
): Promise<void> {
  const { tx, now, origin } = decision;
  const { connection } = effect;
  if (connection === null) throw new Error(`the effect ${effect.id} uses no connection`);
  const { organizationId } = origin;
  if (!(await pause(tx, { organizationId, connection, reason, now }))) return;
  decision.record({
    type: 'ConnectionPaused',
    stream: connectionStream(connection),
    ids: idsOfAction(action),
    tool: action.tool,
    body: { connection, reason },
  });
}

/** Lets what waits for a connection go on; false when it was not paused. */
export async function resumeConnection(decision: Decision, connection: string): Promise<boolean> {
  const { tx, now, origin } = decision;
  const { organizationId } = origin;
  if (!(await resume(tx, { organizationId, connection, now }))) return false;
  decision.record({
    type: 'ConnectionResumed',
    stream: connectionStream(connection),
    ids: {},
    body: { connection },
  });
  return true;
}
