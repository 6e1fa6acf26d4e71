import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Caller } from '../../src/access/viewer.ts';
import { parseConfig } from '../../src/config.ts';
import type { ApprovalMode } from '../../src/domain/action.ts';
import type { Answer } from '../../src/domain/answer.ts';
import type { EffectOutcome } from '../../src/domain/effect.ts';
import type { EventBodies, EventType, LoggedEvent } from '../../src/domain/event.ts';
import type { ReachFaultPoint } from '../../src/domain/fault-point.ts';
import {
  formatId,
  type Id,
  type IdKind,
  type ItemId,
  type OrganizationId,
  type SessionId,
} from '../../src/domain/ids.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import type { NoModel } from '../../src/domain/model.ts';
import type { PlanItem, PlanItemKind } from '../../src/domain/plan.ts';
import type { PlanningResult } from '../../src/domain/planning-result.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { PlanningSession, SessionStatus } from '../../src/domain/session.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine, NewPlanningSession } from '../../src/engine/engine.ts';
import { LongRuns } from '../../src/engine/long-runs.ts';
import type { EngineParts } from '../../src/engine/parts.ts';
import { type PlanReader, wholePlan } from '../../src/engine/plan-reader.ts';
import { planChanges } from '../../src/planning/changes/plan-changes.ts';
import { createHub } from '../../src/pubsub/create-hub.ts';
import type { Followed, FollowRequest, Hub } from '../../src/pubsub/hub.ts';
import { pull } from '../../src/pubsub/pull.ts';
import { assembleModels } from '../../src/server/assemble-models.ts';
import { assembleOutside } from '../../src/server/assemble-outside.ts';
import { parseEvent } from '../../src/store/event-header.ts';
import { readSessionResults } from '../../src/store/read/session-results.ts';
import { readSession } from '../../src/store/read/sessions.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { ensureOrganization } from '../../src/store/write/organizations.ts';
import { tools } from '../../src/tools/registry.ts';
import { defineExternalTool, type ExternalTool, type Tool, type ToolPorts } from '../../src/tools/tool.ts';
import type { EventRow } from '../contracts/log-checker.ts';
import { putNewDatabase } from '../store/new-database.ts';

export function newId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  return formatId(kind, v7());
}

/** Waits until something holds; says what did not when it never does. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 50_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it never came to hold that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

/** A line of a plan: kind, title, the title of the item above it, text. */
export type PlanLine = readonly [PlanItemKind, string, (string | null)?, string?];

/** A document for the fake reader. */
export function planText(lines: readonly PlanLine[]): string {
  return JSON.stringify(lines);
}

/** An epic with so many stories under it. */
export function epicOf(stories: number): string {
  const below = Array.from({ length: stories }, (_, n): PlanLine => ['STORY', `Story ${n + 1}`, 'Epic']);
  return planText([['EPIC', 'Epic'], ...below]);
}

