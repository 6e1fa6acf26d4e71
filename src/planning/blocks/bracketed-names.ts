import type { Html, PhrasingContent } from 'mdast';

const opening = /^<([a-z][a-z\d]*)(?: [\p{L}\d -]*)?>$/iu;
/** “<BerthMap />”: a component as the code of a program has it */
const component = /^<([A-Z][a-z\d]+[A-Za-z\d]*) ?\/>$/;
const closing = /^<\/([a-z][a-z\d]*)\s*>$/i;
/** What people write into Markdown as HTML, with or without its end. */
const elements = new Set(
  'a abbr article b big blockquote br caption center cite code col dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p picture pre q s samp script section small source span strike strong style sub summary sup table tbody td tfoot th thead tr tt u ul var wbr'.split(
    ' ',
  ),
);
const none: ReadonlySet<Html> = new Set();

/** The tags of some content that are no HTML but names in angle brackets, which nothing ends: “<Name> editor”. */
export function bracketedNames(nodes: readonly PhrasingContent[]): ReadonlySet<Html> {
  const tags = nodes.filter((node) => node.type === 'html');
  if (tags.length === 0) return none;
  const ended = new Set(tags.map(({ value }) => closing.exec(value)?.[1]?.toLowerCase()));
  return new Set(
    tags.filter(({ value }) => {
      const name = (opening.exec(value) ?? component.exec(value))?.[1]?.toLowerCase();
      return name !== undefined && !elements.has(name) && !ended.has(name);
    }),
  );
}
