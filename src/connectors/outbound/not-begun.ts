import type { Dispatcher } from 'undici';

/** Nothing of a request was written: its connection was not made, or it was stopped before. */
export class NotBegunError extends Error {
  override readonly name = 'NotBegunError';
  /** Why; left out: it was stopped. */
  readonly code: string | undefined;

  constructor(cause?: Error) {
    super('nothing of the request was written', { cause });
    this.code = (cause as NodeJS.ErrnoException | undefined)?.code;
  }
}

/**
 * Has a request made that may be stopped at once as long as nothing of it is written. Undici itself hears of a stop
 * only when the connection is there; it writes nothing then.
 */
export async function stopUntilBegun<Response>(
  dispatcher: Dispatcher,
  signal: AbortSignal,
  request: (dispatcher: Dispatcher) => Promise<Response>,
): Promise<Response> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(new NotBegunError());
  signal.addEventListener('abort', stop, { once: true });
  const begun = () => signal.removeEventListener('abort', stop);
  const answered = request(
    dispatcher.compose((dispatch) => (options, handler) => {
      return dispatch(options, tellStart(handler, begun));
    }),
  );
  return await Promise.race([answered, stopped.promise]);
}

function tellStart(handler: Dispatcher.DispatchHandler, begun: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => {
      begun();
      handler.onRequestStart?.(controller, context);
    },
    onResponseStart: (...answer) => handler.onResponseStart?.(...answer),
    onResponseData: (...data) => handler.onResponseData?.(...data),
    onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
    onResponseError: (...error) => handler.onResponseError?.(...error),
  };
}
