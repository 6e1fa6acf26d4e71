import {
  InputError,
  type IssueInput,
  type LinearComment,
  type LinearIssue,
  type LinearLabel,
  type LinearTeam,
  type LinearWorkspace,
} from './workspace.ts';

interface Page {
  readonly first?: number | null;
  readonly after?: string | null;
}

interface IdFilter {
  readonly eq?: string | null;
  readonly in?: readonly string[] | null;
}

const longestPage = 250;

/** What the fields of Query and Mutation do with a workspace. */
export function linearRoot(workspace: LinearWorkspace) {
  const showTeam = (team: LinearTeam) => ({
    ...team,
    issueEstimationType: 'fibonacci',
    states: (page: Page) => pageOf(team.states, page),
    cycles: ({ filter, ...page }: Page & { filter?: { number?: { eq?: number } } }) =>
      pageOf(
        team.cycles.filter(({ number }) => filter?.number?.eq === undefined || number === filter.number.eq),
        page,
      ),
    labels: (page: Page) => pageOf([...workspace.labels.values()].map(showLabel), page),
  });

  const showLabel = (label: LinearLabel) => ({
    ...label,
    team: () => (label.teamId === null ? null : showTeam(workspace.team(label.teamId))),
  });

  const showComment = (comment: LinearComment) => ({
    ...comment,
    url: `https://linear.app/acme/comment/${comment.id}`,
    issue: () => showIssue(issueOf(comment.issueId)),
  });

  function showIssue(issue: LinearIssue): object {
    const team = workspace.team(issue.teamId);
    const identifier = `${team.key}-${issue.number}`;
    return {
      ...issue,
      identifier,
      url: `https://linear.app/acme/issue/${identifier}`,
      archivedAt: issue.trashed ? issue.updatedAt : null,
      team: () => showTeam(team),
      state: () => team.states.find(({ id }) => id === issue.stateId),
      cycle: () => team.cycles.find(({ id }) => id === issue.cycleId),
      parent: () => (issue.parentId === null ? null : showIssue(issueOf(issue.parentId))),
      labels: (page: Page) =>
        pageOf(issue.labelIds.flatMap((id) => workspace.labels.get(id) ?? []).map(showLabel), page),
      comments: (page: Page) =>
        pageOf(
          [...workspace.comments.values()].filter(({ issueId }) => issueId === issue.id).map(showComment),
          page,
        ),
    };
  }

  function issueOf(id: string): LinearIssue {
    const issue = workspace.issues.get(id);
    if (issue === undefined) throw new InputError('Entity not found: Issue');
    return issue;
  }

  const payload = { success: true, lastSyncId: 1 };
  return {
    viewer: { id: 'b3ae1b1e-0000-4000-8000-000000000001', name: 'Ada' },
    team: ({ id }: { id: string }) => showTeam(workspace.team(id)),
    teams: ({ filter, ...page }: Page & { filter?: { key?: { eq?: string } } }) =>
      pageOf(
        workspace.teams
          .filter(({ key }) => filter?.key?.eq === undefined || key === filter.key.eq)
          .map(showTeam),
        page,
      ),
    issue: ({ id }: { id: string }) => showIssue(issueOf(id)),
    issues: ({
      filter,
      includeArchived,
      ...page
    }: Page & { filter?: { id?: IdFilter }; includeArchived?: boolean }) =>
      pageOf(
        [...workspace.issues.values()]
          .filter((issue) => matches(filter?.id, issue.id) && (includeArchived === true || !issue.trashed))
          .map(showIssue),
        page,
      ),
    issueLabels: ({ filter, ...page }: Page & { filter?: { id?: IdFilter } }) => {
      const found = [...workspace.labels.values()].filter(({ id }) => matches(filter?.id, id));
      const { nodes, pageInfo } = pageOf(found.map(showLabel), page);
      const hasNextPage = pageInfo.hasNextPage || workspace.listsLabelsForEver;
      return { nodes, pageInfo: { ...pageInfo, hasNextPage } };
    },
    comments: ({ filter, ...page }: Page & { filter?: { id?: IdFilter } }) =>
      pageOf(
        [...workspace.comments.values()].filter(({ id }) => matches(filter?.id, id)).map(showComment),
        page,
      ),
    issueCreate: ({ input }: { input: IssueInput & { id?: string; teamId: string } }) => ({
      ...payload,
      issue: showIssue(workspace.createIssue(input)),
    }),
    issueUpdate: ({ id, input }: { id: string; input: IssueInput }) => ({
      ...payload,
      issue: showIssue(workspace.updateIssue(id, input)),
    }),
    commentCreate: ({ input }: { input: { id?: string; issueId?: string; body?: string } }) => ({
      ...payload,
      comment: showComment(workspace.createComment(input)),
    }),
    issueLabelCreate: ({
      input,
    }: {
      input: { id?: string; name: string; color?: string; teamId?: string };
    }) => ({
      ...payload,
      issueLabel: showLabel(workspace.createLabel(input)),
    }),
  };
}

function matches(filter: IdFilter | null | undefined, id: string): boolean {
  return (filter?.eq == null || filter.eq === id) && (filter?.in == null || filter.in.includes(id));
}

function pageOf<Node>(all: readonly Node[], { first, after }: Page) {
  const length = first ?? 50;
  if (length > longestPage) throw new InputError(`first must not be greater than ${longestPage}`);
  const start = after == null ? 0 : Number(Buffer.from(after, 'base64url').toString()) + 1;
  const nodes = all.slice(start, start + length);
  const end = start + nodes.length - 1;
  const endCursor = nodes.length === 0 ? null : Buffer.from(String(end)).toString('base64url');
  return { nodes, pageInfo: { hasNextPage: end + 1 < all.length, endCursor } };
}
