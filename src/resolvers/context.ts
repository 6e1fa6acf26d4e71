import type { Caller, Viewer } from '../access/viewer.ts';
import type { StreamCursor } from '../domain/cursor.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import type { Engine } from '../engine/engine.ts';
import type { Hub } from '../pubsub/hub.ts';
import type { LiveTexts } from '../pubsub/live-texts.ts';
import type { Store } from '../store/store.ts';
import { Reads } from './loaders.ts';

/** A kind of action, as the registry of tools describes it. */
export interface ToolInfo {
  /** Stable name, such as `create_issue`. */
  readonly name: string;
  readonly description: string;
  readonly category: string;
  /** Whether carrying it out can destroy something that is there. */
  readonly destructive: boolean;
  /** JSON Schema of its arguments. */
  readonly argumentSchema: JsonObject;
  /** Names of what its results hold, where that is known before. */
  readonly resultFields?: readonly string[];
}

/** A limit, and where someone stands with it. */
export interface LimitUsage {
  /** Stable, upper case with underscores. */
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetsInMs: number;
  readonly unit: string;
  readonly description: string;
}

/** How much the server takes. */
interface ServerLimits {
  /** Size of one document, in bytes of UTF-8. */
  readonly documentBytes: number;
  /** Takes a document from what the viewer has left, or says why not; left out: there is no limit. */
  readonly takeDocument?: (viewer: Viewer, bytes: number) => Promise<RefusalOf<'LIMIT_EXCEEDED'> | null>;
  /** Where the viewer stands with the limits on how often; left out: there are none. */
  readonly usage?: (viewer: Viewer) => Promise<readonly LimitUsage[]>;
  /** Sessions that have not ended; 0 or left out: no limit. */
  readonly openSessions?: { readonly user: number; readonly organization: number };
  /** What may be live at a time. */
  readonly live: {
    readonly connectionsPerUser: number;
    readonly connectionsPerOrganization: number;
    readonly subscriptionsPerSocket: number;
    readonly subscriptionsPerUser: number;
    readonly operationsPerSecond: number;
  };
  /** Open sockets and streams. */
  readonly connectionsOf: (viewer: Viewer) => { readonly user: number; readonly organization: number };
}

/** The parts of the server that resolvers call: one set for the process. */
export interface Services {
  readonly store: Store;
  readonly engine: Engine;
  readonly hub: Hub;
  readonly texts: LiveTexts;
  readonly tools: readonly ToolInfo[];
  readonly limits: ServerLimits;
  /** Where people reach the server, without a slash at its end. */
  readonly publicUrl: string;
}

/** What every resolver is given: one for each operation. */
export interface Context extends Caller {
  readonly services: Services;
  readonly reads: Reads;
}

/** The context of one operation: a query, a mutation, or the whole life of a subscription. */
export function createContext(caller: Caller, services: Services): Context {
  const { viewer, correlationId, resumeAfter, socket } = caller;
  return {
    viewer,
    correlationId,
    services,
    reads: new Reads(services.store, viewer.organizationId),
    ...(resumeAfter !== undefined && { resumeAfter }),
    ...(socket !== undefined && { socket }),
  };
}

/** The cursor that a subscription goes on after; null: none was given. */
export function startOf(context: Context, after: StreamCursor | null | undefined): StreamCursor | null {
  return context.resumeAfter ?? after ?? null;
}
