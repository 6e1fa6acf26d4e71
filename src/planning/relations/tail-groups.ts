import { type Block, linesOf } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { isTag } from '../lines/tags.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { mayHoldAny } from '../words/single-words.ts';
import { anyNumbered, anyOf, articles, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { isGroup, isLeaf } from '../words/work-levels.ts';
import { NamedItems } from './named-items.ts';

const behindBar = /^(.*\S)\s+\|\s+([^|]{2,40})$/su;
const longestTitle = 300;
const groupNames = [...workWords].flatMap(([name, work]) => (isGroup(work) ? [name] : []));
const mayNameGroup = mayHoldAny(groupNames);
/** “the word behind the bar is the epic” */
const saying = new RegExp(
  `(?:(?:${anyOf(wordsFor('equals'))})\\s*(?:(?:${anyOf(articles)})\\s*)?(${anyOf(groupNames)})|(${anyNumbered(groupNames)})(?:${anyOf(wordsFor('equalsBehind'))}))[\\s)]*$`,
  'u',
);
const clauses = /[.,:;!?。，、；：！？]/u;
const longestText = 600;

/**
 * “Pay by card | Checkout”: where several entries share what stands behind a bar, and no epic or feature is called so,
 * it is a label of theirs, or their parent where the document speaks of an epic there and names none otherwise.
 */
export function takeTailGroups(drafts: readonly ItemDraft[], blocks: readonly Block[]): void {
  const above = NamedItems.above(drafts);
  const leaves = drafts.filter(
    ({ kind, provisional, evidence }) => !provisional && evidence !== 'sentence' && isLeaf(kind),
  );
  const tailed = leaves.flatMap((draft) => {
    const mayTell = draft.title.length <= longestTitle && draft.title.includes('|');
    const [, title, group] = mayTell ? (behindBar.exec(draft.title) ?? []) : [];
    return title === undefined || group === undefined || isTag(group) || above?.find(group, true) != null
      ? []
      : [{ draft, title, group }];
  });
  const groups = new Set(tailed.map(({ group }) => normalizedTitle(group)));
  if (tailed.length < 3 || tailed.length * 10 < leaves.length * 6 || groups.size * 3 > tailed.length * 2)
    return;
  const work = above === null ? groupSaidIn(blocks) : null;
  for (const { draft, title, group } of tailed) {
    draft.title = title;
    if (work === null) draft.labels.push(group);
    else {
      draft.parentReference ??= group;
      draft.parentWork ??= work;
    }
  }
}

function groupSaidIn(blocks: readonly Block[]): WorkWord | null {
  for (const { text } of linesOf(blocks)) {
    const folded = fold(text.slice(0, longestText));
    if (!mayNameGroup(folded)) continue;
    for (const clause of folded.split(clauses)) {
      const [, name, nameInFront] = saying.exec(clause) ?? [];
      const said = name ?? nameInFront;
      if (said !== undefined) return workOf(said);
    }
  }
  return null;
}
