import type { ServerResponse } from 'node:http';

/** Runs when a response is over, also when it was over before: who comes late would wait for its close for ever. */
export function onceClosed(response: ServerResponse, run: () => void): void {
  if (response.closed) run();
  else response.once('close', run);
}
