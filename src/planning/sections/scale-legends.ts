import { undecorated } from '../lines/head-decoration.ts';
import { readText } from '../lines/heads.ts';
import { isRankSign, isSize } from '../lines/tags.ts';
import { boldName } from '../lines/title-tags.ts';
import { fold } from '../words/fold.ts';
import { priorityLabels, priorityOfWord } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { Section } from './sections.ts';

const speaksOfPriority = wordSearch(priorityLabels);
const labelled = /^([^:：–—-]{1,30}?)\s*(?:\([^()]{1,30}\)\s*)?(?:[:：]|\s[–—-])\s/u;

/**
 * “Must: we do not open without it”, “Should: it helps”: a list that says of each priority or size what it means, below a
 * heading or right behind the last line of a text.
 */
export function isScaleLegend(entries: readonly Section[], around: string): boolean {
  if (entries.length < 2 || entries.length > 8) return false;
  const isAnnounced = speaksOfPriority.test(fold(around)) || isClosed(around);
  const names = new Set<string>();
  for (const { line, parts } of entries) {
    const label = isAnnounced || line.bold > 0 ? labelled.exec(line.text)?.[1] : undefined;
    const name = boldName(line)?.name ?? label;
    const bare = name === undefined ? '' : fold(name.replace(/\s*\([^()]*\)$/, '')).trim();
    if (bare === '' || !isOnScale(bare) || parts.length > 0) return false;
    if (undecorated(line.text).points !== null) return false;
    names.add(bare);
  }
  return names.size === entries.length;
}

/** “Legend:” */
function isClosed(text: string): boolean {
  const head = readText(text);
  return head.kind === 'other' && head.isClosed;
}

function isOnScale(folded: string): boolean {
  return priorityOfWord(folded) !== null || isRankSign(folded) || isSize(folded);
}
