import type { Section } from './sections.ts';

/** Remembers what a question finds of each section, of which all that stands below it asks. What else it is given is of the document. */
export function rememberingSections<
  Answer extends object | boolean | number,
  Given extends readonly unknown[],
>(ask: (section: Section, ...given: Given) => Answer): (section: Section, ...given: Given) => Answer {
  const known = new WeakMap<Section, Answer>();
  return (section, ...given) => {
    let answer = known.get(section);
    if (answer === undefined) {
      answer = ask(section, ...given);
      known.set(section, answer);
    }
    return answer;
  };
}

/** The same of a level: all sections of one rank that stand beside each other. Of the document itself nothing is asked. */
export function rememberingLevels<Given extends readonly unknown[]>(
  ask: (level: readonly Section[], ...given: Given) => boolean,
): (section: Section, ...given: Given) => boolean {
  const ranksBelow = rememberingSections(({ parts }, ...given: Given): ReadonlySet<number> => {
    const sections = parts.flatMap((part) => (part.type === 'section' ? [part.section] : []));
    const levels = Map.groupBy(sections, ({ rank }) => rank);
    return new Set([...levels].flatMap(([rank, level]) => (ask(level, ...given) ? [rank] : [])));
  });
  return ({ parent, rank }, ...given) => parent !== null && ranksBelow(parent, ...given).has(rank);
}
