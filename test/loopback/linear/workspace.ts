import { randomUUID } from 'node:crypto';

export interface LinearIssue {
  readonly id: string;
  readonly number: number;
  readonly teamId: string;
  readonly createdAt: string;
  updatedAt: string;
  title: string;
  description: string | null;
  priority: number;
  estimate: number | null;
  parentId: string | null;
  labelIds: string[];
  stateId: string;
  cycleId: string | null;
  trashed: boolean;
}

export interface LinearLabel {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly isGroup: boolean;
  readonly teamId: string | null;
}

export interface LinearComment {
  readonly id: string;
  readonly issueId: string;
  readonly body: string;
}

export interface LinearTeam {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly states: { id: string; name: string; type: string; position: number }[];
  readonly cycles: readonly {
    id: string;
    name: string | null;
    number: number;
    startsAt: string;
    endsAt: string;
  }[];
}

/** What a request got wrong, in Linear's words. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const longestTitle = 512;

export type IssueInput = Partial<
  Pick<
    LinearIssue,
    | 'title'
    | 'description'
    | 'priority'
    | 'estimate'
    | 'parentId'
    | 'labelIds'
    | 'stateId'
    | 'cycleId'
    | 'trashed'
  >
> & {
  readonly addedLabelIds?: readonly string[] | null;
  readonly removedLabelIds?: readonly string[] | null;
};

/** A workspace of Linear in memory: the truth that a server is judged by. */
export class LinearWorkspace {
  readonly teams: readonly LinearTeam[];
  readonly issues = new Map<string, LinearIssue>();
  readonly labels = new Map<string, LinearLabel>();
  readonly comments = new Map<string, LinearComment>();
  /** Each part of the list of labels says that there is another one. */
  listsLabelsForEver = false;
  #ticks = 0;

  constructor(teamKeys: readonly string[] = ['ENG']) {
    this.teams = teamKeys.map((key) => ({
      id: randomUUID(),
      key,
      name: `Team ${key}`,
      states: [
        ['Backlog', 'backlog'],
        ['Todo', 'unstarted'],
        ['In Progress', 'started'],
        ['Done', 'completed'],
        ['Canceled', 'canceled'],
      ].map(([name = '', type = ''], position) => ({ id: randomUUID(), name, type, position })),
      cycles: [1, 2].map((number) => ({
        id: randomUUID(),
        name: number === 1 ? 'Autumn' : null,
        number,
        startsAt: `2026-1${number}-01T00:00:00.000Z`,
        endsAt: `2026-1${number}-14T00:00:00.000Z`,
      })),
    }));
  }

  team(idOrKey: string): LinearTeam {
    const found = this.teams.find(({ id, key }) => id === idOrKey || key === idOrKey);
    if (found === undefined) throw new InputError('Entity not found: Team');
    return found;
  }

  createIssue({ id, teamId, ...input }: IssueInput & { id?: string | null; teamId: string }): LinearIssue {
    const team = this.team(teamId);
    const state = team.states[0];
    if (state === undefined) throw new Error('a team has states');
    if (!input.title) throw new InputError('title must be provided');
    const issue: LinearIssue = {
      id: this.#newId(id, this.issues, 'Issue'),
      number: this.issues.size + 1,
      teamId: team.id,
      createdAt: this.#tick(),
      updatedAt: '',
      title: '',
      description: null,
      priority: 0,
      estimate: null,
      parentId: null,
      labelIds: [],
      stateId: state.id,
      cycleId: null,
      trashed: false,
    };
    this.#change(issue, input);
    this.issues.set(issue.id, issue);
    return issue;
  }

  updateIssue(id: string, input: IssueInput): LinearIssue {
    const issue = this.issues.get(id);
    if (issue === undefined) throw new InputError('Entity not found: Issue');
    this.#change(issue, input);
    return issue;
  }

