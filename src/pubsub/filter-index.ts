import type { LoggedEvent } from '../domain/event.ts';
import { type FilterColumn, type FilterCondition, matches } from '../domain/event-filter.ts';
import type { OrganizationId } from '../domain/ids.ts';

/** Somebody who wants the events of an organization that meet all conditions. */
export interface Subscriber {
  readonly organizationId: OrganizationId;
  readonly conditions: readonly FilterCondition[];
}

/** An organization's subscribers: those with a condition under each value of their first one, the others under `all`. */
class OrganizationIndex<Entry extends Subscriber> {
  readonly all = new Set<Entry>();
  readonly byColumn = new Map<FilterColumn, Map<string, Set<Entry>>>();

  get isEmpty(): boolean {
    return this.all.size === 0 && this.byColumn.size === 0;
  }
}

/**
 * Finds the subscribers of an event without asking every one: each stands under the values of its most selective
 * condition, and only those are asked for the rest of theirs. The same set as asking all.
 */
export class FilterIndex<Entry extends Subscriber> {
  readonly #organizations = new Map<OrganizationId, OrganizationIndex<Entry>>();

  add(entry: Entry): void {
    let index = this.#organizations.get(entry.organizationId);
    if (index === undefined) {
      index = new OrganizationIndex();
      this.#organizations.set(entry.organizationId, index);
    }
    const [first] = entry.conditions;
    if (first === undefined) {
      index.all.add(entry);
      return;
    }
    let values = index.byColumn.get(first.column);
    if (values === undefined) {
      values = new Map();
      index.byColumn.set(first.column, values);
    }
    for (const value of first.anyOf) {
      const entries = values.get(value);
      if (entries === undefined) values.set(value, new Set([entry]));
      else entries.add(entry);
    }
  }

  /** Puts one that is held under one more value of its first condition, which its conditions hold already. */
  widen(entry: Entry, value: string): void {
    const [first] = entry.conditions;
    const values = first && this.#organizations.get(entry.organizationId)?.byColumn.get(first.column);
    values?.set(value, (values.get(value) ?? new Set()).add(entry));
  }

  delete(entry: Entry): void {
    const index = this.#organizations.get(entry.organizationId);
    if (index === undefined) return;
    const [first] = entry.conditions;
    index.all.delete(entry);
    const values = first === undefined ? undefined : index.byColumn.get(first.column);
    if (first !== undefined && values !== undefined) {
      for (const value of first.anyOf) {
        const entries = values.get(value);
        entries?.delete(entry);
        if (entries?.size === 0) values.delete(value);
      }
      if (values.size === 0) index.byColumn.delete(first.column);
    }
    if (index.isEmpty) this.#organizations.delete(entry.organizationId);
  }

  /** Calls for every subscriber that the event is for, once. It may be deleted meanwhile. */
  forEachOf(event: LoggedEvent, call: (entry: Entry) => void): void {
    const index = this.#organizations.get(event.organizationId);
    if (index === undefined) return;
    for (const entry of index.all) call(entry);
    for (const [column, values] of index.byColumn) {
      const value = event[column];
      const entries = value === null ? undefined : values.get(value);
      if (entries === undefined) continue;
      for (const entry of entries) {
        if (entry.conditions.length === 1 || matches(entry.conditions, event)) call(entry);
      }
    }
  }

  /** How many organizations have a subscriber; 0 when nothing is held. */
  get size(): number {
    return this.#organizations.size;
  }
}
