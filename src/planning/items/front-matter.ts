import { parseDocument } from 'yaml';
import type { ItemDraft } from '../item-draft.ts';
import { keyParts, openPrefixes, prefixWork } from '../lines/keys.ts';
import { readMark } from '../lines/marks.ts';
import type { NamedDocumentParent } from '../relations/document-parents.ts';
import type { Section } from '../sections/sections.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyField } from './item-fields.ts';

const longest = 20_000;
/** “true”, or a number: it names nothing. */
const flag = /^(?:true|false|[\d.]*)$/;
const slug = /^[\p{Ll}\d]+(?:[-_][\p{Ll}\d]+)+$/u;

/** A document that is one item says so in its front matter, by a type or by a key with a known prefix. */
export function frontMatterDraft(source: string, root: Section, collector: DraftCollector): ItemDraft | null {
  const values = readValues(source);
  if (values === null) return null;
  const byField = (name: string): string | null => {
    for (const [key, value] of values) if (fieldsOf(label(key))[0] === name) return value;
    return null;
  };
  const key = values.get('id') ?? values.get('key') ?? byField('key');
  const parts = key === null || key === undefined ? null : keyParts(fold(key.trim()));
  const title = byField('title') ?? '';
  const mark = readMark(title);
  const typed = byField('type');
  const prefix = parts?.prefix ?? null;
  // “type: feature” beside US-7 speaks of the change and not of the item.
  const sure = prefix === null || openPrefixes.has(prefix) ? null : prefixWork(prefix);
  const work: WorkWord | null =
    sure ?? (typed === null ? null : workOf(typed)) ?? (prefix === null ? null : prefixWork(prefix));
  if (work === null || work === 'REQUIREMENT' || work === 'TEST') return null;
  // “work-item: epic-001-harbour” names what the document belongs to.
  if (parts === null && slug.test(title)) return null;
  const draft = collector.add(
    work,
    'field',
    mark !== null && mark.title !== '' ? mark.title : title,
    [],
    root.anchor,
    root,
  );
  draft.key = parts?.key ?? mark?.key ?? null;
  for (const [name, value] of values) {
    const fields = fieldsOf(label(name));
    const [field] = fields;
    if (value === key || value === title || field === undefined || field === 'type') continue;
    if (field === 'key' && fields.includes('parent')) draft.parentReference ??= value;
    else applyField(draft, fields, label(name), value, []);
  }
  return draft;
}

/** What front matter names as the parent of all that its document plans: “epic: EPIC-9 Map”. */
export function frontMatterParents(source: string): readonly NamedDocumentParent[] {
  const values = [...(readValues(source) ?? [])];
  return values.flatMap(([key, name]) => {
    const work = workOf(label(key));
    if ((work !== 'EPIC' && work !== 'FEATURE') || slug.test(name) || flag.test(name)) return [];
    return { name, work, location: { headingPath: [], line: 1, elementPath: null } };
  });
}

function label(key: string): string {
  return key.replace(/[_-]+/g, ' ');
}

function readValues(source: string): Map<string, string> | null {
  if (source.length > longest) return null;
  const document = parseDocument(source, { logLevel: 'silent' });
  if (document.errors.length > 0) return null;
  // Aliases are not followed: a few of them can stand for gigabytes.
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 10 });
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const values = new Map<string, string>();
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean')
      values.set(key, String(inner));
    else if (Array.isArray(inner))
      values.set(
        key,
        inner.filter((part) => typeof part === 'string' || typeof part === 'number').join(', '),
      );
  }
  return values;
}
