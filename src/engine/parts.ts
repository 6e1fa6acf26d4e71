import type { ReachFaultPoint } from '../domain/fault-point.ts';
import type { Id, IdKind } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import type { Tool } from '../tools/tool.ts';
import type { PlanReader } from './plan-reader.ts';

/** What the engine is made of: handed in once, by the composition root. */
export interface EngineParts {
  readonly store: Store;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly planReader: PlanReader;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: <K extends IdKind>(kind: K) => Id<K>;
  /** Told of faults that no caller waits for. */
  readonly reportFault: (cause: unknown, about: Readonly<Record<string, string>>) => void;
  /** From 0 up to 1: spreads what is tried again. */
  readonly random: () => number;
  /** Told of each fault point that is reached; left out: nobody is. */
  readonly reachFaultPoint?: ReachFaultPoint | undefined;
  readonly limits: EngineLimits;
}

export interface EngineLimits {
  readonly documentMaxBytes: number;
  /** Effects that may execute at the same time. */
  readonly effectConcurrency: number;
  /** Steps of one chain that may run at the same time. */
  readonly chainConcurrency: number;
}
