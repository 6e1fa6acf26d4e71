import { z } from 'zod';
import { labelColor } from '../../domain/issue.ts';
import type { ConnectionAccess } from '../../domain/outside.ts';
import { keptOfKey, keptState } from '../kept-state.ts';
import { RequestQueue } from '../request-queue.ts';
import { callLinear, type Failure, type LinearAnswer, type LinearOperation } from './call.ts';

/** The team that a connection's issues belong to, with what they name of it. */
export interface LinearTeam {
  readonly id: string;
  readonly key: string;
  readonly states: readonly { readonly id: string; readonly name: string; readonly type: string }[];
  /** Labels that its issues can have, by their names in lower case. */
  readonly labels: Map<string, { readonly id: string; readonly name: string }>;
}

/** Names are read anew after this time. */
const keptMs = 10 * 60_000;
const lanes = 6;

/** What one connection knows of its workspace: names that hardly ever change. */
export class LinearWorkspace {
  readonly #now: () => number;
  /** The team as it was read last. */
  #known: LinearTeam | null = null;
  #team: { readonly read: Promise<LinearAnswer<LinearTeam>>; readonly until: number } | null = null;
  /** Names of labels that are not the team's, or not in use any more. */
  readonly #strangeLabels = new Map<string, string>();
  readonly #labelsBeingMade = new Map<string, Promise<LinearAnswer<string>>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  call<Data>(
    access: ConnectionAccess,
    operation: LinearOperation<Data>,
    variables: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<LinearAnswer<Data>> {
    return callLinear({ access, queue: queueOf(access) }, operation, variables, signal);
  }

