/** The kinds of things that have an id, and the prefix that an id of each kind carries. */
export const idPrefixes = {
  session: 'ses',
  action: 'act',
  chain: 'chn',
  step: 'stp',
  event: 'evt',
  conversation: 'cnv',
  message: 'msg',
  job: 'job',
  agent: 'agt',
  issue: 'iss',
  comment: 'cmt',
  group: 'grp',
  item: 'itm',
  effect: 'eff',
  connection: 'con',
  webhook: 'whk',
  approvalLink: 'apl',
  key: 'key',
  organization: 'org',
  user: 'usr',
  run: 'run',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<K extends IdKind> = `${(typeof idPrefixes)[K]}_${string}`;

export type SessionId = Id<'session'>;
export type ActionId = Id<'action'>;
export type ChainId = Id<'chain'>;
export type StepId = Id<'step'>;
export type EventId = Id<'event'>;
export type ConversationId = Id<'conversation'>;
export type JobId = Id<'job'>;
export type MessageId = Id<'message'>;
export type AgentId = Id<'agent'>;
export type RunId = Id<'run'>;
export type IssueId = Id<'issue'>;
export type CommentId = Id<'comment'>;
export type GroupId = Id<'group'>;
export type ItemId = Id<'item'>;
export type EffectId = Id<'effect'>;
export type OrganizationId = Id<'organization'>;
export type KeyId = Id<'key'>;
export type ConnectionId = Id<'connection'>;
export type WebhookId = Id<'webhook'>;
export type ApprovalLinkId = Id<'approvalLink'>;
export type UserId = Id<'user'>;

const kindByPrefix: ReadonlyMap<string, IdKind> = new Map(
  (Object.keys(idPrefixes) as IdKind[]).map((kind) => [idPrefixes[kind], kind]),
);
const idPattern = /^([a-z]{3})_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Puts a UUID under the prefix of its kind: `('session', '0192…')` gives `ses_0192…`. */
export function formatId<K extends IdKind>(kind: K, uuid: string): Id<K> {
  return `${idPrefixes[kind]}_${uuid}`;
}

/** Sorts before every id of the kind that is made at this time or later, in epoch milliseconds. */
export function earliestId<K extends IdKind>(kind: K, time: number): Id<K> {
  const digits = Math.min(Math.max(Math.floor(time), 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return formatId(kind, `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`);
}

/** When an id was made, in epoch milliseconds: its UUID begins with it. */
export function timeOfId(id: string): number {
  const start = id.indexOf('_') + 1;
  return Number.parseInt(id.slice(start, start + 8) + id.slice(start + 9, start + 13), 16);
}

/** The UUID of an id, without the prefix of its kind. */
export function uuidOf(id: Id<IdKind>): string {
  return id.slice(id.indexOf('_') + 1);
}

/** The kind of a well-formed id, or null. */
export function idKind(text: string): IdKind | null {
  const match = idPattern.exec(text);
  return match?.[1] === undefined ? null : (kindByPrefix.get(match[1]) ?? null);
}

/** Reads an id of one kind from the edge: the id, or null when the text is no id of that kind. */
export function parseId<K extends IdKind>(kind: K, text: string): Id<K> | null {
  return idKind(text) === kind ? (text as Id<K>) : null;
}
