/** An issue or, with `pull`, a pull request: they share their numbers. */
export interface StoredIssue {
  readonly id: number;
  readonly number: number;
  readonly createdAt: number;
  readonly pull: StoredPull | null;
  updatedAt: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  /** Names, in lower case. */
  labels: string[];
  milestone: number | null;
  /** The issue whose sub-issue it is: its number, or where it stands in another repository. */
  parent: number | ForeignIssue | null;
  /** Its sub-issues in other repositories. */
  foreignSubIssues: ForeignIssue[];
}

/** An issue of another repository. */
export interface ForeignIssue {
  readonly repository: string;
  readonly number: number;
}

export interface StoredPull {
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  headSha: string;
  mergedAs: string | null;
}

export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly body: string;
  readonly createdAt: number;
}

export interface StoredLabel {
  readonly name: string;
  readonly color: string;
}

export interface IssueChange {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: 'completed' | 'not_planned' | 'reopened' | null;
  readonly labels?: readonly string[];
  readonly milestone?: number | null;
}

/** A refusal of GitHub's, with its status. */
export class GitHubRefusal extends Error {
  readonly status: number;
  readonly errors: readonly object[];

  constructor(status: number, message: string, errors: readonly object[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

const longestTitle = 256;
const longestBody = 65_536;
const longestLabel = 50;

/** What a repository of GitHub holds, and what it lets be done with it. */
export class StoredRepository {
  readonly issues = new Map<number, StoredIssue>();
  /** By their names in lower case. */
  readonly labels = new Map<string, StoredLabel>();
  readonly comments: StoredComment[] = [];
  readonly milestones = [1, 2];
  /** Heads of its branches, by name. */
  readonly branches = new Map([['main', sha('main')]]);
  archived = false;
  hasIssues = true;
  mayPush = true;
  #last = 0;

  create(change: IssueChange & { title: string }, pull: StoredPull | null = null): StoredIssue {
    if (!change.title) throw invalid('Issue', 'title', 'missing_field');
    const now = wholeSeconds();
    const issue: StoredIssue = {
      id: 9000 + this.#last + 1,
      number: this.#last + 1,
      createdAt: now,
      updatedAt: now,
      title: '',
      body: null,
      state: 'open',
      stateReason: null,
      labels: [],
      milestone: null,
      parent: null,
      foreignSubIssues: [],
      pull,
    };
    this.#change(issue, change);
    this.#last = issue.number;
    this.issues.set(issue.number, issue);
    return issue;
  }

  update(number: number, change: IssueChange): StoredIssue {
    const issue = this.issue(number);
    this.#change(issue, change);
    return issue;
  }

  issue(number: number): StoredIssue {
    const issue = this.issues.get(number);
    if (issue !== undefined) return issue;
    throw number <= this.#last
      ? new GitHubRefusal(410, 'This issue was deleted')
      : new GitHubRefusal(404, 'Not Found');
  }

  makeLabel({ name, color }: { name: string; color?: string }): StoredLabel {
    if (name.length > longestLabel) throw invalid('Label', 'name', 'too_long');
    if (this.labels.has(name.toLowerCase())) throw invalid('Label', 'name', 'already_exists');
    const label = { name, color: color ?? 'ededed' };
    this.labels.set(name.toLowerCase(), label);
    return label;
  }

  comment(number: number, body: string): StoredComment {
    const { number: issue } = this.issue(number);
    if (body.length > longestBody) throw invalid('IssueComment', 'body', 'too_long');
    const comment = { id: 500 + this.comments.length, issue, body, createdAt: wholeSeconds() };
    this.comments.push(comment);
    return comment;
  }

  addSubIssue(number: number, subIssueId: number, replaceParent: boolean): StoredIssue {
    const parent = this.issue(number);
    const child = this.#byId(subIssueId);
    if (child.parent !== null && !replaceParent)
      throw new GitHubRefusal(422, 'Sub issue may only have one parent');
    if (child.parent === number) throw new GitHubRefusal(422, 'Issue may not contain duplicate sub-issues');
    for (
      let above: StoredIssue['parent'] = number;
      typeof above === 'number';
      above = this.issue(above).parent
    ) {
      if (above === child.number) throw new GitHubRefusal(422, 'Sub issue may not create a circle');
    }
    child.parent = number;
    return parent;
  }

  removeSubIssue(number: number, subIssueId: number): StoredIssue {
    const child = this.#byId(subIssueId);
    if (child.parent !== number) throw new GitHubRefusal(404, 'Not Found');
    child.parent = null;
    return this.issue(number);
  }

  createPull(input: { title: string; body?: string; head: string; base: string; draft?: boolean }) {
    const { title, body, head, base, draft = false } = input;
    const branch = head.split(':').at(-1) ?? head;
    const headSha = this.branches.get(branch);
    if (headSha === undefined) throw invalid('PullRequest', 'head', 'invalid');
    if (!this.branches.has(base)) throw invalid('PullRequest', 'base', 'invalid');
    const rival = [...this.issues.values()].find(
      ({ pull, state }) => pull?.head === branch && pull.base === base && state === 'open',
    );
    if (rival !== undefined) {
      const message = `A pull request already exists for acme:${branch}.`;
      throw new GitHubRefusal(422, 'Validation Failed', [
        { resource: 'PullRequest', code: 'custom', message },
      ]);
    }
    return this.create({ title, body: body ?? null }, { head: branch, base, draft, headSha, mergedAs: null });
  }

  merge(number: number, wanted: string | undefined): string {
    const issue = this.issue(number);
    const { pull } = issue;
    if (pull === null) throw new GitHubRefusal(404, 'Not Found');
    if (issue.state === 'closed') throw new GitHubRefusal(405, 'Pull Request is not mergeable');
    if (wanted !== undefined && wanted !== pull.headSha) {
      throw new GitHubRefusal(409, 'Head branch was modified. Review and try the merge again.');
    }
    pull.mergedAs = sha(`merge ${number}`);
    issue.state = 'closed';
    return pull.mergedAs;
  }

  #byId(id: number): StoredIssue {
    const issue = [...this.issues.values()].find((each) => each.id === id);
    if (issue === undefined) throw new GitHubRefusal(404, 'Not Found');
    return issue;
  }

  #change(issue: StoredIssue, { title, body, state, state_reason, labels, milestone }: IssueChange): void {
    if ((title?.length ?? 0) > longestTitle) throw invalid('Issue', 'title', 'too_long');
    if ((body?.length ?? 0) > longestBody) throw invalid('Issue', 'body', 'too_long');
    if (milestone != null && !this.milestones.includes(milestone))
      throw invalid('Issue', 'milestone', 'invalid');
    if (title !== undefined) issue.title = title;
    if (body !== undefined) issue.body = body;
    if (milestone !== undefined) issue.milestone = milestone;
    if (state !== undefined) {
      issue.state = state;
      issue.stateReason = state_reason ?? (state === 'closed' ? 'completed' : 'reopened');
    }
    if (labels !== undefined) {
      // A label that is not there is made, in grey.
      for (const name of labels) if (!this.labels.has(name.toLowerCase())) this.makeLabel({ name });
      issue.labels = [...new Set(labels.map((name) => name.toLowerCase()))];
    }
    issue.updatedAt = wholeSeconds();
  }
}

function invalid(resource: string, field: string, code: string): GitHubRefusal {
  return new GitHubRefusal(422, 'Validation Failed', [{ resource, field, code }]);
}

/** A name of a commit, always the same for the same text. */
export function sha(text: string): string {
  return Buffer.from(text.padEnd(20, '.')).toString('hex').slice(0, 40);
}

/** GitHub tells times by the second. */
function wholeSeconds(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}
