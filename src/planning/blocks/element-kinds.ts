/** What elements are read as, by their names. */
const names = {
  heading: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  paragraph: ['p'],
  list: ['ul', 'ol'],
  table: ['table'],
  rule: ['hr'],
  code: ['pre'],
  quote: ['blockquote'],
  details: ['details'],
  definitions: ['dl'],
  line: ['summary'],
  around: [
    ...['div', 'section', 'article', 'main', 'body', 'html', 'center', 'header', 'footer', 'figure', 'aside'],
    ...['nav', 'fieldset', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th', 'li', 'dd', 'dt'],
  ],
  nothing: ['script', 'style', 'head', 'template', 'colgroup', 'col', 'title', 'object', 'svg'],
} as const;

/** Any other element is a vendor's, `ac:link`, or stands within a line. */
export type ElementKind = keyof typeof names | 'vendor' | 'inline';

const kinds: ReadonlyMap<string, ElementKind> = new Map(
  (Object.entries(names) as [keyof typeof names, readonly string[]][]).flatMap(([kind, list]) =>
    list.map((name) => [name, kind] as const),
  ),
);

export function kindOfElement(name: string): ElementKind {
  return kinds.get(name) ?? (name.includes(':') ? 'vendor' : 'inline');
}

/** Whether elements of a kind stand in lines of their own. */
export function standsApart(kind: ElementKind): boolean {
  return kind !== 'vendor' && kind !== 'inline' && kind !== 'nothing';
}

const empty = new Set([
  ...['br', 'hr', 'img', 'input', 'meta', 'link', 'col'],
  ...['area', 'base', 'wbr', 'source', 'embed', 'param', 'track'],
]);

/** Whether an element holds nothing, and no end tag answers it. */
export function isEmptyElement(name: string): boolean {
  return empty.has(name);
}
