import type { CheckFinding, ConnectionKind, Credentials } from './connection.ts';
import type { SendOutcome } from './effect-attempt.ts';
import type { ConnectionId, IssueId } from './ids.ts';
import type { IssueBounds, IssueState } from './issue.ts';
import type { Json, JsonObject } from './json.ts';
import type { FieldChange, IssueFields, PlanPage } from './plan.ts';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request to a target. It is sent once; redirects are not followed. */
export interface HttpRequest {
  readonly method: HttpMethod;
  /** Absolute, or read like a link from the base URL: `api/v2/pages/1` lies under it, `/api/v2` at its host. */
  readonly url: string;
  /** Those that let us in are added by the connection. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; left out: none. */
  readonly body?: Json;
  /** Sent byte for byte in the place of `body`; its type is among the headers. */
  readonly content?: string;
  /** How a good answer is read; JSON when left out. */
  readonly answer?: 'JSON' | 'TEXT';
  /** Bytes of the answer at most; left out: 10 MB. */
  readonly maxBytes?: number;
}

/** What came over the wire. Header names are in lower case; secrets of the connection are blotted out. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * A good answer with its body: JSON (null when it had none), or text where that was asked for; or what kept it from
 * being one, in the words that decide whether it may be sent again, with the answer if one came whole.
 */
export type HttpOutcome =
  | { readonly kind: 'ANSWERED'; readonly body: Json; readonly answer: HttpAnswer }
  | (Exclude<SendOutcome, { kind: 'DONE' }> & {
      readonly answer: HttpAnswer | null;
      /** The answer had more bytes than were asked for at most: its text is cut off, and that of a good one empty. */
      readonly isTooLarge?: true;
      /** The target has asked before to wait, and was not asked again. */
      readonly hasAskedToWait?: true;
    });