  createComment({
    id,
    issueId,
    body,
  }: {
    id?: string | null;
    issueId?: string | null;
    body?: string | null;
  }): LinearComment {
    const issue = this.issues.get(issueId ?? '');
    if (issue === undefined) throw new InputError('Entity not found: Issue');
    if (!body) throw new InputError('body must be provided');
    const comment = { id: this.#newId(id, this.comments, 'Comment'), issueId: issue.id, body };
    this.comments.set(comment.id, comment);
    return comment;
  }

  createLabel(input: {
    id?: string | null;
    name: string;
    color?: string | null;
    teamId?: string | null;
    isGroup?: boolean | null;
  }): LinearLabel {
    const teamId = input.teamId ?? null;
    if (teamId !== null) this.team(teamId);
    const rival = [...this.labels.values()].find(
      (label) =>
        label.name.toLowerCase() === input.name.toLowerCase() &&
        (label.teamId === null || teamId === null || label.teamId === teamId),
    );
    if (rival !== undefined) throw new InputError('Duplicate label name');
    const label = {
      id: this.#newId(input.id, this.labels, 'IssueLabel'),
      name: input.name,
      color: input.color ?? '#95a2b3',
      isGroup: input.isGroup ?? false,
      teamId,
    };
    this.labels.set(label.id, label);
    return label;
  }

  #change(issue: LinearIssue, input: IssueInput): void {
    const { addedLabelIds, removedLabelIds, labelIds, parentId, stateId, description, title, ...rest } =
      input;
    if (title != null) {
      if (title.length > longestTitle) throw new InputError('title is too long');
      issue.title = title.trim();
    }
    if (description !== undefined)
      issue.description = description === null ? null : asLinearKeepsIt(description);
    if (labelIds != null) issue.labelIds = this.#usable(labelIds);
    if (addedLabelIds != null) {
      issue.labelIds = [...new Set([...issue.labelIds, ...this.#usable(addedLabelIds)])];
    }
    if (removedLabelIds != null)
      issue.labelIds = issue.labelIds.filter((id) => !removedLabelIds.includes(id));
    if (parentId !== undefined) this.#move(issue, parentId);
    if (stateId != null) {
      const known = this.team(issue.teamId).states.some(({ id }) => id === stateId);
      if (!known) throw new InputError('Entity not found: WorkflowState');
      issue.stateId = stateId;
    }
    if (rest.priority != null) {
      if (rest.priority < 0 || rest.priority > 4) throw new InputError('priority must be between 0 and 4');
      issue.priority = rest.priority;
    }
    if (rest.estimate !== undefined) issue.estimate = rest.estimate;
    if (rest.cycleId !== undefined) {
      const known = this.team(issue.teamId).cycles.some(({ id }) => id === rest.cycleId);
      if (rest.cycleId !== null && !known) throw new InputError('Entity not found: Cycle');
      issue.cycleId = rest.cycleId;
    }
    if (rest.trashed != null) issue.trashed = rest.trashed;
    issue.updatedAt = this.#tick();
  }

  #move(issue: LinearIssue, parentId: string | null): void {
    for (let above = parentId; above !== null; above = this.issues.get(above)?.parentId ?? null) {
      if (!this.issues.has(above)) throw new InputError('Entity not found: Issue');
      if (above === issue.id) throw new InputError('An issue cannot be its own ancestor');
    }
    issue.parentId = parentId;
  }

  #usable(labelIds: readonly string[]): string[] {
    for (const id of labelIds) {
      const label = this.labels.get(id);
      if (label === undefined) throw new InputError('Entity not found: IssueLabel');
      if (label.isGroup) throw new InputError('A label group cannot be applied to an issue');
    }
    return [...new Set(labelIds)];
  }

  #newId(wanted: string | null | undefined, taken: ReadonlyMap<string, unknown>, entity: string): string {
    const id = wanted ?? randomUUID();
    if (!uuidV4.test(id)) throw new InputError('id must be a UUID v4');
    if (taken.has(id)) throw new InputError(`Conflict on insert of ${entity}.`);
    return id;
  }

  /** A time of its own for each change. */
  /** Whatever is changed from now on is dated before all that there is. */
  setClockBack(): void {
    this.#ticks = -1_000_000;
  }

  #tick(): string {
    this.#ticks += 1;
    return new Date(Date.UTC(2026, 0, 1) + this.#ticks * 1000).toISOString();
  }
}

/** Linear keeps a document and gives Markdown of its own making back. */
function asLinearKeepsIt(markdown: string): string {
  return markdown
    .replace(/^(\s*)-(?= (?!\[[ x]\]))/gm, '$1*')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
