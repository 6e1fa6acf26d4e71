import type { LoopbackFault } from '../loopback/faults.ts';
import { type LinearServer, startLinearServer } from '../loopback/linear/server.ts';
import type { LinearIssue } from '../loopback/linear/workspace.ts';
import type { FaultyTracker, ShownIssue } from './tracker-server.ts';

/** Linear on loopback, with people who edit in it. */
export async function linearTracker(): Promise<FaultyTracker & { readonly linear: LinearServer }> {
  let next: LoopbackFault[] = [];
  let reading: LoopbackFault | null = null;
  const linear = await startLinearServer({
    fault: ({ isMutation }) => (isMutation ? (next.shift() ?? null) : reading),
  });
  const { workspace } = linear;
  const find = (title: string): LinearIssue => {
    const found = [...workspace.issues.values()].find((issue) => issue.title === title && !issue.trashed);
    if (found === undefined) throw new Error(`Linear has no issue ${title}`);
    return found;
  };
  const show = (issue: LinearIssue): ShownIssue => ({
    title: issue.title,
    description: issue.description ?? '',
    labels: issue.labelIds.map((id) => workspace.labels.get(id)?.name ?? id),
    priority: issue.priority === 0 ? null : issue.priority,
    estimate: issue.estimate,
    parent: issue.parentId === null ? null : (workspace.issues.get(issue.parentId)?.title ?? null),
    isOpen: !workspace
      .team(issue.teamId)
      .states.some(({ id, type }) => id === issue.stateId && ['completed', 'canceled'].includes(type)),
  });
  return {
    linear,
    connection: { kind: 'LINEAR', baseUrl: linear.url, token: 'lin_api_test' },
    issues: async () => [...workspace.issues.values()].filter(({ trashed }) => !trashed).map(show),
    edit: async (_server, title, change) => void workspace.updateIssue(find(title).id, change),
    label: async (_server, title, name) => {
      const { id, teamId } = find(title);
      const known = [...workspace.labels.values()].find((label) => label.name === name);
      const label = known ?? workspace.createLabel({ name, teamId });
      workspace.updateIssue(id, { addedLabelIds: [label.id] });
    },
    remove: async (_server, title) => void workspace.updateIssue(find(title).id, { trashed: true }),
    meets: (faults) => {
      next = [...faults];
    },
    readsMeet: (fault) => {
      reading = fault;
    },
    [Symbol.asyncDispose]: () => linear[Symbol.asyncDispose](),
  };
}
