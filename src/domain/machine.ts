import { type InputPath, type RefusalOf, refuse } from './refusal.ts';

/** For each state the states that may follow it. */
export type Transitions<State extends string> = { readonly [S in State]: readonly State[] };

export function mayFollow<State extends string>(table: Transitions<State>, from: State, to: State): boolean {
  return table[from].includes(to);
}

/** States that nothing follows. */
export function finalStates<State extends string>(table: Transitions<State>): State[] {
  return (Object.keys(table) as State[]).filter((state) => table[state].length === 0);
}

export function refuseTransition<State extends string>(
  noun: string,
  table: Transitions<State>,
  move: { from: State; to: State },
  path: InputPath,
): RefusalOf<'INVALID_TRANSITION'> {
  const { from, to } = move;
  // Some moves depend on more than the state, and are refused although the table has them.
  const allowed = table[from].filter((state) => state !== to);
  const next = allowed.length === 0 ? 'it is final' : `from here it can become ${allowed.join(', ')}`;
  const message =
    from === to
      ? `The ${noun} is ${from} already.`
      : `The ${noun} is ${from} and cannot become ${to} by this: ${next}.`;
  return refuse('INVALID_TRANSITION', message, path, { from, to, allowed });
}
