import { isStorySentence } from '../lines/story-sentences.ts';
import { namesSeveral } from '../words/plurals.ts';
import type { Part, Section } from './sections.ts';

/**
 * Takes the label off the sentence of the story that a plain heading or entry names: “User story:” over “As a guest, I want
 * …” names no other. Two such labels below one heading do.
 */
export function dissolveSentenceLabels(section: Section): void {
  const { parts } = section;
  // Most entries are a line alone.
  if (parts.length === 0) return;
  const label = section.head.kind === 'plain' ? parts.find(labelsSentence) : undefined;
  if (label?.type === 'section' && parts.findLast(labelsSentence) === label) {
    const told = label.section.parts.map((inner) => withParent(inner, section));
    parts.splice(parts.indexOf(label), 1, ...told);
  }
  for (const inner of parts) {
    if (inner.type === 'section') dissolveSentenceLabels(inner.section);
    else if (inner.type === 'list') inner.entries.forEach(dissolveSentenceLabels);
  }
}

function labelsSentence(part: Part): boolean {
  if (part.type !== 'section' || !labelsStory(part.section)) return false;
  const [text] = part.section.parts;
  return text?.type === 'text' && isStorySentence(text.lines.map((told) => told.text).join(' '));
}

/** Whether a label says that the text below it tells one story, in whatever language: “User story:”. */
export function labelsStory({ form, head, line, parts: [text] }: Section): boolean {
  const namesStory =
    head.kind === 'container'
      ? head.works.length === 1 && head.works[0] === 'STORY' && head.about === null
      : head.kind === 'mark' &&
        head.mark.work === 'STORY' &&
        head.mark.title === '' &&
        head.mark.key === null &&
        head.mark.ordinal === null;
  return (
    namesStory && (form === 'lead' || form === 'label') && !namesSeveral(line.text) && text?.type === 'text'
  );
}

function withParent(part: Part, parent: Section): Part {
  return part.type === 'section' ? { ...part, section: { ...part.section, parent } } : part;
}
