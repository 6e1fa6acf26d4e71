import type { IssueId } from '../../domain/ids.ts';
import type { EnablerType, IssueFields, PlanItem, PlanItemKind, TrackedIssue } from '../../domain/plan.ts';

const enablerLabels = {
  ARCHITECTURE: 'Architecture',
  INFRASTRUCTURE: 'Infrastructure',
  TECHNICAL_DEBT: 'Technical Debt',
  RESEARCH: 'Research',
} as const satisfies Record<EnablerType, string>;

const criteriaHeading = '## Acceptance criteria';

/** The fields that a plan item has as an issue. `parentId` is the issue of its parent item. */
export function issueFields(item: PlanItem, parentId: IssueId | null): IssueFields {
  return {
    title: `${titlePrefix(item)}${item.title}`,
    description: descriptionOf(item),
    labels: unique([...kindLabels(item), ...item.labels]),
    priority: item.priority,
    estimate: item.storyPoints,
    parentId: item.kind === 'EPIC' ? null : parentId,
  };
}

function titlePrefix(item: PlanItem): string {
  switch (item.kind) {
    case 'EPIC':
      return '[EPIC] ';
    case 'FEATURE':
      return '[FEATURE] ';
    case 'ENABLER':
      return '[ENABLER] ';
    case 'STORY':
      return '';
  }
}

/** An issue's title without what its kind puts before it. */
export function untitled(title: string): string {
  return title.replace(/^\[(?:EPIC|FEATURE|ENABLER)\] /, '');
}

/** The kind of the item that an issue stands for; of one that was made before kinds were remembered, by its title. */
export function kindOfIssue({ kind, written }: TrackedIssue): PlanItemKind {
  if (kind !== null) return kind;
  if (written.title.startsWith('[EPIC] ')) return 'EPIC';
  if (written.title.startsWith('[FEATURE] ')) return 'FEATURE';
  return written.title.startsWith('[ENABLER] ') ? 'ENABLER' : 'STORY';
}

function kindLabels(item: PlanItem): readonly string[] {
  switch (item.kind) {
    case 'EPIC':
      return ['Epic'];
    case 'FEATURE':
      return ['Feature', item.featureType === 'ENABLER' ? 'Enabler' : 'Business'];
    case 'ENABLER':
      return ['Enabler', enablerLabels[item.enablerType ?? 'ARCHITECTURE']];
    case 'STORY':
      return [];
  }
}

function descriptionOf(item: PlanItem): string {
  if (item.acceptanceCriteria.length === 0) return item.description;
  const list = item.acceptanceCriteria
    .map((criterion) => `- [ ] ${criterion.replace(/\n/g, '\n      ')}`)
    .join('\n');
  return [item.description, `${criteriaHeading}\n\n${list}`].filter((part) => part !== '').join('\n\n');
}

function unique(labels: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const label of labels) if (!seen.has(label.toLowerCase())) seen.set(label.toLowerCase(), label);
  return [...seen.values()];
}
