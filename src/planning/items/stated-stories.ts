import { type ItemDraft, type ItemPlace, warnOfGuess } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { beginsDuty, statementsAmong, statesDuty } from '../lines/statements.ts';
import { headingsIn } from '../sections/parts.ts';
import { namesNoPiece, namesQualities } from '../sections/piece-names.ts';
import { priorityTold } from '../sections/priority-headings.ts';
import type { Part, Section } from '../sections/sections.ts';
import { titleSection } from '../sections/title-section.ts';
import { fold } from '../words/fold.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration } from './item-fields.ts';
import { namesNoPlan, outlineStory, pathOf, type ReadInside, storyOf } from './outline-stories.ts';
import { takeRest } from './outline-texts.ts';

const fewest = 3;

/** A sentence below a heading, and the entry of a list that it may be. */
interface Statement {
  readonly text: string;
  readonly place: ItemPlace;
  readonly entry: Section | null;
  /** Whether the line in front of its list begins the sentence: “Users should be able to:”. */
  readonly isBegun: boolean;
}

/**
 * Where nothing else is planned, sentences such as “The system shall …” are stories below headings that hold hardly
 * anything else, and those headings are their features.
 */
export function collectStated(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  if (title !== null && namesNoPlan(fold(title.line.text))) return false;
  const found = new Map<Section, readonly Statement[]>();
  visit(root, found);
  const count = [...found.values()].reduce((sum, { length }) => sum + length, 0);
  if (count < fewest) return false;
  const features = new Map<Section, ItemDraft>();
  for (const [section, statements] of found) {
    const isGroup = section !== title && !statements.every(({ isBegun }) => isBegun);
    const feature = isGroup ? featureOf(section, collector) : null;
    if (feature !== null) features.set(section, feature);
    for (const { text, place, entry } of statements) {
      const story =
        entry === null
          ? storyOf(text, place, section, collector)
          : outlineStory(entry, section, collector, inside);
      story.enclosing = feature;
      story.priority ??= priorityTold(section);
      warnOfGuess(story, 'story', 'it states what is to be, and nothing else is planned');
    }
  }
  const read = new Set([...found.values()].flatMap((statements) => statements.map(({ place }) => place)));
  takeRest(features, read, inside);
  collector.settleNotes({ items: features, holding: found.keys() });
  return true;
}

function visit(section: Section, found: Map<Section, readonly Statement[]>, isListed = false): void {
  const stated = section.form === 'heading' ? statementsIn(section) : [];
  const statements = stated.length === 0 && isListed ? piecesIn(section).filter(isPlainEntry) : stated;
  if (statements.length > 0) found.set(section, statements);
  const headings = headingsIn(section).filter(mayState);
  const ranks = headings.some((heading) => ranksAll(heading) && statementsIn(heading).length > 0);
  for (const heading of headings) visit(heading, found, ranks && ranksAll(heading));
}

/** “Could have” beside “Must have” over statements lists nothing else, whatever its verb is; “Won't have” may list what is not to be. */
function ranksAll(heading: Section): boolean {
  const priority = priorityTold(heading);
  return priority !== null && priority < 4;
}

/** Sentences below “Performance” or “Rules” tell how the product is, and not what is to be built. */
function mayState({ head, line: { text } }: Section): boolean {
  return head.kind !== 'other' && head.kind !== 'field' && !namesNoPlan(fold(text)) && !namesQualities(text);
}

/** The sentences that state what is to be, where hardly anything else stands right below a heading, and what is listed among them. */
function statementsIn(section: Section): readonly Statement[] {
  const pieces = piecesIn(section);
  // “Users should be able to:” says of its list alone what that is, whatever stands around it.
  const begun = pieces.filter(({ isBegun }) => isBegun);
  if (begun.length > 0) return begun;
  const stated = new Set(statementsAmong(pieces, ({ text }) => statesDuty(text)));
  return stated.size === 0 ? [] : pieces.filter((piece) => stated.has(piece) || isPlainEntry(piece));
}

/** A list is of one kind: “The backend must …” among what the system and its users must. */
function isPlainEntry({ entry, text }: Statement): boolean {
  return entry?.form === 'entry' && text !== '' && entry.head.kind === 'plain';
}

/** The pieces that stand right below a heading. */
function piecesIn({ parts }: Section): readonly Statement[] {
  return parts.flatMap((part, at): readonly Statement[] => {
    switch (part.type) {
      case 'text': {
        const text = part.lines.map((line) => line.text).join(' ');
        return endsInColon(text) ? [] : [{ text, place: part, entry: null, isBegun: false }];
      }
      case 'list':
        return part.entries.map((entry) => ({
          text: entry.line.text,
          place: entry,
          entry,
          isBegun: isBegun(parts[at - 1]),
        }));
      case 'section':
        return part.section.form === 'heading'
          ? []
          : [{ text: part.section.line.text, place: part.section, entry: part.section, isBegun: false }];
      default:
        return [];
    }
  });
}

/** Whether the text in front of a list begins what its entries state. */
function isBegun(before: Part | undefined): boolean {
  const text = before?.type === 'text' ? (before.lines.at(-1)?.text ?? '') : '';
  return endsInColon(text) && beginsDuty(text);
}

function featureOf(section: Section, collector: DraftCollector): ItemDraft | null {
  const decoration = undecorated(section.line.text);
  const title = cleanTitle(decoration.title);
  if (section.head.kind !== 'plain' || namesNoPiece(title)) return null;
  const feature = collector.add('FEATURE', 'outline', title, pathOf(section.parent), section.anchor, section);
  applyDecoration(feature, decoration);
  warnOfGuess(feature, 'feature', 'it holds stories');
  return feature;
}
