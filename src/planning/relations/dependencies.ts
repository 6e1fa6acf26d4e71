import { cutText } from '../cut-text.ts';
import { addAttribute, type ItemDraft, resolved, warn } from '../item-draft.ts';
import { type DependencySentence, dependencySentence } from '../lines/dependency-sentences.ts';
import { keyParts, prefixWork } from '../lines/keys.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import { workOf } from '../words/vocabulary.ts';
import { standsBelow } from './ancestry.ts';
import { ItemIndex } from './item-index.ts';
import { ordersIn } from './item-orders.ts';

/**
 * For each item, those that it depends on; what names none is kept as an attribute, with a warning. `told` are texts
 * about dependencies that stand in no item.
 */
export function dependencyLinks(
  items: readonly ItemDraft[],
  told: readonly string[],
): Map<ItemDraft, Set<ItemDraft>> {
  const index = new ItemIndex(items);
  let known: ReadonlySet<string> | null = null;
  const prefixes = (): ReadonlySet<string> => (known ??= prefixesOf(items));
  let begun: ReadonlySet<string> | null = null;
  const series = (): ReadonlySet<string> => (begun ??= seriesOf(items));
  /** “S0” beside S0-001 and S0-002 means all of these. */
  const isUnknown = (code: string): boolean => isKeyOf(code, prefixes()) && !series().has(code.toUpperCase());
  const links = new Map<ItemDraft, Set<ItemDraft>>();
  const link = (from: ItemDraft, to: ItemDraft): void => {
    if (from === to) return;
    const known = links.get(from);
    if (known === undefined) links.set(from, new Set([to]));
    else known.add(to);
  };
  const orders = told.flatMap((text) => ordersIn(text, null, index).orders);
  for (const item of items) {
    for (const other of item.needs) link(item, resolved(other));
    const unknown: string[] = [];
    for (const text of item.dependencies) {
      const inner = ordersIn(text, item, index);
      for (const order of inner.orders) orders.push(order);
      const { found, missing } = index.mentioned(inner.rest, item);
      // What stands below an item is done before it without being said.
      const others = found.filter((other) => !standsBelow(other, item));
      for (const other of others) link(item, other);
      for (const key of [...inner.missing, ...missing]) if (isUnknown(key)) unknown.push(key);
      const isOpen = inner.rest === '' ? inner.missing.length > 0 : others.length === 0;
      if (isOpen || (inner.rest !== '' && tellsMore(text, others))) addAttribute(item, 'Dependencies', text);
    }
    for (const text of item.blocks) {
      const { found, missing } = index.mentioned(text, item);
      for (const other of found) link(other, item);
      for (const key of missing) if (isUnknown(key)) unknown.push(key);
      if (found.length === 0 || tellsMore(text, found)) addAttribute(item, 'Blocks', text);
    }
    warnUnknown(item, unknown);
    for (const { field, others } of sentencesOf(item, index))
      for (const other of others) {
        if (field === 'dependencies') link(item, other);
        else link(other, item);
      }
  }
  // What the items say of themselves counts where a list of all of them says the reverse.
  for (const { before, after } of orders) if (links.get(before)?.has(after) !== true) link(after, before);
  return links;
}

interface LinkedItems {
  readonly field: DependencySentence['field'];
  readonly others: readonly ItemDraft[];
}

/** “Depends on Story 1.2 because …” in the text of an item, where it names items of the document. */
function sentencesOf(item: ItemDraft, index: ItemIndex): readonly LinkedItems[] {
  const found: LinkedItems[] = [];
  for (const text of item.description)
    for (const line of text.includes('\n') ? text.split('\n') : [text]) {
      const sentence = dependencySentence(line);
      if (sentence !== null) found.push(linkedBy(sentence, item, index));
    }
  return found;
}

function linkedBy(
  { field, references, title }: DependencySentence,
  item: ItemDraft,
  index: ItemIndex,
): LinkedItems {
  const others = [...references, title].map((reference) =>
    normalizedTitle(reference) === '' ? null : index.findExactly(reference, (other) => other !== item, item),
  );
  return { field, others: others.filter((other) => other !== null) };
}

function prefixesOf(items: readonly ItemDraft[]): Set<string> {
  return new Set(items.flatMap(({ key }) => (key === null ? [] : (keyParts(fold(key))?.prefix ?? []))));
}

/** What the keys of items go on from: “S0” of S0-001. */
function seriesOf(items: readonly ItemDraft[]): Set<string> {
  return new Set(
    items.flatMap(({ key }) =>
      [...(key ?? '').matchAll(/[-_.]/g)].map(({ index }) => (key ?? '').slice(0, index)),
    ),
  );
}

const keysAndNumbers = /[\p{L}_-]*\d[\d._-]*/gu;
/** So many letters besides the names of others say more than “depends on”; a sign of Chinese says as much as some. */
const mostOfNames = 25;
const wideLetters = 4;

/** Whether a text says more than which items an item depends on or blocks: “US-7 (the harbour office has to agree)”. */
function tellsMore(text: string, others: readonly ItemDraft[]): boolean {
  let rest = fold(text);
  for (const { key, title } of others)
    for (const name of [title, key ?? '']) if (name !== '') rest = rest.replaceAll(fold(name), ' ');
  const words = rest.replace(keysAndNumbers, ' ').match(/\p{L}+/gu) ?? [];
  let letters = 0;
  for (const word of words) {
    if (workOf(word) === null) letters += isWide.test(word) ? word.length * wideLetters : word.length;
  }
  return letters >= mostOfNames;
}

const isWide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Whether a code is a key as this document or any tracker writes them, and not “Node 24” or “Q3”. */
function isKeyOf(code: string, prefixes: ReadonlySet<string>): boolean {
  if (/^[A-Z][A-Z0-9]{1,9}-\d+$/.test(code)) return true;
  const prefix = keyParts(fold(code))?.prefix ?? null;
  return prefix !== null && (prefixes.has(prefix) || (prefix.length > 1 && prefixWork(prefix) !== null));
}

const mostNamed = 5;

function warnUnknown(item: ItemDraft, keys: readonly string[]): void {
  if (keys.length === 0) return;
  const unknown = [...new Set(keys)];
  const names = unknown.slice(0, mostNamed).map((key) => `“${cutText(key, 40)}”`);
  const more = unknown.length > mostNamed ? ' …' : '';
  warn(
    item,
    'DEPENDENCY_NOT_FOUND',
    `“${cutText(item.title, 80)}” is linked with ${names.join(', ')}${more}, which this document does not hold, so no link was made. Write the key, the number or the title of an item of this document.`,
  );
}
