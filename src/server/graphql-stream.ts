import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { EventStream, type EventStreamLimits, sharedFraming, streamId } from './event-stream.ts';
import { LiveResults, SingleResults } from './live-results.ts';
import { payloadFrom } from './shared-results.ts';

/** Whether a request asks for something that can be a stream. */
export function mayBeSubscription(params: GraphQLParams): boolean {
  const { query, variables, operationName } = params;
  const isWellFormed =
    typeof query === 'string' &&
    (variables == null || (typeof variables === 'object' && !Array.isArray(variables))) &&
    (operationName == null || typeof operationName === 'string');
  return isWellFormed && query.includes('subscription');
}

/** As graphql-sse has it in distinct connections mode, with the cursor as id where a result has one. */
const frame = sharedFraming((payload) => {
  const id = payload.place === null ? '' : `id: ${streamId(payload.place)}\n`;
  return `event: next\n${id}data: ${payload.bytes}\n\n`;
});
const complete = 'event: complete\ndata:\n\n';

/** Streams the results of a subscription until they end, until the client goes, or until its grant has ended. */
export async function streamResults(
  response: ServerResponse,
  results: unknown,
  { limits, ended }: { readonly limits: EventStreamLimits; readonly ended: AbortSignal },
): Promise<void> {
  const stream = new EventStream(response, frame, limits);
  stream.breakOffAt(ended);
  if (results instanceof LiveResults || results instanceof SingleResults) {
    try {
      await results.deliver(stream);
    } catch (error) {
      stream.send(payloadFrom({ errors: [error as never] }, null));
    }
  } else {
    stream.send(payloadFrom(results as ExecutionResult, null));
  }
  stream.end(complete);
}
