import type { ActionProposal, ApprovalMode, Decision } from '../../src/domain/action.ts';
import type { ActionId, IssueId, SessionId } from '../../src/domain/ids.ts';
import type { PlanChangeKind } from '../../src/domain/plan.ts';
import { type PlanReader, wholePlan } from '../../src/engine/plan-reader.ts';
import { planChanges } from '../../src/planning/changes/plan-changes.ts';
import { readPlan } from '../../src/planning/read-plan.ts';
import { readActions } from '../../src/store/read/actions.ts';
import { readIssueLabels, readIssues } from '../../src/store/read/issues.ts';
import { type PlannedChange, readPlanChanges } from '../../src/store/read/plan-changes.ts';
import { setIssueLabels, updateIssue } from '../../src/store/write/issues.ts';
import type { PresentIssue } from '../../src/tools/tool.ts';
import { done, type Rig, type SessionWithResult, until } from './rig.ts';

/** Reads documents as the server does, without a thread beside. */
export function readerHere(): PlanReader {
  const reader: PlanReader = {
    check: async () => ({ kind: 'readable' }),
    preview: async (document, tracker) => await wholePlan(await reader.plan(document, tracker)),
    plan: async ({ text, ...options }, tracker) => {
      const outcome = readPlan(text, options);
      if (outcome.kind === 'refused') return outcome;
      const { reading } = outcome;
      const changes = planChanges(reading, { ...options, ...tracker });
      return { kind: 'read', reading, changes: Promise.resolve(changes) };
    },
    [Symbol.asyncDispose]: async () => {},
  };
  return reader;
}

/** A document that is read again and again, and the issues that come of it. */
export class EditedDocument {
  readonly rig: Rig;
  readonly key: string;

  constructor(rig: Rig, key: string) {
    this.rig = rig;
    this.key = key;
  }

  /** Reads a text of the document until its session has ended, or waits for people. */
  async read(text: string, approval: ApprovalMode = 'AUTOMATIC'): Promise<SessionWithResult> {
    const { rig } = this;
    const { id } = await rig.create(text, { approval, documentKey: this.key });
    done(await rig.engine.startPlanningSession(rig.caller, id));
    return await rig.reach(id, ['COMPLETED', 'FAILED', 'AWAITING_APPROVAL']);
  }

  changes(id: SessionId): Promise<PlannedChange[]> {
    return this.rig.store.read((reader) => readPlanChanges(reader, [id]));
  }

  /** The changes of a session as kind, issue and fields; those of which nothing is made are left out. */
  async told(id: SessionId): Promise<string[]> {
    const titles = new Map((await this.issues()).map((issue) => [issue.id, issue.title]));
    return (await this.changes(id))
      .filter(({ kind }) => kind !== 'UNCHANGED')
      .map(({ kind, issueId, fields }) =>
        [kind, titles.get(issueId) ?? '?', ...fields.map(({ field }) => field)].join(' '),
      );
  }

  async kinds(id: SessionId): Promise<Set<PlanChangeKind>> {
    return new Set((await this.changes(id)).map(({ kind }) => kind));
  }

  /** Issues of the organization with labels; of other documents too. */
  async issues(): Promise<(PresentIssue & { readonly id: IssueId })[]> {
    const { rig } = this;
    return await rig.store.read(async (reader) => {
      const rows = await reader.list((db) =>
        db
          .selectFrom('issues')
          .select('id')
          .where('organization_id', '=', rig.organizationId)
          .orderBy('number'),
      );
      const ids = rows.map((row) => row.id as IssueId);
      const labels = Map.groupBy(
        await readIssueLabels(reader, rig.organizationId, ids),
        (label) => label.issueId,
      );
      const issues = await readIssues(reader, rig.organizationId, ids);
      return issues
        .toSorted((a, b) => a.number - b.number)
        .map((issue) => ({ ...issue, labels: (labels.get(issue.id) ?? []).map((label) => label.name) }));
    });
  }

  async issueTitled(title: string): Promise<PresentIssue & { readonly id: IssueId }> {
    const found = (await this.issues()).find((issue) => issue.title === title);
    if (found === undefined) throw new Error(`there is no issue “${title}”`);
    return found;
  }

  /** A person's edit in the tracker. */
  async edit(id: IssueId, fields: Partial<PresentIssue>): Promise<void> {
    const { rig } = this;
    await rig.store.transact(async (tx) => {
      const [issue] = await readIssues(tx, rig.organizationId, [id]);
      if (issue === undefined) throw new Error(`there is no issue ${id}`);
      const { labels, ...columns } = fields;
      await updateIssue(tx, { ...issue, ...columns, updatedAt: rig.parts.now() });
      if (labels !== undefined) {
        await setIssueLabels(
          tx,
          issue,
          labels.map((name) => ({ name, color: '#000000' })),
        );
      }
    });
  }

  async remove(id: IssueId): Promise<void> {
    await this.rig.store.transact(async (tx) => {
      await tx.list((db) => db.deleteFrom('issues').where('id', '=', id).returningAll());
    });
  }

  /** What a session asks about conflicts and orphans and nobody has decided on. */
  async questions(id: SessionId): Promise<ActionProposal[]> {
    return (await this.actions(id)).filter(
      (action) => action.chainId === null && action.state === 'PROPOSED',
    );
  }

  async actions(id: SessionId): Promise<ActionProposal[]> {
    const ids = (await this.changes(id)).flatMap((change) => change.actionId ?? []);
    const actions = await this.rig.store.read((reader) => readActions(reader, this.rig.organizationId, ids));
    const byId = new Map(actions.map((action) => [action.id, action]));
    return ids.flatMap((actionId) => byId.get(actionId) ?? []);
  }

  /** Decides, and waits until an approved action has been carried out. */
  async decide(
    action: Pick<ActionProposal, 'id' | 'digest'>,
    decision: Decision,
    note: string | null = null,
  ): Promise<ActionProposal> {
    const { rig } = this;
    const { id: actionId, digest } = action;
    const key = { idempotencyKey: null };
    done(await rig.engine.decideAction(rig.caller, { actionId, decision, digest, note, ...key }));
    if (decision === 'APPROVE') {
      await until(`${actionId} has ended`, async () => {
        const { state } = await this.action(actionId);
        return state === 'SUCCEEDED' || state === 'FAILED';
      });
    }
    return await this.action(actionId);
  }

  async action(id: ActionId): Promise<ActionProposal> {
    const [action] = await this.rig.store.read((reader) =>
      readActions(reader, this.rig.organizationId, [id]),
    );
    if (action === undefined) throw new Error(`there is no action ${id}`);
    return action;
  }
}
