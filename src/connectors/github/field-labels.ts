import type { IssueFields, Priority } from '../../domain/plan.ts';

/** GitHub has no priority and no points: they are labels, where people see them and can change them. */
const priorityLabels: Readonly<Record<Priority, string>> = {
  1: 'Priority: Urgent',
  2: 'Priority: High',
  3: 'Priority: Medium',
  4: 'Priority: Low',
};
const priorities = [1, 2, 3, 4] as const satisfies readonly Priority[];
const pointsPattern = /^points: (\d+(?:\.\d+)?)$/i;

type LabelledFields = Pick<IssueFields, 'labels' | 'priority' | 'estimate'>;

export function priorityLabel(priority: Priority): string {
  return priorityLabels[priority];
}

export function pointsLabel(estimate: number): string {
  return `Points: ${estimate}`;
}

/** The labels that say all of it. */
export function labelsOf({ labels, priority, estimate }: LabelledFields): string[] {
  const all = [
    ...labels,
    ...(priority === null ? [] : [priorityLabel(priority)]),
    ...(estimate === null ? [] : [pointsLabel(estimate)]),
  ];
  return [...new Map(all.map((name) => [name.toLowerCase(), name])).values()];
}

/** What the labels of an issue say; of several priorities the highest, of several points the first. */
export function readLabels(names: readonly string[]): LabelledFields {
  const own = names.filter((name) => priorityIn(name) === null && pointsIn(name) === null);
  const priority = priorities.find((each) => names.some((name) => priorityIn(name) === each)) ?? null;
  const [estimate = null] = names.flatMap((name) => pointsIn(name) ?? []);
  return { labels: own, priority, estimate };
}

function priorityIn(name: string): Priority | null {
  return priorities.find((each) => priorityLabels[each].toLowerCase() === name.toLowerCase()) ?? null;
}

function pointsIn(name: string): number | null {
  const points = pointsPattern.exec(name)?.[1];
  return points === undefined ? null : Number(points);
}
