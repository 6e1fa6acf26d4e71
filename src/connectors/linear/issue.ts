import { z } from 'zod';
import { formatId, type IssueId, uuidOf } from '../../domain/ids.ts';
import type { OutsideIssue } from '../../domain/outside.ts';
import type { IssueFields, Priority } from '../../domain/plan.ts';

/** What we read of an issue. Labels come as ids: a list of their own would cost fifty times as much. */
export const issueParts = `fragment IssueParts on Issue {
  id identifier url title description priority estimate updatedAt trashed labelIds
  parent { id } state { name type } cycle { number }
}`;

export const issueShape = z.object({
  id: z.string(),
  identifier: z.string(),
  url: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  priority: z.number(),
  estimate: z.number().nullish(),
  updatedAt: z.string(),
  trashed: z.boolean().nullish(),
  labelIds: z.array(z.string()),
  parent: z.object({ id: z.string() }).nullish(),
  state: z.object({ name: z.string(), type: z.string() }),
  cycle: z.object({ number: z.number() }).nullish(),
});
export type LinearIssue = z.infer<typeof issueShape>;

/** Types of workflow states in which nothing more is done. */
const closedTypes = new Set(['completed', 'canceled', 'duplicate']);

/** An issue of ours has its own id at Linear. */
export function linearIdOf(id: IssueId): string {
  return uuidOf(id);
}

export function issueIdOf(linearId: string): IssueId {
  return formatId('issue', linearId);
}

/** An issue in our words. */
export function outsideIssue(issue: LinearIssue, labelNames: ReadonlyMap<string, string>): OutsideIssue {
  const { id, identifier, url, title, description, priority, estimate, updatedAt, labelIds } = issue;
  return {
    id: issueIdOf(id),
    key: id,
    identifier,
    url,
    changedAt: Date.parse(updatedAt),
    state: closedTypes.has(issue.state.type) ? 'CLOSED' : 'OPEN',
    status: issue.state.name,
    cycle: issue.cycle?.number ?? null,
    fields: {
      title,
      description: description ?? '',
      // Nothing says in which order they come: what is the same should look the same.
      labels: labelIds.flatMap((labelId) => labelNames.get(labelId) ?? []).toSorted(),
      priority: priority >= 1 && priority <= 4 ? (priority as Priority) : null,
      estimate: estimate ?? null,
      parentId: issue.parent == null ? null : issueIdOf(issue.parent.id),
    },
  };
}

/** Linear counts in whole points: half a point more is a point more. */
export function wholePoints(estimate: number | null): number | null {
  return estimate === null ? null : Math.ceil(estimate);
}

/** The fields as Linear takes them; labels, state and cycle go by ids that only the workspace knows. */
export function issueInput({
  title,
  description,
  priority,
  estimate,
  parentId,
}: { readonly [Field in keyof IssueFields]?: IssueFields[Field] | undefined }): Record<
  string,
  string | number | null
> {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(priority === undefined ? {} : { priority: priority ?? 0 }),
    ...(estimate === undefined ? {} : { estimate: wholePoints(estimate) }),
    ...(parentId === undefined ? {} : { parentId: parentId === null ? null : linearIdOf(parentId) }),
  };
}
