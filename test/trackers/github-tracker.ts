import { readBody } from '../../src/connectors/github/body.ts';
import { readLabels } from '../../src/connectors/github/field-labels.ts';
import type { LoopbackFault } from '../loopback/faults.ts';
import type { StoredIssue } from '../loopback/github/repository.ts';
import { type GitHubServer, type GitHubServerOptions, startGitHubServer } from '../loopback/github/server.ts';
import type { FaultyTracker, ShownIssue } from './tracker-server.ts';

/** GitHub on loopback, with people who edit in it. */
export async function gitHubTracker({
  faultsAt = () => true,
  ...options
}: Omit<GitHubServerOptions, 'fault'> & {
  /** Which of the requests that write something meet faults; all when left out. */
  faultsAt?: (route: string) => boolean;
} = {}): Promise<FaultyTracker & { readonly github: GitHubServer }> {
  let next: LoopbackFault[] = [];
  let reading: LoopbackFault | null = null;
  const github = await startGitHubServer({
    ...options,
    fault: ({ isWrite, route }) => {
      if (!isWrite) return reading;
      return faultsAt(route) ? (next.shift() ?? null) : null;
    },
  });
  const { repository } = github;
  const issues = () => [...repository.issues.values()];
  const find = (title: string): StoredIssue => {
    const found = issues().find((issue) => issue.title === title);
    if (found === undefined) throw new Error(`GitHub has no issue ${title}`);
    return found;
  };
  const parentOf = ({ number, parent }: StoredIssue): string | null => {
    const above = issues().find(
      ({ number: other, body }) =>
        other === parent || readBody(body).entries.some((entry) => entry.endsWith(`#${number}`)),
    );
    return above?.title ?? null;
  };
  const show = (issue: StoredIssue): ShownIssue => ({
    title: issue.title,
    description: readBody(issue.body).text,
    ...readLabels(issue.labels.map((name) => repository.labels.get(name)?.name ?? name)),
    parent: parentOf(issue),
    isOpen: issue.state === 'open',
  });
  return {
    github,
    connection: {
      kind: 'GITHUB',
      baseUrl: github.url,
      token: 'ghp_test',
      settings: { repository: 'acme/shop' },
    },
    issues: async () => issues().map(show),
    edit: async (_server, title, { title: newTitle, description }) => {
      const { number, body } = find(title);
      repository.update(number, {
        ...(newTitle === undefined ? {} : { title: newTitle }),
        ...(description === undefined
          ? {}
          : { body: (body ?? '').replace(readBody(body).text, description) }),
      });
    },
    label: async (_server, title, name) => {
      const { number, labels } = find(title);
      repository.update(number, { labels: [...labels, name] });
    },
    remove: async (_server, title) => void repository.issues.delete(find(title).number),
    meets: (faults) => {
      next = [...faults];
    },
    readsMeet: (fault) => {
      reading = fault;
    },
    [Symbol.asyncDispose]: () => github[Symbol.asyncDispose](),
  };
}
