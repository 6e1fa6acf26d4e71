import { EffectRunner } from './effect-runner.ts';
import type { Engine } from './engine.ts';
import type { EngineParts } from './parts.ts';
import {
  cancelPlanningSession,
  createPlanningSession,
  deletePlanningSession,
  retryPlanningSession,
  startPlanningSession,
} from './planning-session.ts';
import { sessionReports } from './session-reports.ts';

/** Puts the engine together and takes up what an earlier process left undone. */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  const runner = new EffectRunner(parts);
  await runner.start();
  return {
    createPlanningSession: (caller, input) => createPlanningSession(parts, caller, input),
    startPlanningSession: (caller, id) => startPlanningSession(parts, caller, id),
    retryPlanningSession: (caller, id) => retryPlanningSession(parts, caller, id),
    cancelPlanningSession: (caller, id, reason) => cancelPlanningSession(parts, caller, id, reason),
    deletePlanningSession: (caller, id) => deletePlanningSession(parts, caller, id),
    reports: sessionReports(parts),
    [Symbol.asyncDispose]: async () => {
      const stopped = runner[Symbol.asyncDispose]();
      // Lets go of a document in the middle of its reading; its run goes on at the next start.
      await parts.planReader[Symbol.asyncDispose]();
      await stopped;
    },
  };
}
