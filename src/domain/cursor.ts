import type { JobId, MessageId } from './ids.ts';

const form = /^c1:(0|[1-9][0-9]{0,15})$/;

/** A position in an organization's log as the opaque text that clients keep. */
export function formatCursor(position: number): string {
  return Buffer.from(`c1:${position}`).toString('base64url');
}

/** The position that a cursor stands for, or null when it is none of ours. */
export function parseCursor(cursor: string): number | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const match = form.exec(text);
  if (match === null || formatCursor(Number(match[1])) !== cursor) return null;
  return Number(match[1]);
}

/** A position in the log, and how far a text had been told there: of a suggestion job or of a message. */
export interface TextCursor {
  readonly position: number;
  readonly textId: JobId | MessageId;
  /** Characters of the text that have been told, in UTF-16 code units. */
  readonly offset: number;
}

/** What clients keep: a position, on a stream of text with the place in it. */
export type StreamCursor = number | TextCursor;

const textForm = /^c2:(0|[1-9][0-9]{0,15}):((?:job|msg)_[0-9a-f-]{36}):(0|[1-9][0-9]{0,8})$/;

export function formatTextCursor({ position, textId, offset }: TextCursor): string {
  return Buffer.from(`c2:${position}:${textId}:${offset}`).toString('base64url');
}

export function parseTextCursor(cursor: string): TextCursor | null {
  const match = textForm.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match === null) return null;
  const [, position, textId, offset] = match;
  const parsed = { position: Number(position), textId: textId as JobId | MessageId, offset: Number(offset) };
  return formatTextCursor(parsed) === cursor ? parsed : null;
}

export function formatStreamCursor(cursor: StreamCursor): string {
  return typeof cursor === 'number' ? formatCursor(cursor) : formatTextCursor(cursor);
}

/** The cursor that a text stands for, or null when it is none of ours. */
export function parseStreamCursor(cursor: string): StreamCursor | null {
  return parseCursor(cursor) ?? parseTextCursor(cursor);
}

/** Where something that a stream tells stands in it: a client goes on after its cursor, and after the end not at all. */
export interface StreamPlace {
  readonly cursor: StreamCursor;
  readonly isEnd: boolean;
}

/** The position alone. */
export function positionOf(cursor: StreamCursor): number {
  return typeof cursor === 'number' ? cursor : cursor.position;
}
