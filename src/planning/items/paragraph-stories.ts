import { warnOfGuess } from '../item-draft.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { workWithin } from '../lines/spoken-work.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { DraftCollector } from './draft-collector.ts';
import { storyOf } from './outline-stories.ts';

type TextPart = Part & { readonly type: 'text' };

const fewest = 4;
const longest = 120;
const anotherSentence = /[.!?。！？]["”»)]?\s+\S/u;
const aside = /^[([（].*[)\]）]$/u;

/**
 * Where nothing else is an item, the paragraphs below “User stories” are stories if hardly any is more than one short line
 * that says one thing: “Players can roll dice”.
 */
export function collectParagraphs(root: Section, collector: DraftCollector): boolean {
  const found = containersIn(root).filter((section) => listsInParagraphs(section));
  for (const section of found) {
    for (const part of statementsIn(section)) {
      const story = storyOf(part.lines[0]?.text ?? '', part, section, collector);
      warnOfGuess(story, 'story', `it stands below “${section.line.text}”`);
    }
  }
  collector.settleNotes({ holding: found });
  return found.length > 0;
}

function containersIn({ parts }: Section): readonly Section[] {
  return parts.flatMap((part) => {
    if (part.type !== 'section' || part.section.form === 'panel') return [];
    const { head } = part.section;
    if (head.kind === 'other' || head.kind === 'field') return [];
    const lists = head.kind === 'container' && head.works[0] === 'STORY';
    return lists ? [part.section] : containersIn(part.section);
  });
}

function listsInParagraphs(section: Section): boolean {
  const statements = statementsIn(section);
  return statements.length >= fewest && statements.length * 10 >= section.parts.length * 8;
}

function statementsIn({ parts }: Section): readonly TextPart[] {
  return parts.filter((part) => part.type === 'text').filter(isStatement);
}

/** Prose goes on, asks, or speaks of stories. */
function isStatement({ lines: [line, second] }: TextPart): boolean {
  if (line === undefined || second !== undefined || line.text.length > longest) return false;
  const { text } = line;
  return (
    /\p{L}\s+\p{L}/u.test(text) &&
    !endsInColon(text) &&
    !/[?？]$/u.test(text) &&
    !aside.test(text) &&
    !anotherSentence.test(text) &&
    pairsOf(line) === null &&
    workWithin(text) !== 'STORY'
  );
}
