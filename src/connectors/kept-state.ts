import type { ConnectionAccess } from '../domain/outside.ts';

const mostKept = 500;

/** What is known beside the database of each connection as it is now: one for all who use it. */
export function keptState<State>(make: () => State): (access: ConnectionAccess) => State {
  const states = new Map<string, State>();
  return ({ id, baseUrl, settings }) => {
    const key = JSON.stringify([id, baseUrl, settings]);
    const state = states.get(key) ?? make();
    // The one that was used last stands last: the first is let go of.
    states.delete(key);
    states.set(key, state);
    const [oldest] = states.keys();
    if (states.size > mostKept && oldest !== undefined) states.delete(oldest);
    return state;
  };
}
