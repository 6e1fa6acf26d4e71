import { decodeHTML } from 'entities';
import type { PageReference } from '../../domain/plan.ts';
import type { Anchor } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import { type ElementKind, isEmptyElement, kindOfElement } from './element-kinds.ts';
import { holdsInvisible, withoutInvisible } from './invisible-signs.ts';
import { type MarkupListener, scanMarkup, type TagEnd } from './markup-scanner.ts';

const noNodes: Node[] = [];

/** Where a text of markup stands: in a page, or from a line of a text on. */
interface Origin {
  readonly line: number | null;
  readonly page: PageReference | undefined;
}

/** What is known of an element by its name. */
interface ElementName {
  readonly name: string;
  readonly kind: ElementKind;
  /** Whether such an element holds nothing, and no end tag answers it. */
  readonly isEmpty: boolean;
}

/** An element, which is also the place of what stands in it; its path is made when somebody asks, which few do. */
export class Element implements Anchor {
  readonly name: string;
  readonly kind: ElementKind;
  readonly attributes: Readonly<Record<string, string>>;
  #children = noNodes;
  readonly #parent: Element | null;
  readonly #origin: Origin;
  /** From 1, among the elements of its name in its parent; 0 until somebody asks for a path. */
  #place = 0;

  constructor(
    { name, kind }: ElementName,
    attributes: Readonly<Record<string, string>>,
    parent: Element | null,
    origin: Origin,
  ) {
    this.name = name;
    this.kind = kind;
    this.attributes = attributes;
    this.#parent = parent;
    this.#origin = origin;
  }

  get line(): number | null {
    return this.#origin.line;
  }

  get page(): PageReference | undefined {
    return this.#origin.page;
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
    const counts = new Map<string, { elements: number }>();
    for (const child of this.children) {
      if (!isElement(child)) continue;
      const count = counts.get(child.name) ?? { elements: 0 };
      if (count.elements === 0) counts.set(child.name, count);
      count.elements += 1;
      child.#place = count.elements;
    }
  }
}

export type Node = Element | { readonly text: string };

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
const closedBy = new Map<string, { readonly closes: readonly string[]; readonly within: readonly string[] }>([
  ['li', { closes: ['li'], within: ['ul', 'ol'] }],
  ['td', { closes: ['td', 'th'], within: ['tr', 'table'] }],
  ['th', { closes: ['td', 'th'], within: ['tr', 'table'] }],
  ['tr', { closes: ['tr'], within: ['table'] }],
  ['tbody', { closes: ['thead', 'tbody', 'tfoot', 'tr'], within: ['table'] }],
  ['thead', { closes: ['tbody', 'tr'], within: ['table'] }],
  ['tfoot', { closes: ['tbody', 'tr'], within: ['table'] }],
  ['dt', { closes: ['dt', 'dd'], within: ['dl'] }],
  ['dd', { closes: ['dt', 'dd'], within: ['dl'] }],
]);

