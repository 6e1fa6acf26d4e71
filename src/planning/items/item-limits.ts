import type { IssueBounds } from '../../domain/issue.ts';
import { cutText } from '../cut-text.ts';
import { type ItemDraft, warn } from '../item-draft.ts';

/** What an issue's title holds too. */
const longestPrefix = '[FEATURE] '.length;
/** Of an issue's 50 labels the kind brings up to two. */
const mostLabels = 48;
const longestMessage = 1000;

/** Cuts what no issue of the tracker can hold, and says so. */
export function fitItem(draft: ItemDraft, bounds: IssueBounds): void {
  const longestTitle = bounds.title - longestPrefix;
  if (draft.title.length > longestTitle) {
    const { title } = draft;
    if (!draft.description.some((text) => text.includes(title))) draft.description.unshift(title);
    draft.title = cutText(title, longestTitle);
    warn(
      draft,
      'TITLE_CUT',
      `The title is longer than ${longestTitle} characters and was cut; all of it stands at the top of the description. Write a shorter title.`,
    );
  }
  fitLabels(draft, bounds.label);
  fitTexts(draft, bounds.description);
  for (const [place, warning] of draft.warnings.entries())
    draft.warnings[place] = { ...warning, message: cutText(warning.message, longestMessage) };
}

function fitLabels(draft: ItemDraft, longestLabel: number): void {
  if (draft.labels.length === 0) return;
  const cut = draft.labels.filter((label) => label.length > longestLabel);
  const dropped = draft.labels.slice(mostLabels);
  if (cut.length === 0 && dropped.length === 0) return;
  const kept = draft.labels.slice(0, mostLabels).map((label) => cutText(label, longestLabel));
  draft.labels.splice(0, draft.labels.length, ...kept);
  const told = [
    ...(cut.length === 0 ? [] : [`${cut.length} longer than ${longestLabel} characters ${were(cut)} cut`]),
    ...(dropped.length === 0
      ? []
      : [`${dropped.length} beyond the first ${mostLabels} ${were(dropped)} left out`]),
  ];
  warn(draft, 'LABELS_CUT', `Of the labels, ${told.join(', and ')}. Write fewer and shorter labels.`);
}

function were(some: readonly string[]): string {
  return some.length === 1 ? 'was' : 'were';
}

/** Description and criteria share one text in the tracker. */
function fitTexts(draft: ItemDraft, longestText: number): void {
  let left = longestText - 100;
  const fitting = draft.criteria.findIndex((criterion) => {
    left -= criterion.length + 8 + (criterion.includes('\n') ? 6 * (criterion.split('\n').length - 1) : 0);
    return left < 0;
  });
  if (fitting !== -1) {
    const dropped = draft.criteria.length - fitting;
    draft.criteria.splice(fitting);
    left = Math.max(0, longestText - 100 - draft.criteria.reduce((sum, one) => sum + one.length * 2, 0));
    warn(
      draft,
      'CRITERIA_CUT',
      `The acceptance criteria are longer than an issue can hold: the last ${dropped} ${dropped === 1 ? 'was' : 'were'} left out. Split the item.`,
    );
  }
  const text = draft.description
    .filter((part) => part.trim() !== '')
    .join('\n\n')
    .trim();
  if (text.length > left)
    warn(
      draft,
      'DESCRIPTION_CUT',
      `The description is longer than an issue can hold (${longestText} characters, with the criteria) and was cut. Split the item, or move text into a document of its own.`,
    );
  draft.description.splice(0, draft.description.length, left === 0 ? '' : cutText(text, left));
}
