import { type Anchor, type Block, type Line, plainLine } from '../blocks.ts';
import type { Head } from '../lines/heads.ts';
import { withRowNumbers } from '../tables/numbered-titles.ts';
import { settleHeads } from './document-heads.ts';
import { fillSection } from './fill-section.ts';
import { withNamesBelow } from './names-below.ts';
import { withNamesInHeadings } from './names-in-headings.ts';
import { withNumberedCards } from './numbered-cards.ts';
import { withNumberedItems } from './numbered-items.ts';
import { withOpening } from './opening-items.ts';
import { dissolveSentenceLabels } from './sentence-labels.ts';
import { withWrappedHeadings } from './wrapped-headings.ts';

export type Part =
  | { readonly type: 'text'; readonly lines: readonly Line[]; readonly anchor: Anchor }
  | { readonly type: 'code'; readonly block: Block & { readonly type: 'code' } }
  | { readonly type: 'table'; readonly block: Block & { readonly type: 'table' } }
  | {
      readonly type: 'list';
      readonly block: Block & { readonly type: 'list' };
      readonly entries: readonly Section[];
    }
  | { readonly type: 'section'; readonly section: Section };

/** A piece of the document with a line that heads it: under a heading, a bold line, a label, an entry of a list, a panel. */
export interface Section {
  readonly form: 'document' | 'heading' | 'lead' | 'label' | 'entry' | 'panel';
  /** Headings 1 to 6; what stands in running text comes below them. */
  readonly rank: number;
  /** The name of the macro that a panel is. */
  readonly macro?: string;
  readonly line: Line;
  readonly head: Head;
  readonly checked: boolean | null;
  readonly parts: Part[];
  readonly parent: Section | null;
  readonly anchor: Anchor;
}

const nothing: Head = { kind: 'empty', title: '' };

/** Arranges the blocks of a document as a tree of sections. */
export function sectionsOf(written: readonly Block[]): Section {
  const blocks = withNumberedItems(
    withNamesInHeadings(withNamesBelow(withNumberedCards(withWrappedHeadings(withRowNumbers(written))))),
  );
  const line = plainLine('');
  const root: Section = {
    form: 'document',
    rank: 0,
    line,
    head: nothing,
    checked: null,
    parts: [],
    parent: null,
    anchor: line.anchor,
  };
  settleHeads(blocks);
  fillSection(root, withOpening(blocks));
  dissolveSentenceLabels(root);
  return root;
}
