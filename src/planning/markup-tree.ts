import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import { cutText } from './cut-text.ts';

const noNodes: Node[] = [];

export class Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  #children = noNodes;
  readonly #parent: Element | null;
  /** From 1, among the elements of its name in its parent; 0 until somebody asks for a path. */
  #place = 0;

  constructor(name: string, attributes: Readonly<Record<string, string>>, parent: Element | null) {
    this.name = name;
    this.attributes = attributes;
    this.#parent = parent;
  }

  get children(): readonly Node[] {
    return this.#children;
  }

  append(node: Node): void {
    // Most hold one node, and what a list takes for its first would hold many.
    if (this.#children === noNodes) this.#children = [node];
    else this.#children.push(node);
  }

  /** Such as `/ac:layout[1]/h2[3]`. */
  get path(): string {
    if (this.#parent === null) return '';
    if (this.#place === 0) this.#parent.#placeChildren();
    return `${this.#parent.path}/${this.name}[${this.#place}]`;
  }

  #placeChildren(): void {
    const counts = new Map<string, number>();
    for (const child of this.children) {
      if (!isElement(child)) continue;
      const place = (counts.get(child.name) ?? 0) + 1;
      counts.set(child.name, place);
      child.#place = place;
    }
  }
}

export type Node = Element | { readonly name: '#text'; readonly text: string };

export type MarkupOutcome =
  | { readonly kind: 'tree'; readonly root: Element; readonly slips: readonly Slip[] }
  | {
      readonly kind: 'refused';
      readonly fault: 'MALFORMED' | 'TOO_COMPLEX';
      readonly message: string;
      readonly path: string;
    };

/** Something that is not well formed and was read all the same. */
export interface Slip {
  readonly message: string;
  readonly path: string;
}

const deepest = 200;
const mostElements = 400_000;
const empty = new Set([
  'br',
  'hr',
  'img',
  'input',
  'meta',
  'link',
  'col',
  'area',
  'base',
  'wbr',
  'source',
  'embed',
  'param',
  'track',
]);
const blockNames = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'blockquote',
  'dl',
  'hr',
  'section',
  'details',
]);
/** Which open elements a start tag closes in HTML that leaves end tags out, and where the search stops. */
const closedBy: Readonly<Record<string, { readonly closes: readonly string[]; readonly within: string }>> = {
  li: { closes: ['li'], within: 'ul ol' },
  td: { closes: ['td', 'th'], within: 'tr table' },
  th: { closes: ['td', 'th'], within: 'tr table' },
  tr: { closes: ['tr'], within: 'table' },
  tbody: { closes: ['thead', 'tbody', 'tfoot', 'tr'], within: 'table' },
  thead: { closes: ['tbody', 'tr'], within: 'table' },
  tfoot: { closes: ['tbody', 'tr'], within: 'table' },
  dt: { closes: ['dt', 'dd'], within: 'dl' },
  dd: { closes: ['dt', 'dd'], within: 'dl' },
};

/**
 * Parses XML-like markup with HTML's named entities. `strict` refuses what is not well formed;
 * otherwise end tags may be missing, as in HTML that people write by hand.
 */
