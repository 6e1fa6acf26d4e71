import type { Reply } from '../faults.ts';
import {
  commentAnswer,
  foreignAnswer,
  issueAnswer,
  labelAnswer,
  mergeAnswer,
  type Place,
  pullAnswer,
  repositoryAnswer,
} from './answers.ts';
import { GitHubRefusal, type StoredIssue, type StoredRepository } from './repository.ts';

/** A request, as its route sees it. */
export interface Asked {
  readonly method: string;
  /** Below the repository, such as `issues/12`; null when it lies elsewhere. */
  readonly path: string | null;
  readonly query: URLSearchParams;
  readonly body: string;
}

interface Call {
  readonly place: Place;
  readonly repository: StoredRepository;
  readonly query: URLSearchParams;
  /** The number in the path; 0 where there is none. */
  readonly number: number;
  // biome-ignore lint/suspicious/noExplicitAny: What is sent is checked by what is done with it.
  readonly input: any;
}

/** The path with a word where a number stands. */
export function routeOf(path: string | null): string {
  return path === null ? 'elsewhere' : path.replace(/\d+/, '{number}');
}

export function answerOf(place: Place, repository: StoredRepository, asked: Asked): Reply {
  const route = routes[`${asked.method} ${routeOf(asked.path)}`];
  if (route === undefined) throw new GitHubRefusal(404, 'Not Found');
  return route({
    place,
    repository,
    query: asked.query,
    number: Number(/\d+/.exec(asked.path ?? '')?.[0] ?? 0),
    input: asked.body === '' ? {} : JSON.parse(asked.body),
  });
}

const routes: Readonly<Record<string, (call: Call) => Reply>> = {
  'GET ': ({ place, repository }) => json(200, repositoryAnswer(place, repository)),
  'GET labels': ({ place, repository, query }) =>
    listed(
      query,
      [...repository.labels.values()].map((label) => labelAnswer(place, label)),
    ),
  'POST labels': ({ place, repository, input }) => json(201, labelAnswer(place, repository.makeLabel(input))),
  'GET issues': listIssues,
  'POST issues': ({ place, repository, input }) => {
    if (!repository.hasIssues) throw new GitHubRefusal(410, 'Issues are disabled for this repo');
    return json(201, issueAnswer(place, repository, repository.create(input)));
  },
  'GET issues/{number}': ({ place, repository, number }) =>
    json(200, issueAnswer(place, repository, repository.issue(number))),
  'PATCH issues/{number}': ({ place, repository, number, input }) =>
    json(200, issueAnswer(place, repository, repository.update(number, input))),
  'GET issues/{number}/comments': ({ place, repository, number, query }) =>
    listed(
      query,
      repository.comments
        .filter(({ issue, createdAt }) => issue === number && createdAt >= since(query))
        .map((comment) => commentAnswer(place, comment)),
    ),
  'POST issues/{number}/comments': ({ place, repository, number, input }) =>
    json(201, commentAnswer(place, repository.comment(number, input.body))),
  'GET issues/{number}/sub_issues': ({ place, repository, number, query }) => {
    subIssuesOf(place);
    const children = [...repository.issues.values()].filter(({ parent }) => parent === number);
    return listed(query, [
      ...repository.issue(number).foreignSubIssues.map((child) => foreignAnswer(place, child)),
      ...children.map((child) => issueAnswer(place, repository, child)),
    ]);
  },
  'POST issues/{number}/sub_issues': ({ place, repository, number, input }) => {
    subIssuesOf(place);
    const parent = repository.addSubIssue(number, input.sub_issue_id, input.replace_parent === true);
    return json(201, issueAnswer(place, repository, parent));
  },
  'DELETE issues/{number}/sub_issue': ({ place, repository, number, input }) => {
    subIssuesOf(place);
    return json(200, issueAnswer(place, repository, repository.removeSubIssue(number, input.sub_issue_id)));
  },
  'GET pulls': ({ place, repository, query }) => {
    const head = query.get('head')?.split(':').at(-1);
    const base = query.get('base');
    const state = query.get('state') ?? 'open';
    const found = [...repository.issues.values()].filter(
      (issue) =>
        issue.pull !== null &&
        (head === undefined || issue.pull.head === head) &&
        (base === null || issue.pull.base === base) &&
        (state === 'all' || issue.state === state),
    );
    return listed(
      query,
      found.toReversed().map((pull) => pullAnswer(place, pull)),
    );
  },
  'POST pulls': ({ place, repository, input }) => json(201, pullAnswer(place, repository.createPull(input))),
  'GET pulls/{number}': ({ place, repository, number }) =>
    json(200, pullAnswer(place, pullOf(repository, number))),
  'PUT pulls/{number}/merge': ({ repository, number, input }) =>
    json(200, mergeAnswer(repository.merge(number, input.sha))),
};

function listIssues({ place, repository, query }: Call): Reply {
  const state = query.get('state') ?? 'open';
  const found = [...repository.issues.values()].filter(
    (issue) => (state === 'all' || issue.state === state) && issue.updatedAt >= since(query),
  );
  const by = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const rising = found.toSorted((one, other) => one[by] - other[by] || one.number - other.number);
  const ordered = query.get('direction') === 'asc' ? rising : rising.toReversed();
  return listed(
    query,
    ordered.map((issue) => issueAnswer(place, repository, issue)),
  );
}

function pullOf(repository: StoredRepository, number: number): StoredIssue {
  const issue = repository.issues.get(number);
  if (issue?.pull == null) throw new GitHubRefusal(404, 'Not Found');
  return issue;
}

function subIssuesOf({ subIssues }: Place): void {
  if (subIssues === 'NONE') throw new GitHubRefusal(404, 'Not Found');
}

function since(query: URLSearchParams): number {
  const text = query.get('since');
  return text === null ? 0 : Date.parse(text);
}

/** One page of a list, at most a hundred. */
function listed(query: URLSearchParams, all: readonly object[]): Reply {
  const length = Math.min(Number(query.get('per_page') ?? 30), 100);
  const page = Math.max(Number(query.get('page') ?? 1), 1);
  return json(200, all.slice((page - 1) * length, page * length));
}

function json(status: number, body: object): Reply {
  return { status, body: JSON.stringify(body) };
}