/** The one way out: bounded, checked against the connection's hosts, and let in by its credentials. */
export interface HttpClient {
  /** Never throws. Aborting the signal ends the request at once; what was on its way is then ambiguous. */
  call(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome>;
}

/** A saved connection that is opened for use. Its credentials stay inside its client. */
export interface ConnectionAccess {
  readonly id: ConnectionId;
  readonly kind: ConnectionKind;
  readonly baseUrl: string;
  readonly settings: JsonObject;
  /** Names the credentials and tells nothing of them: connections with the same share what the vendor allows a key. */
  readonly keyName: string;
  readonly http: HttpClient;
}

/** Whom a client is for, and what it may do. */
export interface HttpTarget {
  /** Under which budget and breaker are kept. */
  readonly id: string;
  readonly baseUrl: string;
  /** Hosts beside that of the base URL. */
  readonly allowedHosts: readonly string[];
  /** Sent with every request, and never told to anyone. */
  readonly authorization: Readonly<Record<string, string>>;
  /** Texts that are blotted out wherever they come back. */
  readonly secrets: readonly string[];
}

/** Makes the clients that everything goes out through. */
export interface Outbound {
  clientFor(target: HttpTarget): HttpClient;
  /** Why nothing would be sent to an absolute address as things are now, as a sentence; null when nothing speaks against it. */
  addressFault(address: string): Promise<string | null>;
}

/** Why a connection cannot be used now. */
export interface ClosedConnection {
  readonly kind: 'closed';
  readonly reason: 'GONE' | 'NO_CREDENTIALS' | 'NO_KEY';
  /** A sentence that says what to do. */
  readonly message: string;
}

/** Why the outside world did not answer a reading. */
export interface OutsideFault {
  readonly kind: 'fault';
  readonly code:
    | 'NOT_FOUND'
    | 'BAD_CREDENTIALS'
    | 'NO_PERMISSION'
    | 'RATE_LIMITED'
    | 'UNREACHABLE'
    | 'TOO_LARGE'
    | 'UNREADABLE'
    | 'REFUSED';
  /** A sentence that says what happened and what to do; no secrets. */
  readonly message: string;
  readonly retryable: boolean;
  /** How long it asks to wait before the next request; null when it does not say. */
  readonly retryAfterMs: number | null;
  /** We did not even ask, to spare it. */
  readonly isHeldBack?: true;
}

/** When whoever answered so wants to be asked again, in epoch milliseconds; null when it does not say. */
export function retryAtOf({ retryAfterMs }: Pick<OutsideFault, 'retryAfterMs'>, now: number): number | null {
  return retryAfterMs === null ? null : now + retryAfterMs;
}

/** A page as its source has it, with its body. */
export type SourcePage = Omit<PlanPage, 'depth'>;

/** A page as its source lists it among those below another. */
export interface ListedPage extends Pick<PlanPage, 'id' | 'title'> {
  /** 1 for the pages right under that other one. */
  readonly depth: number;
}

/** A connection that documents can be read from. */
export interface DocumentSource {
  /** What a site is called in the keys of documents: the same for every connection to it. */
  readonly siteOf: (baseUrl: string) => string;
  /** Whether an address lies in the site under a base URL. */
  readonly owns: (baseUrl: string, pageUrl: string) => boolean;
  /** The id of the page that an address names; asks for it only where the address does not hold it. */
  readonly findPage: (
    access: ConnectionAccess,
    pageUrl: string,
    signal: AbortSignal,
  ) => Promise<{ readonly kind: 'found'; readonly id: string } | OutsideFault>;
  readonly readPage: (
    access: ConnectionAccess,
    /** An answer with more bytes is too large. */
    page: { readonly id: string; readonly maxBytes: number },
    signal: AbortSignal,
  ) => Promise<SourcePage | OutsideFault>;
  /** The pages down to a depth below one: each before those below it, in their order there. Stops above `mostPages`. */
  readonly listPagesBelow: (
    access: ConnectionAccess,
    page: { readonly id: string; readonly depth: number; readonly mostPages: number },
    signal: AbortSignal,
  ) => Promise<readonly ListedPage[] | OutsideFault>;
  /** The versions that pages have now, in one request for some hundred; those that are gone are left out. */
  readonly readVersions: (
    access: ConnectionAccess,
    ids: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, number> | OutsideFault>;
}

/** An issue of an outside tracker as it is there. */
export interface OutsideIssue {
  /** Ours: where the tracker takes ids of ours it is the tracker's too. */
  readonly id: IssueId;
  /** What the tracker's interface knows it by. */
  readonly key: string;
  readonly fields: IssueFields;
  /** What people call it, such as `ENG-12`. */
  readonly identifier: string;
  readonly url: string;
  /** The tracker's own word for where it stands, such as `In Progress`. */
  readonly status: string;
  readonly state: IssueState;
  /** Number of the cycle or milestone that it is planned for. */
  readonly cycle: number | null;
  /** Epoch milliseconds. */
  readonly changedAt: number;
}

/** What is known of an issue before it is read. */
export interface OutsideIssueName {
  readonly id: IssueId;
  /** Null when it was never read. */
  readonly key: string | null;
  /** The issue above it when it was last read; null for none. */
  readonly parent: Omit<OutsideIssueName, 'parent'> | null;
}

/** One change of a plan, as far as it says how many requests it takes. */
export interface PlannedWrite {
  /** Whether an issue is made. */
  readonly isNew: boolean;
  readonly fields: readonly Pick<FieldChange, 'field' | 'newValue'>[];
}

/** A connection that plans can be carried out in. */
export interface OutsideTracker {
  /** Issues by their ids, as few requests as can be; those that are gone are left out. */
  readonly readIssues: (
    access: ConnectionAccess,
    issues: readonly OutsideIssueName[],
    signal: AbortSignal,
  ) => Promise<readonly OutsideIssue[] | OutsideFault>;
  /** The tools that a plan's changes are proposed with. */
  readonly tools: { readonly create: string; readonly update: string; readonly reparent: string };
  /** What those tools take: a plan is cut to it. */
  readonly bounds: IssueBounds;
  /** Requests that it takes to approve and to carry out the changes of a plan as a whole, when nothing goes wrong. */
  readonly requestsFor: (writes: readonly PlannedWrite[]) => number;
}

/** All that one kind of connection can do. */
export interface Connector {
  readonly kind: ConnectionKind;
  /** The headers that let us in. */
  readonly authorize: (credentials: Credentials, settings: JsonObject) => Readonly<Record<string, string>>;
  /** Whether anything can be done without credentials. */
  readonly needsCredentials: boolean;
  /** What is wrong with the settings of a connection of this kind, as a sentence; null when nothing is. */
  readonly settingsFault: (settings: JsonObject) => string | null;
  /** Makes a real call, and says what came of it. */
  readonly check: (access: ConnectionAccess, signal: AbortSignal) => Promise<CheckFinding>;
  readonly tracker?: OutsideTracker;
  readonly documents?: DocumentSource;
}