export function parseMarkup(source: string, strict: boolean): MarkupOutcome {
  const root = new Element('#root', noAttributes, null);
  const open: Element[] = [root];
  let refusal: MarkupOutcome | null = null;
  let inCdata = false;
  let pending = '';
  let tag = '';
  const slips = new Map<string, Slip>();
  const attributeNames = new Set<string>();
  const slip = (kind: string, message: string): void => {
    if (strict && !slips.has(kind)) slips.set(kind, { message, path: top().path });
  };
  let elements = 0;
  const top = (): Element => open[open.length - 1] ?? root;
  const refuse = (fault: 'MALFORMED' | 'TOO_COMPLEX', message: string): void => {
    refusal ??= { kind: 'refused', fault, message, path: top().path };
    parser.pause();
  };
  const pop = (): void => {
    open.pop();
  };
  const closeForStartOf = (name: string): void => {
    const rule = closedBy[name];
    if (blockNames.has(name) && top().name === 'p') pop();
    if (rule === undefined) return;
    const stops = rule.within.split(' ');
    let at = -1;
    for (let index = open.length - 1; index > 0; index -= 1) {
      const candidate = open[index]?.name ?? '';
      if (stops.includes(candidate)) break;
      if (rule.closes.includes(candidate)) at = index;
    }
    if (at > 0) while (open.length > at) pop();
  };
  /** Text comes in pieces that may end inside an entity. */
  const flush = (): void => {
    if (pending === '') return;
    const text = pending;
    pending = '';
    const holdsEntities = !inCdata && text.includes('&');
    if (!inCdata && strict) {
      if (text.includes('<')) slip('<', 'A bare “<” stands in the text. Write “&lt;”.');
      if (holdsEntities) noteEntities(text, slip);
    }
    top().append({ name: '#text', text: holdsEntities ? decodeHTML(text) : text });
  };
  const parser = new Parser(
    {
      onopentagname(name) {
        tag = name;
        if (attributeNames.size > 0) attributeNames.clear();
      },
      onattribute(name, value, quote) {
        if (!strict) return;
        const named = `The attribute “${cutText(name, 40)}” of <${cutText(tag, 40)}>`;
        if (quote === undefined || quote === null)
          slip('quote', `${named} has no value in quotes. Write ${cutText(name, 40)}="…".`);
        if (attributeNames.has(name)) slip('twice', `${named} is given twice. Write it once.`);
        attributeNames.add(name);
        noteEntities(value, slip);
      },
      onopentag(rawName, attributes) {
        if (refusal !== null) return;
        flush();
        const name = rawName.toLowerCase();
        elements += 1;
        if (elements > mostElements) return refuse('TOO_COMPLEX', 'The document holds too many elements.');
        if (!strict) closeForStartOf(name);
        const parent = top();
        const element = new Element(name, decodedAttributes(attributes), parent);
        parent.append(element);
        if (empty.has(name)) return;
        open.push(element);
        if (open.length > deepest) refuse('TOO_COMPLEX', `Elements are nested more than ${deepest} deep.`);
      },
      onclosetag(rawName, implied) {
        if (refusal !== null) return;
        flush();
        const name = rawName.toLowerCase();
        // As nearly all do; what is empty never stands open.
        if (!implied && top().name === name) return pop();
        if (empty.has(name)) return;
        if (strict) {
          // A self-closing tag is reported as an implied end as well.
          const closedItself =
            implied && top().children.length === 0 && source.charAt(parser.endIndex - 1) === '/';
          if (implied && !closedItself && top().name === name)
            refuse('MALFORMED', `The element <${name}> is not closed.`);
          else if (top().name === name) pop();
          return;
        }
        if (implied) return;
        for (let index = open.length - 1; index > 0; index -= 1) {
          if (open[index]?.name !== name) continue;
          while (open.length > index) pop();
          return;
        }
      },
      ontext(text) {
        if (refusal === null) pending += text;
      },
      oncdatastart() {
        flush();
        inCdata = true;
      },
      oncdataend() {
        flush();
        inCdata = false;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  const fault = strict ? cutAt(source) : null;
  if (fault !== null) return { kind: 'refused', fault: 'MALFORMED', message: fault, path: '' };
  // In slices, so that a refusal ends the work early.
  for (let start = 0; start < source.length && refusal === null; start += 65_536) {
    parser.write(source.slice(start, start + 65_536));
  }
  if (refusal === null) parser.end();
  flush();
  return refusal ?? { kind: 'tree', root, slips: [...slips.values()] };
}

const noAttributes: Readonly<Record<string, string>> = {};

function decodedAttributes(attributes: Record<string, string>): Readonly<Record<string, string>> {
  let decoded: Record<string, string> | null = null;
  for (const name in attributes) {
    decoded ??= {};
    decoded[name.toLowerCase()] = decodeHTML(attributes[name] ?? '');
  }
  return decoded ?? noAttributes;
}

const entity = /&(?:#\d+;|#x[\da-f]+;|([a-z][a-z\d]*);)?/gi;

function noteEntities(text: string, slip: (kind: string, message: string) => void): void {
  if (!text.includes('&')) return;
  for (const match of text.matchAll(entity)) {
    if (match[0] === '&') slip('&', 'A bare “&” stands in the text. Write “&amp;”.');
    else if (match[1] !== undefined && decodeHTML(match[0]) === match[0])
      slip(
        'entity',
        `There is no entity “${cutText(match[0], 40)}”. Write the character itself, or “&amp;${cutText(match[1], 40)};” for these letters.`,
      );
  }
}

function cutAt(source: string): string | null {
  if (source.lastIndexOf('<![CDATA[') > source.lastIndexOf(']]>')) return 'A CDATA section is not closed.';
  if (source.lastIndexOf('<') > source.lastIndexOf('>')) return 'The document ends inside a tag.';
  return null;
}

/** The plain text of a node. */
export function markupText(node: Node): string {
  if (node.name === '#text') return (node as { readonly text: string }).text;
  let text = '';
  for (const child of (node as Element).children) text += markupText(child);
  return text;
}

export function isElement(node: Node): node is Element {
  return node.name !== '#text';
}
