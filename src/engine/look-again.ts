import type { ActionProposal } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import { type LookUpOutcome, nextLookAt } from '../domain/effect-attempt.ts';
import { readAction } from '../store/read/actions.ts';
import { readEffect } from '../store/read/effects.ts';
import { setLookAt } from '../store/write/effects.ts';
import type { ExternalTool } from '../tools/tool.ts';
import { writeEndUnclaimed } from './action-outcome.ts';
import { type Decision, decide, originOfEffect } from './decide.ts';
import { readHeld } from './execute-action.ts';
import { rememberOutcome } from './outside-issues.ts';
import type { EngineParts } from './parts.ts';
import { lookOnce } from './send-attempt.ts';
import { untilStored } from './storage-retry.ts';
import type { WorkSignals } from './work-signals.ts';

/** Looks once more for what nobody knows of. What is found has happened; what is not, is looked for again later. */
export async function lookAgain(parts: EngineParts, effect: Effect, signals: WorkSignals): Promise<void> {
  const looked = await look(parts, effect, signals.stop);
  await untilStored(signals.closing, () =>
    decide(parts, originOfEffect(effect), async (decision) => {
      const present = await readEffect(decision.tx, effect.id);
      // Somebody said meanwhile what happened.
      if (present?.state !== 'UNKNOWN' || present.fence !== effect.fence) return;
      await writeLooked(decision, present, looked);
    }),
  );
}

async function look(parts: EngineParts, effect: Effect, stop: AbortSignal): Promise<LookUpOutcome | null> {
  const { organizationId, actionId, request, idempotencyKey: key } = effect;
  const action = await parts.store.read((reader) =>
    readAction(reader, organizationId, actionId as ActionProposal['id']),
  );
  const tool = action === null ? undefined : parts.tools.get(action.tool);
  if (tool === undefined || tool.repeatability === 'IN_TRANSACTION') return null;
  if (request === null || key === null) return null;
  return await lookOnce(
    parts,
    { effect, tool: tool satisfies ExternalTool, request, key, maySend: false },
    stop,
  );
}

async function writeLooked(decision: Decision, effect: Effect, looked: LookUpOutcome | null): Promise<void> {
  if (looked?.kind === 'FOUND') {
    const { claim } = await readHeld(decision, effect);
    const { result, url } = looked;
    await rememberOutcome(decision, effect, claim.action, looked);
    await writeEndUnclaimed(
      decision,
      claim,
      { state: 'COMPLETED', result, url },
      'It was found at the target.',
    );
    return;
  }
  const next = looked === null ? null : nextLookAt(effect.updatedAt, decision.now);
  await setLookAt(decision.tx, effect.id, next);
}
