import type { GraphQLParams } from 'graphql-yoga';
import { type StreamForm, sharedFraming, streamId } from './event-stream.ts';

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
export const graphqlStream: StreamForm = {
  frame: sharedFraming((payload) => {
    const id = payload.place === null ? '' : `id: ${streamId(payload.place)}\n`;
    return `event: next\n${id}data: ${payload.bytes}\n\n`;
  }),
  complete: 'event: complete\ndata:\n\n',
};
