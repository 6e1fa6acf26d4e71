import { z } from 'zod';
import type { ConnectionAccess, OutsideIssue, OutsideIssueName } from '../../domain/outside.ts';
import type { LinearAnswer, LinearOperation } from './call.ts';
import { issueParts, issueShape, linearIdOf, outsideIssue } from './issue.ts';
import { workspaceOf } from './workspace.ts';

/** Issues that one query reads: 500 of the 10,000 points of complexity that a query may have. */
export const issuesPerQuery = 100;

const readPage = {
  document: `query ReadIssues($ids: [ID!]!) {
    issues(filter: { id: { in: $ids } }, first: ${issuesPerQuery}, includeArchived: true) { nodes { ...IssueParts } }
  } ${issueParts}`,
  answer: z.object({ issues: z.object({ nodes: z.array(issueShape) }) }),
} satisfies LinearOperation<unknown>;

/** Issues by their ids, a hundred to a query; those in the trash count as gone, unless they are asked for. */
export async function readLinearIssues(
  access: ConnectionAccess,
  names: readonly Pick<OutsideIssueName, 'id'>[],
  signal: AbortSignal,
  { withTrash = false }: { withTrash?: boolean } = {},
): Promise<LinearAnswer<OutsideIssue[]>> {
  const workspace = workspaceOf(access);
  const pages: (readonly Pick<OutsideIssueName, 'id'>[])[] = [];
  for (let start = 0; start < names.length; start += issuesPerQuery) {
    pages.push(names.slice(start, start + issuesPerQuery));
  }
  const answers = await Promise.all(
    pages.map((page) =>
      workspace.call(access, readPage, { ids: page.map(({ id }) => linearIdOf(id)) }, signal),
    ),
  );
  const issues: z.infer<typeof issueShape>[] = [];
  for (const answer of answers) {
    if (answer.kind !== 'DATA') return answer;
    issues.push(...answer.data.issues.nodes.filter((issue) => withTrash || issue.trashed !== true));
  }
  const labels = await workspace.labelNames(
    access,
    issues.flatMap(({ labelIds }) => labelIds),
    signal,
  );
  if (labels.kind !== 'DATA') return labels;
  return { kind: 'DATA', data: issues.map((issue) => outsideIssue(issue, labels.data)) };
}
