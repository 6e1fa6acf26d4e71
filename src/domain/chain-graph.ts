/** A step as the graph sees it. */
export interface GraphStep {
  readonly name: string;
  readonly dependsOn: readonly string[];
}

export interface GraphFault {
  /** Place of the step in the list. */
  readonly index: number;
  readonly field: 'name' | 'dependsOn';
  /** A sentence: what is wrong, and what to do. */
  readonly message: string;
}

/** What each step depends on: what it names, each once, or the step before it when it names nothing. */
export function dependenciesOf(
  steps: readonly { readonly name: string; readonly dependsOn: readonly string[] | null }[],
): string[][] {
  return steps.map(({ dependsOn }, index) => {
    if (dependsOn !== null) return [...new Set(dependsOn)];
    const before = steps[index - 1];
    return before === undefined ? [] : [before.name];
  });
}

/** Why the steps make no order: a name twice, a dependency that is no step, a circle. Null when they do. */
export function graphFault(steps: readonly GraphStep[]): GraphFault | null {
  const places = new Map<string, number>();
  for (const [index, { name }] of steps.entries()) {
    const first = places.get(name);
    if (first !== undefined) {
      const message = `The steps ${first} and ${index} are both named ${name}: give each a name of its own.`;
      return { index, field: 'name', message };
    }
    places.set(name, index);
  }
  for (const [index, step] of steps.entries()) {
    const unknown = step.dependsOn.find((name) => !places.has(name));
    if (unknown !== undefined) {
      const message = `The step ${step.name} depends on ${unknown}, which is no step of this chain.`;
      return { index, field: 'dependsOn', message };
    }
  }
  const circle = findCircle(steps, places);
  if (circle === null) return null;
  const [index = 0] = circle;
  const names = [...circle, index].map((place) => steps[place]?.name);
  const message = `The steps go in a circle: ${names.join(' waits for ')}. Take one of these dependencies out.`;
  return { index, field: 'dependsOn', message };
}

/** The places of a circle, each depending on the next; null when there is none. */
function findCircle(steps: readonly GraphStep[], places: ReadonlyMap<string, number>): number[] | null {
  const inCircle = new Set(steps.keys());
  for (const place of inOrder(steps, places)) inCircle.delete(place);
  const [start] = inCircle;
  if (start === undefined) return null;
  // Each of those that are left depends on another of them: walking on must come back.
  const walked: number[] = [];
  let place = start;
  while (!walked.includes(place)) {
    walked.push(place);
    const next = steps[place]?.dependsOn.map((name) => places.get(name) ?? -1);
    place = next?.find((each) => inCircle.has(each)) ?? start;
  }
  return walked.slice(walked.indexOf(place));
}

/** Places of the steps, each after those that it depends on; steps in a circle, and behind one, are missing. */
function* inOrder(
  steps: readonly GraphStep[],
  places: ReadonlyMap<string, number>,
): Generator<number, void, void> {
  const open = steps.map(({ dependsOn }) => dependsOn.length);
  const dependents: number[][] = steps.map(() => []);
  for (const [index, { dependsOn }] of steps.entries()) {
    for (const name of dependsOn) dependents[places.get(name) ?? -1]?.push(index);
  }
  const ready = [...steps.keys()].filter((index) => open[index] === 0);
  for (let place = ready.pop(); place !== undefined; place = ready.pop()) {
    yield place;
    for (const dependent of dependents[place] ?? []) {
      const left = (open[dependent] ?? 0) - 1;
      open[dependent] = left;
      if (left === 0) ready.push(dependent);
    }
  }
}

/** Which steps have ended, one way or the other, whenever a step's turn comes: those that it depends on, and theirs. */
export class Ancestry {
  readonly #places: ReadonlyMap<string, number>;
  /** A bit for each step, in 32s. */
  readonly #above: Int32Array[];

  /** The steps must have passed `graphFault`. */
  constructor(steps: readonly GraphStep[]) {
    const words = (steps.length + 31) >>> 5;
    this.#places = new Map(steps.map(({ name }, index) => [name, index]));
    this.#above = steps.map(() => new Int32Array(words));
    for (const place of inOrder(steps, this.#places)) {
      const own = this.#above[place] ?? new Int32Array();
      for (const name of steps[place]?.dependsOn ?? []) {
        const parent = this.#places.get(name) ?? 0;
        const theirs = this.#above[parent] ?? own;
        for (let word = 0; word < words; word += 1) own[word] = (own[word] ?? 0) | (theirs[word] ?? 0);
        own[parent >>> 5] = (own[parent >>> 5] ?? 0) | (1 << (parent & 31));
      }
    }
  }

  /** What a name is to the step at a place. */
  relation(index: number, name: string): 'ancestor' | 'other' | 'unknown' {
    const place = this.#places.get(name);
    if (place === undefined) return 'unknown';
    const word = this.#above[index]?.[place >>> 5] ?? 0;
    return (word & (1 << (place & 31))) === 0 ? 'other' : 'ancestor';
  }
}