function itemIdOf(organizationId: OrganizationId, documentKey: string, title: string): ItemId {
  const hex = hash('sha256', `${organizationId} ${documentKey} ${title}`, 'hex');
  return formatId(
    'item',
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

/** Reads documents made by `planText`; a test can hold it in the middle, or let it fail. */
export interface FakeReader extends PlanReader {
  /** Awaited before each reading answers. */
  pause: () => Promise<void>;
  reads: number;
}

export function fakeReader(): FakeReader {
  const reader: FakeReader = {
    pause: async () => {},
    reads: 0,
    check: async () => ({ kind: 'readable' }),
    preview: async (document, tracker) => await wholePlan(await reader.plan(document, tracker)),
    plan: async ({ text, organizationId, documentKey }, tracker) => {
      reader.reads += 1;
      await reader.pause();
      if (!('text' in text)) throw new Error('this reader reads no pages');
      const lines = JSON.parse(text.text) as PlanLine[];
      const idOf = (title: string) => itemIdOf(organizationId, documentKey, title);
      const items = lines.map(
        ([kind, title, parent, description], line): PlanItem => ({
          id: idOf(title),
          kind,
          title,
          description: description ?? '',
          key: null,
          parentId: parent == null ? null : idOf(parent),
          labels: [],
          priority: null,
          storyPoints: null,
          acceptanceCriteria: [],
          featureType: null,
          enablerType: null,
          dependsOn: [],
          status: null,
          attributes: {},
          location: { headingPath: [], line: line + 1, elementPath: null },
          warnings: [],
        }),
      );
      const reading = { items, coverage: [], warnings: [] };
      return {
        kind: 'read',
        reading,
        changes: Promise.resolve(planChanges(reading, { organizationId, documentKey, ...tracker })),
      };
    },
    [Symbol.asyncDispose]: async () => {},
  };
  return reader;
}

/** The tools with one of them put in the hands of the test. */
export function toolsWith(
  name: string,
  execute: (args: JsonObject, ports: ToolPorts, real: () => Promise<EffectOutcome>) => Promise<EffectOutcome>,
): Tool[] {
  return tools.map((tool) =>
    tool.name === name
      ? { ...tool, execute: (args, ports) => execute(args, ports, () => tool.execute(args, ports)) }
      : tool,
  );
}

/** The tools with the making of issues outside, where `send` says what becomes of each. */
export function toolsOutside(send: ExternalTool['send']): Tool[] {
  const createIssue = tools.find(({ name }) => name === 'create_issue');
  if (createIssue === undefined) throw new Error('there is no create_issue');
  const { vet: _vet, makes: _makes, ...declared } = createIssue;
  const outside = defineExternalTool({
    ...declared,
    arguments: z.looseObject({}),
    repeatability: 'BLIND',
    connection: () => 'elsewhere',
    stream: () => null,
    preview: async () => [],
    prepare: (args) => args as never,
    send,
  });
  return tools.map((tool) => (tool === createIssue ? outside : tool));
}

/** Somebody who follows in the background. */
export interface Listener {
  readonly heard: Followed[];
  readonly events: LoggedEvent[];
  /** Resolves with the last thing heard when the stream has completed. */
  readonly completed: Promise<Followed | undefined>;
  stop(): Promise<void>;
}

export type SessionWithResult = PlanningSession & { readonly result: PlanningResult | null };

export interface RigOptions {
  readonly path?: string;
  readonly planReader?: PlanReader;
  readonly tools?: readonly Tool[];
  readonly limits?: Partial<EngineParts['limits']>;
  readonly models?: Partial<EngineParts['models']>;
  /** Of how the outside world is reached. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly now?: () => number;
  readonly wall?: () => number;
  readonly random?: () => number;
  readonly reachFaultPoint?: ReachFaultPoint;
}

/** A real store, hub and engine in a folder of their own. */
export class Rig {
  readonly store: Store;
  readonly hub: Hub & Disposable;
  readonly parts: EngineParts;
  readonly statements: string[];
  readonly organizationId: OrganizationId = newId('organization');
  readonly caller: Caller;
  /** Faults that no caller waited for. */
  readonly faults: unknown[] = [];
  engine: Engine;

  constructor(made: {
    store: Store;
    parts: EngineParts;
    statements: string[];
    faults: unknown[];
    engine: Engine;
  }) {
    this.store = made.store;
    this.parts = made.parts;
    this.statements = made.statements;
    this.faults = made.faults;
    this.engine = made.engine;
    this.hub = createHub(made.store, made.parts.now, { perActor: 10_000 });
    this.caller = this.callerOf('ada');
  }

  callerOf(name: string, organizationId = this.organizationId): Caller {
    return {
      viewer: {
        organizationId,
        organizationName: 'Acme',
        actor: { kind: 'USER', id: `usr_${name}`, name },
        role: 'ADMIN',
      },
      correlationId: v7(),
    };
  }

  async addOrganization(id: OrganizationId): Promise<void> {
    await this.store.transact((tx) => ensureOrganization(tx, { id, name: 'Acme', now: Date.now() }));
  }

  /** Stops the engine as a server does and starts another on the same store. */
  async restartEngine(
    given: Partial<Pick<EngineParts, 'now'> & Pick<EngineParts['models'], 'provider'>> = {},
  ): Promise<void> {
    await this.engine[Symbol.asyncDispose]();
    const { now = this.parts.now, provider = this.parts.models.provider } = given;
    const models = { ...this.parts.models, provider, runs: new LongRuns(100) };
    this.engine = await createEngine({ ...this.parts, now, models });
  }

  input(text: string, given: Partial<NewPlanningSession> = {}): NewPlanningSession {
    return {
      title: 'Release 1',
      document: { notation: 'MARKDOWN', text },
      documentKey: null,
      approval: 'AUTOMATIC',
      trackerId: null,
      idempotencyKey: null,
      ...given,
    };
  }

  async create(
    text: string,
    given: Partial<NewPlanningSession> = {},
    caller = this.caller,
  ): Promise<PlanningSession> {
    return done(await this.engine.createPlanningSession(caller, this.input(text, given)));
  }

  /** Creates and starts a session. */
  async start(text: string, approval: ApprovalMode = 'AUTOMATIC', caller = this.caller): Promise<SessionId> {
    const { id } = await this.create(text, { approval }, caller);
    done(await this.engine.startPlanningSession(caller, id));
    return id;
  }

  /** Runs a session until it stands in one of the states, and answers it. */
  async run(text: string, approval: ApprovalMode = 'AUTOMATIC'): Promise<SessionWithResult> {
    const id = await this.start(text, approval);
    return await this.reach(id, ['COMPLETED', 'FAILED', 'AWAITING_APPROVAL']);
  }

  async session(id: SessionId, organizationId = this.organizationId): Promise<SessionWithResult> {
    return await this.store.read(async (reader) => {
      const found = await readSession(reader, organizationId, id);
      if (found === null) throw new Error(`no session ${id}`);
      const [made] = await readSessionResults(reader, [id]);
      return { ...found, result: made?.result ?? null };
    });
  }

  /** Waits until the session stands in one of the states and nothing of it is on its way. */
  async reach(
    id: SessionId,
    states: readonly SessionStatus[],
    organizationId = this.organizationId,
  ): Promise<SessionWithResult> {
    await until(`${id} is ${states.join(' or ')}`, async () => {
      const { status } = await this.session(id, organizationId);
      return states.includes(status) && (await this.openEffects(id)) === 0;
    });
    return await this.session(id, organizationId);
  }

  async openEffects(id: SessionId): Promise<number> {
    const open = ['PENDING', 'EXECUTING', 'BLOCKED', 'UNKNOWN'];
    const rows = await this.store.read((reader) =>
      reader.list((db) =>
        db
          .selectFrom('effects')
          .select((each) => each.fn.countAll<number>().as('count'))
          .where('session_id', '=', id)
          .where('state', 'in', open),
      ),
    );
    return rows[0]?.count ?? 0;
  }

  /** The log as it lies in the database. */
  eventRows(): Promise<EventRow[]> {
    return this.store.read((reader) =>
      reader.list((db) =>
        db.selectFrom('logged_events').selectAll().orderBy('organization_id').orderBy('position'),
      ),
    );
  }

  async events(organizationId = this.organizationId): Promise<LoggedEvent[]> {
    const rows = await this.eventRows();
    return rows.filter((row) => row.organization_id === organizationId).map(parseEvent);
  }

  chain(id: SessionId) {
    return this.store.read(async (reader) => {
      const [row] = await reader.list((db) =>
        db.selectFrom('chains').selectAll().where('session_id', '=', id),
      );
      if (row === undefined) throw new Error(`the session ${id} has no chain`);
      return row;
    });
  }

  steps(id: SessionId) {
    return this.store.read((reader) =>
      reader.list((db) =>
        db
          .selectFrom('steps')
          .innerJoin('chains', 'chains.id', 'steps.chain_id')
          .innerJoin('actions', 'actions.id', 'steps.action_id')
          .selectAll('steps')
          .select(['actions.state as action_state', 'actions.runs', 'actions.arguments', 'actions.preview'])
          .where('chains.session_id', '=', id)
          .orderBy('place'),
      ),
    );
  }

  issues(organizationId = this.organizationId) {
    return this.store.read((reader) =>
      reader.list((db) =>
        db
          .selectFrom('issues as issue')
          .leftJoin('issues as parent', 'parent.id', 'issue.parent_id')
          .select(['issue.id', 'issue.title', 'issue.identifier', 'issue.item_id', 'issue.description'])
          .select('parent.title as parent')
          .where('issue.organization_id', '=', organizationId)
          .orderBy('issue.title'),
      ),
    );
  }

  async follow(subject: FollowRequest['subject'], after: number | null = null): Promise<Listener> {
    const stream = await this.hub.follow({ organizationId: this.organizationId, subject, after });
    if (isRefusal(stream)) throw new Error(stream.message);
    return listenTo(pull(stream));
  }
}

export function listenTo(stream: AsyncGenerator<Followed, void, void>): Listener {
  const heard: Followed[] = [];
  const events: LoggedEvent[] = [];
  const completed = (async () => {
    for await (const each of stream) {
      heard.push(each);
      if ('seq' in each) events.push(each);
    }
    return heard.at(-1);
  })();
  return {
    heard,
    events,
    completed,
    stop: async () => {
      await stream.return();
      await completed;
    },
  };
}

export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-engine-'));
  const statements: string[] = [];
  const faults: unknown[] = [];
  const path = options.path ?? join(directory, 'rig.db');
  if (options.path === undefined) await putNewDatabase(path);
  const store = await openStore({
    path,
    onStatement: (text) => statements.push(text),
    reachFaultPoint: options.reachFaultPoint,
  });
  const outside = assembleOutside(parseConfig(options.environment ?? {}).outside);
  const parts: EngineParts = {
    store,
    tools: new Map((options.tools ?? tools).map((tool) => [tool.name, tool])),
    planReader: options.planReader ?? fakeReader(),
    models: { ...assembleModels(parseConfig({}).models, store), ...options.models },
    outside,
    now: options.now ?? Date.now,
    wall: options.wall,
    newId,
    random: options.random ?? Math.random,
    reachFaultPoint: options.reachFaultPoint,
    reportFault: (cause) => faults.push(cause),
    limits: { documentMaxBytes: 5_000_000, effectConcurrency: 16, chainConcurrency: 16, ...options.limits },
  };
  const rig = new Rig({ store, parts, statements, faults, engine: await createEngine(parts) });
  onTestFinished(async () => {
    await rig.engine[Symbol.asyncDispose]();
    rig.hub[Symbol.dispose]();
    await outside[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
  });
  await rig.addOrganization(rig.organizationId);
  return rig;
}

/** The value of an answer that is no refusal. */
export function done<Value>(answer: Answer<Value> | NoModel): Value {
  if (answer.kind === 'no-model') throw new Error(answer.message);
  if (answer.kind === 'refused') throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
}

/** The body of an event of a known type. */
export function bodyOf<Type extends EventType>(event: LoggedEvent, type: Type): EventBodies[Type] {
  if (event.type !== type) throw new Error(`${event.type} is no ${type}`);
  return event.body as EventBodies[Type];
}
