import type { Json } from './json.ts';

/** A piece of a string: text as it stands, or CEL from between `${{` and `}}`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string };

const opening = '${{';
const closing = '}}';

/** Takes a string apart; null when a `${{` is not closed. */
export function templateParts(text: string): TemplatePart[] | null {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf(opening, at);
    if (start < 0) {
      if (at < text.length || parts.length === 0) parts.push({ kind: 'text', text: text.slice(at) });
      return parts;
    }
    const end = endOfExpression(text, start + opening.length);
    if (end === null) return null;
    if (start > at) parts.push({ kind: 'text', text: text.slice(at, start) });
    parts.push({ kind: 'expression', source: text.slice(start + opening.length, end).trim() });
    at = end + closing.length;
  }
}

/** Where the `}}` stands that closes an expression: not one inside a string or a map of its own. */
function endOfExpression(text: string, from: number): number | null {
  let depth = 0;
  let quote: string | null = null;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote !== null) {
      if (character === '\\') at += 1;
      else if (character === quote) quote = null;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}' && depth > 0) depth -= 1;
    else if (character === '}' && text[at + 1] === '}') return at;
  }
  return null;
}

/** A string in a JSON value that holds expressions, and where it stands. */
export interface FoundTemplate {
  readonly path: readonly string[];
  /** Null when a `${{` in it is not closed. */
  readonly parts: readonly TemplatePart[] | null;
}

/** Deeper than this no value is looked into. */
export const deepestTemplate = 50;

/** Every string in a value that holds expressions. Keys of objects are left alone. */
export function findTemplates(value: Json, path: readonly string[] = []): FoundTemplate[] {
  if (typeof value === 'string') {
    return value.includes(opening) ? [{ path, parts: templateParts(value) }] : [];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => findTemplates(inner as Json, [...path, key]));
}

/** Whether a value is nested deeper than can be looked into. */
export function isTooDeep(value: Json, left: number = deepestTemplate): boolean {
  if (value === null || typeof value !== 'object') return false;
  return left === 0 || Object.values(value).some((inner) => isTooDeep(inner as Json, left - 1));
}

/**
 * The value with every expression in it replaced by what `evaluate` gives: a string that is one expression by its
 * value as it is, others by text.
 */
export function fillTemplates(value: Json, evaluate: (source: string) => Json): Json {
  if (typeof value === 'string') return value.includes(opening) ? fillText(value, evaluate) : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((inner: Json) => fillTemplates(inner, evaluate));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fillTemplates(inner as Json, evaluate)]),
  );
}

function fillText(text: string, evaluate: (source: string) => Json): Json {
  const parts = templateParts(text) ?? [{ kind: 'text', text }];
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'expression') return evaluate(only.source);
  return parts.map((part) => (part.kind === 'text' ? part.text : asText(evaluate(part.source)))).join('');
}

/** How a value shows inside a text. */
function asText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A condition may be written with `${{ }}` around it, and without. */
export function conditionSource(when: string): string {
  const parts = templateParts(when.trim());
  const [only] = parts ?? [];
  return parts?.length === 1 && only?.kind === 'expression' ? only.source : when;
}
