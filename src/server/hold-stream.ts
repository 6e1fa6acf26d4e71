import type { ServerResponse } from 'node:http';
import type { HttpExchange } from './graphql.ts';
import type { HeldGrants } from './held-grants.ts';
import type { Grant } from './identity.ts';
import { onceClosed } from './once-closed.ts';

interface HoldingParts {
  readonly grants: HeldGrants;
  /** Responses that stream, for the stop to end. */
  readonly streams: Set<ServerResponse>;
}

export interface HeldStream {
  readonly onStream: HttpExchange['onStream'];
  /** Comes when the grant ends while the request lasts; its reason is a sentence for the client. */
  readonly ended: AbortSignal;
}

/**
 * Holds the grant while the request lasts; answers what to do with its stream. A stream whose grant ends says why and
 * stops without `complete`, so that its client asks again. What is no stream is finished.
 */
export function holdStream(parts: HoldingParts, response: ServerResponse, grant: Grant): HeldStream {
  const ending = new AbortController();
  let streams = false;
  const release = parts.grants.hold(grant, (reason) => {
    ending.abort(reason);
    if (streams) response.end();
  });
  onceClosed(response, release);
  const onStream: HttpExchange['onStream'] = (stream) => {
    streams = true;
    parts.streams.add(response);
    const source = stream[Symbol.asyncIterator]();
    onceClosed(response, () => {
      parts.streams.delete(response);
      source.return?.()?.catch(() => {});
    });
    if (ending.signal.aborted) response.destroy();
  };
  return { onStream, ended: ending.signal };
}
