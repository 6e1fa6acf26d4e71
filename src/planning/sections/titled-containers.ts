import { cellText } from '../blocks.ts';
import { bareDecoration } from '../lines/head-decoration.ts';
import type { Head } from '../lines/heads.ts';
import { keyParts } from '../lines/keys.ts';
import { wordMark } from '../lines/marks.ts';
import { pairsOf } from '../lines/pairs.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { anyOf, fieldsOf, issueWords, wordsFor } from '../words/vocabulary.ts';
import { linesOfPart } from './parts.ts';
import type { Part, Section } from './sections.ts';

/** The item that a heading or label names by its kind alone, “Story”, while its title stands in a field below. */
export function titledHead(section: Section): (Head & { kind: 'mark' }) | null {
  const { head } = section;
  if (head.kind === 'plain') return titledIssue(section);
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

const numberedIssue = new RegExp(
  `^(?:${anyOf(issueWords)})\\s*(?:#|(?:${anyOf(wordsFor('numbers'))}))?\\s*(\\d{1,4})$`,
  'u',
);

/** “Issue 1” over “Title: Pay by card” */
function titledIssue(section: Section): (Head & { kind: 'mark' }) | null {
  const ordinal = numberedIssue.exec(fold(section.line.text))?.[1];
  const title = ordinal === undefined ? null : fieldBelow(section, 'title');
  if (ordinal === undefined || title === null) return null;
  const mark = wordMark('STORY', title, { prefix: null, key: null, ordinal, within: null });
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
  // “Title:” over a paragraph of its own.
  if (part.type === 'section') {
    const { form, head, parts } = part.section;
    return form === 'label' && head.kind === 'field' ? [[head.label, firstText(parts)]] : [];
  }
  if (part.type === 'table')
    return part.block.rows.map(({ cells }) => [cellText(cells[0]), cellText(cells[1])]);
  return linesOfPart(part).flatMap((line) =>
    (pairsOf(line) ?? []).map(({ label, value }) => [label, value] as const),
  );
}

function firstText([first]: readonly Part[]): string {
  return first?.type === 'text' ? (first.lines[0]?.text ?? '') : '';
}
