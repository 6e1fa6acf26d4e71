import { hash } from 'node:crypto';

/** Chance that a seed always gives alike: numbers from 0 up to 1, and what is drawn from them. */
export interface Chance {
  (): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  oneOf<Value>(values: readonly Value[]): Value;
  /** Chance of its own for a part of the run, so that parts do not disturb each other. */
  part(name: string): Chance;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  // Mulberry32: small, and good enough to choose faults with.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return Object.assign(next, {
    between,
    oneOf: <Value>(values: readonly Value[]): Value => {
      const chosen = values[between(0, values.length - 1)];
      if (chosen === undefined) throw new Error('there is nothing to choose from');
      return chosen;
    },
    part: (name: string) => chanceOf(hash('sha256', `${seed} ${name}`, 'buffer').readUInt32BE()),
  });
}
