import type { PageReference, PlanPage } from '../../domain/plan.ts';
import { type Anchor, type Block, type ParseOutcome, type ParserNote, plainLine } from '../blocks.ts';
import { parseStorage } from './storage-blocks.ts';

/**
 * Parses pages as one document: the first page as it is, and each page below it under its title. Such a title heads
 * more than any heading on a page, and a child page's title stands under its parent's.
 */
export function parsePages(pages: readonly PlanPage[]): ParseOutcome {
  const blocks: Block[] = [];
  const notes: ParserNote[] = [];
  for (const page of pages) {
    const reference = referenceOf(page);
    const parsed = parseStorage(page.storage, reference);
    if (parsed.kind === 'refused') {
      return pages.length === 1
        ? parsed
        : { ...parsed, message: `On the page “${page.title}”: ${parsed.message}` };
    }
    if (page.depth > 0) blocks.push(...titleBlocks(page, reference));
    for (const block of parsed.document.blocks) blocks.push(block);
    for (const note of parsed.document.notes) notes.push(note);
  }
  return { kind: 'parsed', document: { blocks, frontMatter: null, notes } };
}

/** Levels between 0 and 1: above every heading, deeper pages below those that they stand under. */
const levelsOfPages = 1000;

/** The title as a heading, and the page's labels as people write those of an item. */
function titleBlocks({ title, depth, labels }: PlanPage, page: PageReference): Block[] {
  const anchor: Anchor = { line: null, path: null, page };
  const heading: Block = {
    type: 'heading',
    level: depth / levelsOfPages,
    line: plainLine(title, anchor),
    anchor,
  };
  if (labels.length === 0) return [heading];
  const line = plainLine(`Labels: ${labels.join(', ')}`, anchor);
  return [heading, { type: 'paragraph', lines: [line], anchor }];
}

export function referenceOf({ id, title, version, url }: PlanPage): PageReference {
  return { id, title, version, url };
}
