import type { Endpoints } from '@octokit/types';
import type {
  ForeignIssue,
  StoredComment,
  StoredIssue,
  StoredLabel,
  StoredRepository,
} from './repository.ts';

// The shapes are those of GitHub's published description, as its types have them.
type Answered<Route extends keyof Endpoints> = Endpoints[Route]['response']['data'];
export type IssueAnswer = Answered<'GET /repos/{owner}/{repo}/issues/{issue_number}'>;
type LabelAnswer = Answered<'POST /repos/{owner}/{repo}/labels'>;
type CommentAnswer = Answered<'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'>;
type MergeAnswer = Answered<'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge'>;
type PullAnswer = Pick<
  Answered<'GET /repos/{owner}/{repo}/pulls/{pull_number}'>,
  | 'id'
  | 'node_id'
  | 'url'
  | 'html_url'
  | 'number'
  | 'state'
  | 'title'
  | 'body'
  | 'draft'
  | 'merged'
  | 'merge_commit_sha'
  | 'created_at'
  | 'updated_at'
> & { head: { ref: string; sha: string; label: string }; base: { ref: string } };
type RepositoryAnswer = Pick<
  Answered<'GET /repos/{owner}/{repo}'>,
  'id' | 'node_id' | 'name' | 'full_name' | 'private' | 'archived' | 'has_issues' | 'permissions'
>;

/** How the interface of a server tells parents. */
export type SubIssues = 'TOLD' | 'LISTED' | 'NONE';

/** Where a repository is, to those who ask and to those who look. */
export interface Place {
  readonly api: string;
  readonly web: string;
  readonly name: string;
  readonly subIssues: SubIssues;
}

export function issueAnswer(place: Place, repository: StoredRepository, issue: StoredIssue): IssueAnswer {
  const { number, id, body, state, stateReason, title, milestone, pull } = issue;
  const at = `${place.api}/repos/${place.name}`;
  const url = `${at}/issues/${number}`;
  const children = [...repository.issues.values()].filter(({ parent }) => parent === number);
  const total = children.length + issue.foreignSubIssues.length;
  const completed = children.filter((child) => child.state === 'closed').length;
  return {
    id,
    node_id: `I_${id}`,
    url,
    repository_url: at,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${place.web}/${place.name}/${pull === null ? 'issues' : 'pull'}/${number}`,
    number,
    state,
    state_reason: stateReason,
    title,
    body,
    user: null,
    labels: issue.labels.map((name) => ({
      name: repository.labels.get(name)?.name ?? name,
      color: repository.labels.get(name)?.color ?? null,
    })),
    assignee: null,
    assignees: [],
    milestone: milestone === null ? null : milestoneAnswer(at, milestone),
    locked: false,
    comments: repository.comments.filter((comment) => comment.issue === number).length,
    closed_at: state === 'closed' ? time(issue.updatedAt) : null,
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    ...(pull === null
      ? {}
      : { pull_request: { url: `${at}/pulls/${number}`, html_url: null, diff_url: null, patch_url: null } }),
    ...(place.subIssues === 'NONE'
      ? {}
      : {
          sub_issues_summary: {
            total,
            completed,
            percent_completed: total === 0 ? 0 : Math.floor((100 * completed) / total),
          },
        }),
    ...(place.subIssues === 'TOLD' ? { parent_issue_url: parentUrl(place, issue) } : {}),
  };
}

function parentUrl({ api, name }: Place, { parent }: StoredIssue): string | null {
  if (parent === null) return null;
  const { repository, number } = typeof parent === 'number' ? { repository: name, number: parent } : parent;
  return `${api}/repos/${repository}/issues/${number}`;
}

/** What a list of sub-issues has of one in another repository. */
export function foreignAnswer(
  { api, web }: Place,
  { repository, number }: ForeignIssue,
): Pick<IssueAnswer, 'id' | 'url' | 'repository_url' | 'html_url' | 'number' | 'state' | 'title'> {
  const at = `${api}/repos/${repository}`;
  return {
    id: 700_000 + number,
    url: `${at}/issues/${number}`,
    repository_url: at,
    html_url: `${web}/${repository}/issues/${number}`,
    number,
    state: 'open',
    title: 'Of another repository',
  };
}

function milestoneAnswer(at: string, number: number): NonNullable<IssueAnswer['milestone']> {
  const url = `${at}/milestones/${number}`;
  return {
    url,
    html_url: url,
    labels_url: `${url}/labels`,
    id: number,
    node_id: `MI_${number}`,
    number,
    state: 'open',
    title: `Milestone ${number}`,
    description: null,
    creator: null,
    open_issues: 0,
    closed_issues: 0,
    created_at: time(0),
    updated_at: time(0),
    closed_at: null,
    due_on: null,
  };
}

export function labelAnswer({ api, name: repository }: Place, { name, color }: StoredLabel): LabelAnswer {
  const url = `${api}/repos/${repository}/labels/${encodeURIComponent(name)}`;
  return { id: 1, node_id: 'LA_1', url, name, color, description: null, default: false };
}

export function commentAnswer(place: Place, { id, issue, body, createdAt }: StoredComment): CommentAnswer {
  const url = `${place.api}/repos/${place.name}/issues`;
  return {
    id,
    node_id: `IC_${id}`,
    url: `${url}/comments/${id}`,
    html_url: `${place.web}/${place.name}/issues/${issue}#issuecomment-${id}`,
    issue_url: `${url}/${issue}`,
    body,
    user: null,
    author_association: 'MEMBER',
    created_at: time(createdAt),
    updated_at: time(createdAt),
  };
}

export function pullAnswer({ api, web, name }: Place, issue: StoredIssue): PullAnswer {
  const { id, number, state, title, body, pull, createdAt, updatedAt } = issue;
  if (pull === null) throw new Error(`#${number} is no pull request`);
  const [owner] = name.split('/');
  return {
    id,
    node_id: `PR_${id}`,
    url: `${api}/repos/${name}/pulls/${number}`,
    html_url: `${web}/${name}/pull/${number}`,
    number,
    state,
    title,
    body,
    draft: pull.draft,
    merged: pull.mergedAs !== null,
    merge_commit_sha: pull.mergedAs,
    created_at: time(createdAt),
    updated_at: time(updatedAt),
    head: { ref: pull.head, sha: pull.headSha, label: `${owner}:${pull.head}` },
    base: { ref: pull.base },
  };
}

export function mergeAnswer(mergedAs: string): MergeAnswer {
  return { sha: mergedAs, merged: true, message: 'Pull Request successfully merged' };
}

export function repositoryAnswer({ name }: Place, repository: StoredRepository): RepositoryAnswer {
  const push = repository.mayPush;
  return {
    id: 1,
    node_id: 'R_1',
    name: name.split('/')[1] ?? name,
    full_name: name,
    private: true,
    archived: repository.archived,
    has_issues: repository.hasIssues,
    permissions: { admin: false, maintain: false, push, triage: push, pull: true },
  };
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
