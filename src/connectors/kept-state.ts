import type { ConnectionAccess } from '../domain/outside.ts';

const mostKept = 500;

/** What is known beside the database of each connection as it is now: one for all who use it. */
export function keptState<State>(make: () => State): (access: ConnectionAccess) => State {
  return kept(make, ({ id, baseUrl, settings }) => JSON.stringify([id, baseUrl, settings]));
}

/** The same of each key: one for all connections that use the key. */
export function keptOfKey<State>(make: () => State): (access: ConnectionAccess) => State {
  return kept(make, ({ keyName }) => keyName);
}

function kept<State>(
  make: () => State,
  nameOf: (access: ConnectionAccess) => string,
): (access: ConnectionAccess) => State {
  const states = new Map<string, State>();
  return (access) => {
    const name = nameOf(access);
    const state = states.get(name) ?? make();
    // The one that was used last stands last: the first is let go of.
    states.delete(name);
    states.set(name, state);
    const [oldest] = states.keys();
    if (states.size > mostKept && oldest !== undefined) states.delete(oldest);
    return state;
  };
}
