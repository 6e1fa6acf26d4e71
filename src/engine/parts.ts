import type { Connection, ConnectionKind, Credentials } from '../domain/connection.ts';
import type { ReachFaultPoint } from '../domain/fault-point.ts';
import type { ConversationId, GroupId, Id, IdKind, JobId, MessageId } from '../domain/ids.ts';
import type { ModelProvider } from '../domain/model.ts';
import type { Connector, Outbound, OutsideFault } from '../domain/outside.ts';
import type { Role } from '../domain/role.ts';
import type { Store } from '../store/store.ts';
import type { Tool } from '../tools/tool.ts';
import type { LongRuns } from './long-runs.ts';
import type { PlanReader } from './plan-reader.ts';
import type { SealingKey } from './sealing.ts';

/** What the engine is made of: handed in once, by the composition root. */
export interface EngineParts {
  readonly store: Store;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly planReader: PlanReader;
  readonly models: ModelParts;
  readonly outside: OutsideParts;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The system's clock, which may go back, for times that others compare with theirs. Left out: `Date.now`. */
  readonly wall?: (() => number) | undefined;
  readonly newId: <K extends IdKind>(kind: K) => Id<K>;
  /** Told of faults that no caller waits for. */
  readonly reportFault: (cause: unknown, about: Readonly<Record<string, string>>) => void;
  /** From 0 up to 1: spreads what is tried again. */
  readonly random: () => number;
  /** Told of each fault point that is reached; left out: nobody is. */
  readonly reachFaultPoint?: ReachFaultPoint | undefined;
  readonly limits: EngineLimits;
}

/** What reaches the outside world. */
export interface OutsideParts {
  readonly connectors: ReadonlyMap<ConnectionKind, Connector>;
  readonly outbound: Outbound;
  /** Null when no key is configured: then no credentials can be saved. */
  readonly sealing: SealingKey | null;
  readonly fromEnvironment: readonly ConnectionOfEnvironment[];
  /** Readings on their way of what a group of actions will be written to: who needs the same waits for it. */
  readonly looks: Map<GroupId, Promise<OutsideFault | null>>;
}

/** A connection that the environment describes: its credentials are kept nowhere else. */
export interface ConnectionOfEnvironment
  extends Pick<Connection, 'id' | 'organizationId' | 'kind' | 'name' | 'baseUrl' | 'settings'> {
  readonly credentials: Credentials;
}

/** What runs of models are made of. */
export interface ModelParts {
  readonly provider: ModelProvider;
  /** Where a text grows that others follow. */
  readonly texts: GrowingTexts;
  readonly runs: LongRuns;
  /** A run ends after this time, however far it has come. */
  readonly timeoutMs: number;
  /** How long a suggestion job that has ended is kept. */
  readonly retentionMs: number;
}

/** Texts that grow in memory, for those who follow them: one at a time for an owner. */
export interface GrowingTexts {
  open(owner: JobId | ConversationId, textId: JobId | MessageId): void;
  append(owner: JobId | ConversationId, added: string): void;
  get(owner: JobId | ConversationId): { readonly text: string } | null;
  /** The text has been stored whole. */
  close(owner: JobId | ConversationId): void;
}

export interface EngineLimits {
  readonly documentMaxBytes: number;
  /** How long events are kept in the log at least, in milliseconds; 0 or left out: for ever. */
  readonly logKeptMs?: number;
  /** How long keys of requests are kept, in milliseconds; 0 or left out: for ever. */
  readonly requestKeysKeptMs?: number;
  /** Sessions that have not ended, of one user and of an organization; 0 or left out: no limit. */
  readonly openSessions?: { readonly user: number; readonly organization: number };
  /** What a member may do for whom nobody has set a role, when no token is there to ask; left out: nothing. */
  readonly unsetRole?: Role;
  /** Effects that may execute at the same time. */
  readonly effectConcurrency: number;
  /** Steps of one chain that may run at the same time. */
  readonly chainConcurrency: number;
}