  /** The connection's team: the one that its settings name, or the only one there is. */
  async team(access: ConnectionAccess, signal: AbortSignal): Promise<LinearAnswer<LinearTeam>> {
    const now = this.#now();
    if (this.#team === null || this.#team.until <= now) {
      this.#team = { read: this.#readTeam(access, signal), until: now + keptMs };
    }
    const { read } = this.#team;
    const answer = await read;
    if (answer.kind !== 'DATA' && this.#team?.read === read) this.#team = null;
    return answer;
  }

  /** Forgets names: something that was named is not there. */
  forget(): void {
    this.#known = null;
    this.#team = null;
  }

  /** The team read anew, once for all who have found out that they know an old one. */
  async #newer(
    than: LinearTeam,
    access: ConnectionAccess,
    signal: AbortSignal,
  ): Promise<LinearAnswer<LinearTeam>> {
    if (this.#known === than) this.forget();
    return await this.team(access, signal);
  }

  /** Id of a workflow state of the team, by its name, or the one to open or to close an issue with. */
  async stateId(
    access: ConnectionAccess,
    wanted: string,
    signal: AbortSignal,
  ): Promise<LinearAnswer<string>> {
    const known = await this.team(access, signal);
    if (known.kind !== 'DATA') return known;
    const knownState = stateNamed(known.data, wanted);
    if (knownState !== undefined) return { kind: 'DATA', data: knownState.id };
    // It may have got its name since.
    const team = await this.#newer(known.data, access, signal);
    if (team.kind !== 'DATA') return team;
    const state = stateNamed(team.data, wanted);
    if (state !== undefined) return { kind: 'DATA', data: state.id };
    const names = team.data.states.map((each) => each.name).join(', ');
    return reject('STATE_NOT_FOUND', `The team has no state ${wanted}. Its states are ${names}.`);
  }

  /** Id of a cycle of the team, by its number. */
  async cycleId(
    access: ConnectionAccess,
    number: number,
    signal: AbortSignal,
  ): Promise<LinearAnswer<string>> {
    const team = await this.team(access, signal);
    if (team.kind !== 'DATA') return team;
    const read = await this.call(access, readCycle, { teamId: team.data.id, number }, signal);
    if (read.kind !== 'DATA') return read;
    const [cycle] = read.data.team.cycles.nodes;
    return cycle === undefined
      ? reject('CYCLE_NOT_FOUND', `The team has no cycle ${number}.`)
      : { kind: 'DATA', data: cycle.id };
  }

  /** Ids of labels by name; those that are missing are made, in the colours of the plan. */
  async labelIds(
    access: ConnectionAccess,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<LinearAnswer<string[]>> {
    const team = await this.team(access, signal);
    if (team.kind !== 'DATA') return team;
    const ids: string[] = [];
    for (const name of names) {
      const known = team.data.labels.get(name.toLowerCase());
      const made = known === undefined ? await this.#makeLabelOnce(access, team.data, name, signal) : null;
      if (made !== null && made.kind !== 'DATA') return made;
      ids.push(known?.id ?? made?.data ?? '');
    }
    return { kind: 'DATA', data: ids };
  }

  /** Names of labels by id. */
  async labelNames(
    access: ConnectionAccess,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<LinearAnswer<ReadonlyMap<string, string>>> {
    const team = await this.team(access, signal);
    if (team.kind !== 'DATA') return team;
    const names = new Map(this.#strangeLabels);
    for (const { id, name } of team.data.labels.values()) names.set(id, name);
    const missing = [...new Set(ids)].filter((id) => !names.has(id));
    for (let start = 0; start < missing.length; start += pageLength) {
      const page = { ids: missing.slice(start, start + pageLength) };
      const read = await this.call(access, readLabels, page, signal);
      if (read.kind !== 'DATA') return read;
      if (this.#strangeLabels.size > mostStrangeLabels) this.#strangeLabels.clear();
      for (const { id, name } of read.data.issueLabels.nodes) {
        names.set(id, name);
        this.#strangeLabels.set(id, name);
      }
    }
    return { kind: 'DATA', data: names };
  }

  /** Those who need one label at the same time make it once. */
  async #makeLabelOnce(
    access: ConnectionAccess,
    team: LinearTeam,
    name: string,
    signal: AbortSignal,
  ): Promise<LinearAnswer<string>> {
    const key = name.toLowerCase();
    const underWay = this.#labelsBeingMade.get(key);
    if (underWay !== undefined) return await underWay;
    const making = this.#makeLabel(access, team, name, signal).finally(() =>
      this.#labelsBeingMade.delete(key),
    );
    this.#labelsBeingMade.set(key, making);
    return await making;
  }

  async #makeLabel(
    access: ConnectionAccess,
    team: LinearTeam,
    name: string,
    signal: AbortSignal,
  ): Promise<LinearAnswer<string>> {
    const input = { name, color: labelColor(name), teamId: team.id };
    const made = await this.call(access, createLabel, { input }, signal);
    if (made.kind === 'DATA') {
      const { issueLabel } = made.data.issueLabelCreate;
      team.labels.set(name.toLowerCase(), issueLabel);
      return { kind: 'DATA', data: issueLabel.id };
    }
    // Somebody may have made it meanwhile, or this attempt has: what there is is read anew, now or by the next one.
    this.forget();
    if (made.kind !== 'REJECTED') return made;
    const present = await this.team(access, signal);
    const rival = present.kind === 'DATA' ? present.data.labels.get(name.toLowerCase()) : undefined;
    return rival === undefined ? made : { kind: 'DATA', data: rival.id };
  }

  async #readTeam(access: ConnectionAccess, signal: AbortSignal): Promise<LinearAnswer<LinearTeam>> {
    const { team: key } = access.settings;
    const filter = typeof key === 'string' ? { key: { eq: key } } : {};
    const read = await this.call(access, readTeams, { filter }, signal);
    if (read.kind !== 'DATA') return read;
    const { nodes } = read.data.teams;
    const [team] = nodes;
    if (team === undefined)
      return rejectTeam(`Linear has no team ${String(key ?? '')} that the key may see.`);
    if (nodes.length > 1) return rejectTeam('The key sees several teams.');
    const labels = await this.#readTeamLabels(access, team.id, signal);
    if (labels.kind !== 'DATA') return labels;
    this.#known = { id: team.id, key: team.key, states: team.states.nodes, labels: labels.data };
    return { kind: 'DATA', data: this.#known };
  }

  async #readTeamLabels(
    access: ConnectionAccess,
    teamId: string,
    signal: AbortSignal,
  ): Promise<LinearAnswer<LinearTeam['labels']>> {
    const labels: LinearTeam['labels'] = new Map();
    let after: string | null = null;
    for (let page = 0; page < mostLabelPages; page += 1) {
      const read: LinearAnswer<LabelPage> = await this.call(
        access,
        readTeamLabels,
        { teamId, after },
        signal,
      );
      if (read.kind !== 'DATA') return read;
      const { nodes, pageInfo }: LabelPage['issueLabels'] = read.data.issueLabels;
      for (const { id, name, isGroup } of nodes) if (!isGroup) labels.set(name.toLowerCase(), { id, name });
      if (!pageInfo.hasNextPage) return { kind: 'DATA', data: labels };
      after = pageInfo.endCursor ?? null;
    }
    const most = mostLabelPages * labelsPerPage;
    return reject('TOO_MANY_LABELS', `The team has more than ${most} labels: delete some in Linear.`);
  }
}

/** The state of a name, or the fittest one to open or to close an issue with. */
function stateNamed({ states }: LinearTeam, wanted: string): LinearTeam['states'][number] | undefined {
  const types = wanted === 'CLOSED' ? closingTypes : wanted === 'OPEN' ? openingTypes : [];
  const [state] = [
    ...states.filter((each) => each.name.toLowerCase() === wanted.toLowerCase()),
    ...types.flatMap((type) => states.filter((each) => each.type === type)),
  ];
  return state;
}

function rejectTeam(problem: string): Failure {
  return reject(
    'TEAM_NOT_FOUND',
    `${problem} Name the team in the settings of the connection: { "team": "ENG" }.`,
  );
}

function reject(code: string, message: string): Failure {
  return { kind: 'REJECTED', code, message, answer: null };
}

/** Types of workflow states, the fittest first: what a plan closes has been given up. */
const closingTypes = ['canceled', 'completed'];
const openingTypes = ['unstarted', 'backlog', 'triage', 'started'];
const pageLength = 100;
const mostStrangeLabels = 10_000;
const labelsPerPage = 250;
const mostLabelPages = 40;

const readTeams = {
  document: `query ReadTeams($filter: TeamFilter) {
    teams(filter: $filter, first: 2) { nodes { id key states(first: 100) { nodes { id name type } } } }
  }`,
  answer: z.object({
    teams: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          key: z.string(),
          states: z.object({
            nodes: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
          }),
        }),
      ),
    }),
  }),
} satisfies LinearOperation<unknown>;