const entity = /&(?:#\d+;|#x[\da-f]+;|([a-z][a-z\d]*);)?/gi;

/**
 * Parses XML-like markup with HTML's named entities. `strict` refuses what is not well formed;
 * otherwise end tags may be missing, as in HTML that people write by hand.
 */
export function parseMarkup(source: string, strict: boolean, origin: Origin): MarkupOutcome {
  const fault = strict ? cutAt(source) : null;
  if (fault !== null) return { kind: 'refused', fault: 'MALFORMED', message: fault, path: '' };
  const builder = new TreeBuilder(strict, origin, holdsInvisible(source));
  scanMarkup(source, builder);
  return builder.finish();
}

const noAttributes: Readonly<Record<string, string>> = {};

/** Makes elements of tags. */
class TreeBuilder implements MarkupListener {
  readonly #strict: boolean;
  readonly #origin: Origin;
  readonly #holdsInvisible: boolean;
  readonly #root: Element;
  /** From the root to the innermost element that is open. */
  readonly #open: Element[];
  /** The start tags that no end tag has answered yet, as they are written. */
  readonly #unanswered: string[] = [];
  /** Names by how they are written: a text has few, and each many times. */
  readonly #names = new Map<string, ElementName>();
  readonly #attributes = new Map<string, string>();
  readonly #slips = new Map<string, Slip>();
  #refusal: MarkupOutcome | null = null;
  #text = '';
  #elements = 0;

  constructor(strict: boolean, origin: Origin, sourceHoldsInvisible: boolean) {
    this.#strict = strict;
    this.#origin = origin;
    this.#holdsInvisible = sourceHoldsInvisible;
    this.#root = new Element(this.#nameOf('#root'), noAttributes, null, origin);
    this.#open = [this.#root];
  }

  get isDone(): boolean {
    return this.#refusal !== null;
  }

  text(text: string): void {
    this.#text += text;
  }

  cdata(text: string): void {
    this.#endText();
    if (text !== '') this.#top.append({ text });
  }

  attribute(tag: string, name: string, value: string, isQuoted: boolean): void {
    const isRepeated = this.#attributes.has(name);
    if (!isRepeated) this.#attributes.set(name, value);
    if (!this.#strict) return;
    const named = `The attribute “${cutText(name, 40)}” of <${cutText(tag, 40)}>`;
    if (!isQuoted) this.#slip('quote', `${named} has no value in quotes. Write ${cutText(name, 40)}="…".`);
    if (isRepeated) this.#slip('twice', `${named} is given twice. Write it once.`);
    this.#noteEntities(value);
  }

  startTag(written: string, end: TagEnd): void {
    this.#endText();
    const known = this.#nameOf(written);
    const { name, isEmpty } = known;
    this.#elements += 1;
    if (this.#elements > mostElements) {
      this.#refuse('TOO_COMPLEX', 'The document holds too many elements.');
      return;
    }
    if (!this.#strict) this.#closeForStartOf(name);
    const element = new Element(known, this.#takeAttributes(), this.#top, this.#origin);
    this.#top.append(element);
    if (isEmpty) return;
    if (end === '>') this.#unanswered.push(written);
    this.#open.push(element);
    if (this.#open.length > deepest)
      this.#refuse('TOO_COMPLEX', `Elements are nested more than ${deepest} deep.`);
    // HTML takes no notice of the slash.
    if (end === '>' || !this.#strict) return;
    if (end === '/>') this.#open.pop();
    else this.#leaveOpen(name);
  }

  endTag(written: string): void {
    let at = this.#unanswered.length - 1;
    while (at >= 0 && this.#unanswered[at] !== written) at -= 1;
    if (at === -1) {
      this.#closeNothing(written);
      return;
    }
    this.#endText();
    while (this.#unanswered.length > at + 1) this.#leaveOpen(this.#unanswered.pop() ?? '');
    this.#unanswered.pop();
    this.#close(written);
  }

  cutIn(what: 'tag' | 'comment'): void {
    if (this.#strict) this.#refuse('MALFORMED', `The document ends inside a ${what}.`);
  }

  finish(): MarkupOutcome {
    this.#endText();
    for (const written of this.#unanswered.reverse()) this.#leaveOpen(written);
    return this.#refusal ?? { kind: 'tree', root: this.#root, slips: [...this.#slips.values()] };
  }

  get #top(): Element {
    return this.#open[this.#open.length - 1] ?? this.#root;
  }

  #endText(): void {
    if (this.#text === '') return;
    const text = this.#text;
    this.#text = '';
    const holdsEntities = text.includes('&');
    if (this.#strict && text.includes('<')) this.#slip('<', 'A bare “<” stands in the text. Write “&lt;”.');
    if (this.#strict && holdsEntities) this.#noteEntities(text);
    const decoded = holdsEntities ? decodeHTML(text) : text;
    // An entity may stand for such a sign.
    const isClean = !(holdsEntities || this.#holdsInvisible);
    this.#top.append({ text: isClean ? decoded : withoutInvisible(decoded) });
  }

  #nameOf(written: string): ElementName {
    let known = this.#names.get(written);
    if (known === undefined) {
      const name = written.toLowerCase();
      known = { name, kind: kindOfElement(name), isEmpty: isEmptyElement(name) };
      this.#names.set(written, known);
    }
    return known;
  }

  #takeAttributes(): Readonly<Record<string, string>> {
    if (this.#attributes.size === 0) return noAttributes;
    const decoded: Record<string, string> = {};
    for (const [name, value] of this.#attributes) decoded[name.toLowerCase()] = decodeHTML(value);
    this.#attributes.clear();
    return decoded;
  }

  #closeForStartOf(name: string): void {
    if (blockNames.has(name) && this.#top.name === 'p') this.#open.pop();
    const rule = closedBy.get(name);
    if (rule === undefined) return;
    let at = -1;
    for (let index = this.#open.length - 1; index > 0; index -= 1) {
      const candidate = this.#open[index]?.name ?? '';
      if (rule.within.includes(candidate)) break;
      if (rule.closes.includes(candidate)) at = index;
    }
    if (at > 0) while (this.#open.length > at) this.#open.pop();
  }

  /** Closes the innermost element of a name, with all that is open in it. */
  #close(written: string): void {
    // Mostly it is the innermost of all.
    const name = written === this.#top.name ? written : this.#nameOf(written).name;
    let at = this.#open.length - 1;
    while (at > 0 && this.#open[at]?.name !== name) at -= 1;
    if (at > 0) while (this.#open.length > at) this.#open.pop();
  }

  /** An end tag answers no start tag; that of an element without content means nothing. */
  #closeNothing(written: string): void {
    const { name, isEmpty } = this.#nameOf(written);
    if (this.#strict && !isEmpty)
      this.#refuse('MALFORMED', `The end tag </${name}> closes no element that is open.`);
  }

  /** A start tag turns out to have no end tag. */
  #leaveOpen(written: string): void {
    const { name } = this.#nameOf(written);
    if (this.#strict && this.#top.name === name)
      this.#refuse('MALFORMED', `The element <${name}> is not closed.`);
  }

  #refuse(fault: 'MALFORMED' | 'TOO_COMPLEX', message: string): void {
    this.#refusal ??= { kind: 'refused', fault, message, path: this.#top.path };
  }

  #slip(kind: string, message: string): void {
    if (!this.#slips.has(kind)) this.#slips.set(kind, { message, path: this.#top.path });
  }

  #noteEntities(text: string): void {
    if (!text.includes('&')) return;
    for (const match of text.matchAll(entity)) {
      if (match[0] === '&') this.#slip('&', 'A bare “&” stands in the text. Write “&amp;”.');
      else if (match[1] !== undefined && decodeHTML(match[0]) === match[0])
        this.#slip(
          'entity',
          `There is no entity “${cutText(match[0], 40)}”. Write the character itself, or “&amp;${cutText(match[1], 40)};” for these letters.`,
        );
    }
  }
}

function cutAt(source: string): string | null {
  const cdata = source.includes('<![CDATA[') ? source.lastIndexOf('<![CDATA[') : -1;
  if (cdata !== -1 && !source.includes(']]>', cdata)) return 'A CDATA section is not closed.';
  return null;
}

/** The plain text of a node. */
export function markupText(node: Node): string {
  if (!isElement(node)) return node.text;
  let text = '';
  for (const child of node.children) text += markupText(child);
  return text;
}

export function isElement(node: Node): node is Element {
  return node instanceof Element;
}

/** The first element of a name right below another. */
export function childOf(element: Element, name: string): Element | undefined {
  return element.children.filter(isElement).find((child) => child.name === name);
}
