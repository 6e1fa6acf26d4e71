import { markdownOf } from '../blocks/markdown-text.ts';
import { plainLine } from '../blocks.ts';
import { criterionText } from '../lines/criterion-text.ts';
import { readHead } from '../lines/heads.ts';
import { endsInColon } from '../lines/plain-text.ts';
import type { Part } from '../sections/sections.ts';
import { fold } from '../words/fold.ts';

/** What blocks of code below a label of criteria hold besides some texts, as Markdown: a story's sentence, notes, an answer. */
export function codeBesideCriteria(texts: readonly string[], parts: readonly Part[]): readonly string[] {
  const blocks = parts.flatMap((part) => (part.type === 'code' ? part.block : []));
  if (blocks.length === 0) return [];
  const told = fold(texts.join('\n'));
  return blocks.flatMap((block) => {
    const lines = block.text.split('\n').filter(tellsText);
    const left = lines.filter((line) => !told.includes(fold(criterionText(line.trim()))));
    if (left.length === 0) return [];
    return left.length === lines.length ? [markdownOf([block])] : [left.join('\n')];
  });
}

/** “{”, “# Sign in”, “Notes:” and “Feature: Sign in” tell nothing more. */
function tellsText(line: string): boolean {
  const text = line.trim();
  return (
    /\p{L}/u.test(text) &&
    !text.startsWith('#') &&
    !endsInColon(text) &&
    readHead(plainLine(text)).kind !== 'mark'
  );
}