const readCycle = {
  document: `query ReadCycle($teamId: String!, $number: Float!) {
    team(id: $teamId) { cycles(filter: { number: { eq: $number } }, first: 1) { nodes { id } } }
  }`,
  answer: z.object({
    team: z.object({ cycles: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }),
  }),
} satisfies LinearOperation<unknown>;

const label = z.object({ id: z.string(), name: z.string(), isGroup: z.boolean() });
const labelPage = z.object({
  issueLabels: z.object({
    nodes: z.array(label),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

type LabelPage = z.infer<typeof labelPage>;

const readTeamLabels = {
  document: `query ReadTeamLabels($teamId: ID!, $after: String) {
    issueLabels(filter: { or: [{ team: { null: true } }, { team: { id: { eq: $teamId } } }] }, first: ${labelsPerPage}, after: $after) {
      nodes { id name isGroup } pageInfo { hasNextPage endCursor }
    }
  }`,
  answer: labelPage,
} satisfies LinearOperation<unknown>;

const readLabels = {
  document: `query ReadLabels($ids: [ID!]!) {
    issueLabels(filter: { id: { in: $ids } }, first: 100, includeArchived: true) {
      nodes { id name isGroup } pageInfo { hasNextPage endCursor }
    }
  }`,
  answer: labelPage,
} satisfies LinearOperation<unknown>;

const createLabel = {
  document: `mutation CreateLabel($input: IssueLabelCreateInput!) {
    issueLabelCreate(input: $input) { success issueLabel { id name isGroup } }
  }`,
  answer: z.object({ issueLabelCreate: z.object({ success: z.literal(true), issueLabel: label }) }),
} satisfies LinearOperation<unknown>;

const queueOf = keptOfKey(() => new RequestQueue({ lanes }));

/** What is known of a connection's workspace: one for all who use the connection as it is now. */
export const workspaceOf = keptState(() => new LinearWorkspace(Date.now));
