import type { ActionProposal, ActionState } from '../domain/action.ts';
import type { ActionId } from '../domain/ids.ts';
import { listOf, type Parameter, query } from './query.ts';
import type { Transaction } from './store.ts';

/** What actions are counted by, beside their state. */
export type CountedAction = Pick<ActionProposal, 'id' | 'organizationId' | 'tool'>;
export type DecidedAction = CountedAction & Pick<ActionProposal, 'state'>;

interface Change {
  readonly action: CountedAction;
  /** Null of one that is new. */
  readonly from: ActionState | null;
  to: ActionState;
  /** How often each person decides. */
  readonly decisions: Map<string, number>;
}

/** How many more actions of a kind there are. */
interface More {
  readonly organizationId: string;
  readonly state: string;
  readonly tool: string;
  actions: number;
}

/** How many more of them somebody has decided on. */
interface MoreDecided extends More {
  readonly decidedById: string;
}

/** What one decision does to the numbers of actions: noted while it is written, and written once at its end. */
export class ActionCounts {
  readonly #changes = new Map<ActionId, Change>();

  /** Notes that an action comes from one state into another; from null when it is new. */
  move(action: CountedAction, from: ActionState | null, to: ActionState): void {
    this.#changeOf(action, from, to).to = to;
  }

  /** Notes that somebody decides on an action, whatever state that brings it into. */
  decide(action: DecidedAction, decidedById: string): void {
    const { decisions } = this.#changeOf(action, action.state, action.state);
    decisions.set(decidedById, (decisions.get(decidedById) ?? 0) + 1);
  }

  #changeOf(action: CountedAction, from: ActionState | null, to: ActionState): Change {
    const known = this.#changes.get(action.id);
    if (known !== undefined) return known;
    const change: Change = { action, from, to, decisions: new Map() };
    this.#changes.set(action.id, change);
    return change;
  }

  async write(tx: Transaction): Promise<void> {
    if (this.#changes.size === 0) return;
    const counted = new Map<string, More>();
    const decided = new Map<string, MoreDecided>();
    const deciders = await this.#readDeciders(tx);
    for (const { action, from, to, decisions } of this.#changes.values()) {
      const { organizationId, tool } = action;
      const joined: More = { organizationId, tool, state: to, actions: 1 };
      const moved: More[] =
        from === null ? [joined] : [{ organizationId, tool, state: from, actions: -1 }, joined];
      for (const more of moved) addUp(counted, keyOf(more), more);
      for (const [decidedById, times] of deciders.get(action.id) ?? decisions) {
        const isFirst = times === decisions.get(decidedById);
        for (const more of isFirst ? [joined] : moved)
          addUp(decided, `${decidedById} ${keyOf(more)}`, { ...more, decidedById });
      }
    }
    await tx.runEach(addToCounts, [...counted.values()].filter(isChange));
    await tx.runEach(addToDeciders, [...decided.values()].filter(isChange));
  }

  /** How often each person has decided on the actions that are not new, this decision included. */
  async #readDeciders(tx: Transaction): Promise<Map<string, Map<string, number>>> {
    const ids = [...this.#changes.values()].flatMap(({ action, from }) => (from === null ? [] : [action.id]));
    const deciders = new Map<string, Map<string, number>>();
    if (ids.length === 0) return deciders;
    for (const { action_id, decided_by_id, times } of await tx.all(selectDeciders, {
      ids: JSON.stringify(ids),
    })) {
      const ofAction = deciders.get(action_id);
      if (ofAction === undefined) deciders.set(action_id, new Map([[decided_by_id, times]]));
      else ofAction.set(decided_by_id, times);
    }
    return deciders;
  }
}

function keyOf({ organizationId, state, tool }: More): string {
  return `${organizationId} ${state} ${tool}`;
}

function addUp<Row extends More>(sums: Map<string, Row>, key: string, row: Row): void {
  const sum = sums.get(key);
  if (sum === undefined) sums.set(key, { ...row });
  else sum.actions += row.actions;
}

function isChange({ actions }: More): boolean {
  return actions !== 0;
}

const selectDeciders = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('action_decisions')
    .select(({ fn }) => ['action_id', 'decided_by_id', fn.countAll<number>().as('times')])
    .where('action_id', 'in', listOf($('ids')))
    .groupBy(['action_id', 'decided_by_id']),
);

const addToCounts = query((db, $: Parameter<More>) =>
  db
    .insertInto('action_counts')
    .values({
      organization_id: $('organizationId'),
      state: $('state'),
      tool: $('tool'),
      actions: $('actions'),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'state', 'tool']).doUpdateSet(({ ref, eb }) => ({
        actions: eb(ref('action_counts.actions'), '+', ref('excluded.actions')),
      })),
    ),
);

const addToDeciders = query((db, $: Parameter<MoreDecided>) =>
  db
    .insertInto('action_deciders')
    .values({
      organization_id: $('organizationId'),
      decided_by_id: $('decidedById'),
      state: $('state'),
      tool: $('tool'),
      actions: $('actions'),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'decided_by_id', 'state', 'tool']).doUpdateSet(({ ref, eb }) => ({
        actions: eb(ref('action_deciders.actions'), '+', ref('excluded.actions')),
      })),
    ),
);
