import { chanceOf } from './chance.ts';
import { mannersByPath, startTarget, type TargetFault } from './target.ts';

// A target in a process of its own. Nothing that happens to the server happens to it: its counts are the truth.

/** Which faults it is in the mood for, each as likely as the others. */
const moods = [
  'reset before',
  'reset after',
  'timeout after',
  'error before',
  'error after',
  'garbage after',
  'too many',
] as const satisfies TargetFault[];

/** What the target tells the torture. */
export interface TargetReport {
  readonly url: string;
  /** How often each key was applied. */
  readonly applied: readonly (readonly [string, number])[];
  readonly requests: number;
  readonly faults: number;
}

const [seed = '1', rate = '0'] = process.argv.slice(2);
const chance = chanceOf(Number(seed)).part('target');
let faultRate = Number(rate);
const target = await startTarget({
  manners: ({ path }) => mannersByPath[path] ?? 'naive',
  fault: () => (chance() < faultRate ? chance.oneOf(moods) : null),
});

function report(): TargetReport {
  const { url, applied, seen } = target;
  const faults = seen.filter(({ fault }) => fault !== null).length;
  return { url, applied: [...applied], requests: seen.length, faults };
}

process.on('message', (word) => {
  if (word === 'calm down') faultRate = 0;
  process.send?.(report());
});
process.on('disconnect', () => process.exit(0));
process.send?.(report());
