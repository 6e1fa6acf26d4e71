import type { PrefixMeanings } from './key-prefixes.ts';
import type { Section } from './sections.ts';

function remembering<Key extends object, Answer extends object | boolean | number>(
  ask: (key: Key) => Answer,
): (key: Key) => Answer {
  const known = new WeakMap<Key, Answer>();
  return (key) => {
    let answer = known.get(key);
    if (answer === undefined) {
      answer = ask(key);
      known.set(key, answer);
    }
    return answer;
  };
}

/** Remembers what a question finds of each section, of which all that stands below it asks. Nothing else may be given. */
export function rememberingSections<Answer extends object | boolean | number>(
  ask: (section: Section) => Answer,
): (section: Section) => Answer {
  return remembering(ask);
}

/** The same of a level: all sections of one rank that stand beside each other. Of the document itself nothing is asked. */
export function rememberingLevels(
  ask: (level: readonly Section[]) => boolean,
): (section: Section) => boolean {
  const ranksBelow = remembering(({ parts }: Section): ReadonlySet<number> => {
    const sections = parts.flatMap((part) => (part.type === 'section' ? [part.section] : []));
    const levels = Map.groupBy(sections, ({ rank }) => rank);
    return new Set([...levels].flatMap(([rank, level]) => (ask(level) ? [rank] : [])));
  });
  return ({ parent, rank }) => parent !== null && ranksBelow(parent).has(rank);
}

/** A question that depends on what the keys of the document mean: with each meanings it remembers for itself. */
export function rememberingMeanings<Question extends (section: Section) => unknown>(
  questionWith: (meanings: PrefixMeanings) => Question,
): (meanings: PrefixMeanings) => Question {
  return remembering(questionWith);
}
