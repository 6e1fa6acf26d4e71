import type { IncomingMessage } from 'node:http';
import type { HttpRefusal } from './request-body.ts';

export const answersAre =
  'Answers are application/json or application/graphql-response+json: accept one of them.';
export const streamsAre =
  'A subscription is answered as text/event-stream: accept that, or subscribe over WebSocket at this address.';

const streams = /text\/(event-stream|\*)|\*\/\*/i;
const answers =
  /\*\/\*|application\/(\*|json|graphql-response\+json)|text\/(\*|event-stream)|multipart\/(\*|mixed)/i;

/** Whether a client takes any form in which operations are answered. */
export function acceptsAnswer({ headers: { accept = '' } }: IncomingMessage): boolean {
  return accept.trim() === '' || answers.test(accept);
}

/** Whether a client takes the results of a subscription as they are streamed. */
export function acceptsStream({ headers: { accept = '' } }: IncomingMessage): boolean {
  return accept.trim() === '' || streams.test(accept);
}

export function notAcceptable(message: string): HttpRefusal {
  return { kind: 'refused', status: 406, code: 'NOT_ACCEPTABLE', message };
}
