import type { Actor } from './actor.ts';
import type { AgentId, JobId, MessageId, OrganizationId, RunId } from './ids.ts';
import type { ModelFailureReason, ModelRunOutcome, ModelUsage } from './model.ts';

/** One run of a model, for a suggestion job or for a reply. Times are epoch milliseconds. */
export interface ModelRun extends ModelUsage {
  readonly id: RunId;
  readonly organizationId: OrganizationId;
  readonly jobId: JobId | null;
  readonly messageId: MessageId | null;
  readonly model: string;
  readonly agentId: AgentId | null;
  /** The version of the agent that was used. */
  readonly agentVersion: number | null;
  /** How often the model was asked, repetitions included. */
  readonly calls: number;
  /** Null while it runs. */
  readonly outcome: ModelRunOutcome | null;
  readonly reason: ModelFailureReason | null;
  readonly startedBy: Actor;
  readonly startedAt: number;
  readonly firstTokenAt: number | null;
  readonly endedAt: number | null;
}

/** What an organization's runs of one day came to. */
export interface ModelUsageOfDay extends ModelUsage {
  /** In UTC, as 2026-11-20. */
  readonly day: string;
  readonly runs: number;
  readonly failedRuns: number;
}
