import { priorityNames } from '../../domain/plan.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { statusAtStart } from '../lines/tags.ts';
import { normalizedTitle } from '../words/fold.ts';

/** Takes the points that another place of an item gives; of two numbers that of the fuller place counts. */
export function takePoints(into: ItemDraft, from: ItemDraft, isFuller: boolean): void {
  if (from.points !== null && into.points !== null && from.points !== into.points) {
    warn(
      into,
      'POINTS_CONTRADICTED',
      `Two places give ${into.points} and ${from.points} story points. Write one number in both.`,
      from.location,
    );
    if (isFuller) into.points = from.points;
  }
  // What a summary gives an epic is the sum of its stories.
  const sums = into.kind === 'EPIC';
  if (sums && isSummary(into) && !from.inTable) into.points = from.points;
  else if (!(sums && isSummary(from))) into.points ??= from.points;
}

/** Whether a row tells little of its item, as those of an overview do. */
export function isSummary({ inTable, criteria, description }: ItemDraft): boolean {
  return inTable && criteria.length === 0 && description.length === 0;
}

/** The same for the priority. */
export function takePriority(into: ItemDraft, from: ItemDraft, isFuller: boolean): void {
  if (from.priority !== null && into.priority !== null && from.priority !== into.priority) {
    warn(
      into,
      'PRIORITY_CONTRADICTED',
      `Two places give ${priorityNames[into.priority]} and ${priorityNames[from.priority]} priority. Write one in both.`,
      from.location,
    );
    if (isFuller) into.priority = from.priority;
  }
  into.priority ??= from.priority;
}

/**
 * Takes the status that another place of an item gives; true when it is a newer one. What a sprint or a log tells is
 * newer than what stands elsewhere, and of those the last counts; two other places contradict each other.
 */
export function takeStatus(into: ItemDraft, from: ItemDraft, isFuller: boolean): boolean {
  if (from.status === null) return false;
  const isNewer = into.status !== null && isLater(from, into);
  const differs = into.status !== null && !areAlike(into.status, from.status);
  // “Add to the backlog” says what to do, and “open” how it stands.
  const told = differs && into.status !== null ? statusAtStart(into.status) !== null : true;
  if (differs && told !== (statusAtStart(from.status) !== null)) {
    if (!told) into.status = from.status;
    return isNewer;
  }
  if (differs && !isNewer && into.told === null) {
    warn(
      into,
      'STATUS_CONTRADICTED',
      `Two places give the status “${into.status}” and “${from.status}”. Write one in both.`,
      from.location,
    );
  }
  if (into.status === null || isNewer || (isFuller && into.told === null)) {
    into.status = from.status;
    into.told = from.told;
  }
  return isNewer;
}

/** Whether one place tells how an item stands at a later time than another. */
function isLater({ told }: ItemDraft, than: ItemDraft): boolean {
  if (told === null) return false;
  const before = than.told?.at ?? null;
  return told.at === null || before === null || told.at >= before;
}

function areAlike(one: string, other: string): boolean {
  const [a, b] = [normalizedTitle(one), normalizedTitle(other)];
  return a.startsWith(b) || b.startsWith(a);
}

/** So many parts of a description are looked through for a sentence. */
const mostParts = 20;

/** Whether a description says a sentence already. */
export function isTold(sentence: string, description: readonly string[]): boolean {
  const told = normalizedTitle(sentence);
  return description.slice(0, mostParts).some((text) => normalizedTitle(text).includes(told));
}
