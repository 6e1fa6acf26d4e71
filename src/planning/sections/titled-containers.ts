import { cellText } from '../blocks.ts';
import { bareDecoration, undecorated } from '../lines/head-decoration.ts';
import type { Head } from '../lines/heads.ts';
import { keyParts } from '../lines/keys.ts';
import { markOfTitle, referenceOf, wordMark } from '../lines/marks.ts';
import { pairsOf } from '../lines/pairs.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import type { Part, Section } from './sections.ts';

/** The item that a heading or label names by its kind alone, “Story”, while its title stands in a field below. */
export function titledHead(section: Section): (Head & { kind: 'mark' }) | null {
  const { head } = section;
  if (head.kind !== 'container' || head.about !== null) return null;
  const [work, ...others] = head.works;
  if (work === undefined || work === 'TEST' || others.length > 0 || namesSeveral(section.line.text))
    return null;
  const title = fieldBelow(section, 'title');
  if (title === null) return null;
  const key = fieldBelow(section, 'key')?.trim() ?? '';
  const mark = wordMark(work, title, /^\S+$/.test(key) ? keyParts(fold(key)) : null);
  return { kind: 'mark', mark, decoration: bareDecoration(title), more: '' };
}

/** The value of a field that is given at the beginning of a section: in lines, a list or a table. */
function fieldBelow(section: Section, field: FieldName): string | null {
  for (const part of section.parts.slice(0, 2))
    for (const [label, value] of pairsAt(part))
      if (value !== '' && fieldsOf(label)[0] === field) return value;
  return null;
}

function pairsAt(part: Part): readonly (readonly [label: string, value: string])[] {
  if (part.type === 'table')
    return part.block.rows.map(({ cells }) => [cellText(cells[0]), cellText(cells[1])]);
  const lines =
    part.type === 'text' ? part.lines : part.type === 'list' ? part.entries.map((entry) => entry.line) : [];
  return lines.flatMap((line) => (pairsOf(line) ?? []).map(({ label, value }) => [label, value] as const));
}

/**
 * “Epic 4: Advanced features” names Epic 4 where no other place does, and is no list of its features. “Epic 4: Features”
 * has no name to give.
 */
export function namingHead(
  { head, form, line }: Section,
  meanings: PrefixMeanings,
): (Head & { kind: 'mark' }) | null {
  if (head.kind !== 'container' || head.about === null || form !== 'heading' || meanings.isNamed(head.about))
    return null;
  const decoration = undecorated(line.text);
  const mark = markOfTitle(decoration.title);
  const isNamed = mark !== null && referenceOf(mark) === head.about && workOf(mark.title) === null;
  return isNamed ? { kind: 'mark', mark, decoration, more: '' } : null;
}
