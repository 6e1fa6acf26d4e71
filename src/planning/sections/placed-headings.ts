import type { Block } from '../blocks.ts';

/** A heading, and its place among the blocks of the document. */
export interface PlacedHeading {
  readonly heading: Block & { readonly type: 'heading' };
  readonly at: number;
}

/** The headings of a document, which are few among its blocks and are gone through by many rules. */
export function placedHeadings(blocks: readonly Block[]): readonly PlacedHeading[] {
  const placed: PlacedHeading[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const heading = blocks[at];
    if (heading?.type === 'heading') placed.push({ heading, at });
  }
  return placed;
}
