import { type ItemDraft, warn } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { statementsAmong, statesDuty } from '../lines/statements.ts';
import { namesNoPiece, namesQualities } from '../sections/piece-names.ts';
import type { Section } from '../sections/sections.ts';
import { fold } from '../words/fold.ts';
import { whyContainer } from './coverage-reasons.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration } from './item-fields.ts';
import { namesNoPlan, outlineStory, pathOf, type ReadInside, storyOf } from './outline-stories.ts';
import { titleSection } from './walk-place.ts';

const fewest = 3;

/** A sentence below a heading, and the entry of a list that it may be. */
interface Statement {
  readonly text: string;
  readonly place: Pick<Section, 'anchor'>;
  readonly entry: Section | null;
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
    const feature = section === title ? null : featureOf(section, collector);
    if (feature !== null) features.set(section, feature);
    for (const { text, place, entry } of statements) {
      const story =
        entry === null
          ? storyOf(text, place, section, collector)
          : outlineStory(entry, section, collector, inside);
      story.enclosing = feature;
      warn(
        story,
        'STORY_GUESSED',
        `“${story.title}” was taken for a story because it states what is to be, and nothing else is planned. Write “Story: ${story.title}” to say so.`,
      );
    }
  }
  for (const note of collector.notes) {
    note.draft ??= features.get(note.section) ?? null;
    if (found.has(note.section)) note.reason = whyContainer(true);
  }
  return true;
}

function visit(section: Section, found: Map<Section, readonly Statement[]>): void {
  const statements = section.form === 'heading' ? statementsIn(section) : [];
  if (statements.length > 0) found.set(section, statements);
  for (const part of section.parts)
    if (part.type === 'section' && part.section.form === 'heading' && mayState(part.section))
      visit(part.section, found);
}

/** Sentences below “Performance” or “Rules” tell how the product is, and not what is to be built. */
function mayState({ head, line: { text } }: Section): boolean {
  return head.kind !== 'other' && head.kind !== 'field' && !namesNoPlan(fold(text)) && !namesQualities(text);
}

/** The sentences that state what is to be, where hardly anything else stands right below a heading. */
function statementsIn({ parts }: Section): readonly Statement[] {
  const all = parts.flatMap((part): readonly Statement[] => {
    switch (part.type) {
      case 'text': {
        const text = part.lines.map((line) => line.text).join(' ');
        return endsInColon(text) ? [] : [{ text, place: part, entry: null }];
      }
      case 'list':
        return part.entries.map((entry) => ({ text: entry.line.text, place: entry, entry }));
      case 'section':
        return part.section.form === 'heading'
          ? []
          : [{ text: part.section.line.text, place: part.section, entry: part.section }];
      default:
        return [];
    }
  });
  return statementsAmong(all, ({ text }) => statesDuty(text));
}

function featureOf(section: Section, collector: DraftCollector): ItemDraft | null {
  const decoration = undecorated(section.line.text);
  const title = cleanTitle(decoration.title);
  if (section.head.kind !== 'plain' || namesNoPiece(title)) return null;
  const feature = collector.add('FEATURE', 'outline', title, pathOf(section.parent), section.anchor, section);
  applyDecoration(feature, decoration);
  warn(
    feature,
    'FEATURE_GUESSED',
    `“${title}” was taken for a feature because it holds stories. Write “Feature: ${title}” to say so, or “Epic: ${title}”.`,
  );
  return feature;
}
