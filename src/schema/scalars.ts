import { type ConstValueNode, GraphQLError, GraphQLScalarType } from 'graphql';
import { formatStreamCursor, parseStreamCursor, type StreamCursor } from '../domain/cursor.ts';
import { builder } from './builder.ts';

builder.addScalarType(
  'DateTime',
  new GraphQLScalarType<number, string>({
    name: 'DateTime',
    description:
      'A moment in UTC as ISO 8601 text with milliseconds, such as `2026-11-20T23:41:26.000Z`. In input any offset is allowed, such as `2026-11-21T00:41:26+01:00`.',
    specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
    coerceOutputValue: showDateTime,
    coerceInputValue: (value) => parseDateTime(value),
    coerceInputLiteral: (node) => parseDateTime(node.kind === 'StringValue' ? node.value : null, node),
  }),
);

builder.addScalarType(
  'URL',
  new GraphQLScalarType<string, string>({
    name: 'URL',
    description: 'An absolute URL with `http` or `https`.',
    coerceOutputValue: String,
    coerceInputValue: (value) => parseUrl(value),
    coerceInputLiteral: (node) => parseUrl(node.kind === 'StringValue' ? node.value : null, node),
  }),
);

builder.addScalarType(
  'JSON',
  new GraphQLScalarType({
    name: 'JSON',
    description: 'Any JSON value: null, boolean, number, string, list or object.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  }),
);

builder.addScalarType(
  'Cursor',
  new GraphQLScalarType<StreamCursor, string>({
    name: 'Cursor',
    description:
      'A position in the log of the organization, in commit order: opaque text, valid in every subscription and in `events`. On the stream of a suggestion or a conversation it also carries how far a text was told.',
    coerceOutputValue: showCursor,
    coerceInputValue: (value) => readCursor(value),
    coerceInputLiteral: (node) => readCursor(node.kind === 'StringValue' ? node.value : null, node),
  }),
);

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

let lastTime = Number.NaN;
let lastTimeText = '';

function showDateTime(value: unknown): string {
  // What happened together has one time, and is shown together.
  if (value !== lastTime) {
    lastTimeText = new Date(value as number).toISOString();
    lastTime = value as number;
  }
  return lastTimeText;
}

function parseDateTime(value: unknown, node?: ConstValueNode): number {
  const time = typeof value === 'string' && dateTime.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time) || !hasCalendarDay(String(value))) {
    throw badInput('A DateTime is ISO 8601 text with an offset, such as "2026-11-20T23:41:26Z".', node);
  }
  return time;
}

/** Date.parse takes the 30th of February for the 2nd of March. */
function hasCalendarDay(text: string): boolean {
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function parseUrl(value: unknown, node?: ConstValueNode): string {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url === null || !(url.protocol === 'https:' || url.protocol === 'http:')) {
    throw badInput('A URL is absolute and starts with "https://" or "http://".', node);
  }
  return String(value);
}

function showCursor(value: unknown): string {
  return formatStreamCursor(value as StreamCursor);
}

function readCursor(value: unknown, node?: ConstValueNode): StreamCursor {
  const cursor = typeof value === 'string' ? parseStreamCursor(value) : null;
  if (cursor === null) {
    throw badInput('This is no cursor of this server: give one that an event or `asOf` brought.', node);
  }
  return cursor;
}

/** What is written in the document is pointed at; of a variable graphql-js says which it is. */
function badInput(message: string, node: ConstValueNode | undefined): GraphQLError {
  return new GraphQLError(message, { nodes: node ?? null, extensions: { code: 'BAD_USER_INPUT' } });
}
