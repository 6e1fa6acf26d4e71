import { isFillIn } from '../lines/story-sentences.ts';
import { namesSeveral } from '../words/plurals.ts';
import { workOf } from '../words/vocabulary.ts';
import type { Section } from './sections.ts';

const fewestKinds = 3;
const labelled = /^[^:：]{1,40}[:：]\s+\S/u;

/**
 * Whether “User story” over “As a [role], I want [goal]” stands among such of other kinds, “Task”, “Bug”: they go through
 * the kinds and tell how each is written.
 */
export function explainsKinds(sections: readonly Section[]): boolean {
  if (sections.length < fewestKinds) return false;
  const kinds = sections.filter(namesKind);
  const works = new Set(kinds.map(({ head }) => (head.kind === 'container' ? head.works[0] : null)));
  return works.size >= fewestKinds && kinds.some(givesForm);
}

/** “User story”, but not “Stories” and not “Stories of the shop”. */
export function namesKind({ head, line }: Section): boolean {
  return (
    head.kind === 'container' && head.works.length > 0 && head.about === null && !namesSeveral(line.text)
  );
}

function givesForm({ line, parts }: Section): boolean {
  return (
    isFillIn(line.text) ||
    parts.some((part) => {
      if (part.type === 'text') return part.lines.some(({ text }) => isFillIn(text));
      return part.type === 'list' && part.entries.some(givesForm);
    })
  );
}

/** “**Activities**: what people do”, “**User stories**: what is built”: what a plan is made of, and no stories. */
export function explainsParts(entries: readonly Section[]): boolean {
  if (entries.length < fewestKinds) return false;
  const names = entries.map(({ line: { text, bold } }) => text.slice(0, bold).replace(/[:：]\s*$/u, ''));
  return (
    entries.every(({ line, parts }) => parts.length === 0 && line.bold > 0 && labelled.test(line.text)) &&
    names.some((name) => namesSeveral(name) && workOf(name) === 'STORY')
  );
}
