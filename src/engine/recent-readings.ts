import { digestOf, type Json } from '../domain/json.ts';
import { lengthOf, type ReadOutcome } from '../domain/plan.ts';
import type { PlanDocument } from './plan-reader.ts';

/** Characters of all documents whose readings are kept. */
const charactersKept = 1_000_000;

/**
 * A document is read twice, when its session is made and when it starts: the second time its reading is still here,
 * unless others came in between that were more than is kept.
 */
export class RecentReadings {
  readonly #readings = new Map<string, { readonly outcome: ReadOutcome; readonly characters: number }>();
  #characters = 0;

  /** The reading of a document: one that was made before, or what `read` makes of it. */
  of(document: PlanDocument, read: () => ReadOutcome): ReadOutcome {
    const key = digestOf(document as unknown as Json);
    const known = this.#readings.get(key);
    if (known !== undefined) return known.outcome;
    const outcome = read();
    const characters = lengthOf(document.text);
    if (characters > charactersKept) return outcome;
    this.#readings.set(key, { outcome, characters });
    this.#characters += characters;
    for (const [oldest, reading] of this.#readings) {
      if (this.#characters <= charactersKept) break;
      this.#readings.delete(oldest);
      this.#characters -= reading.characters;
    }
    return outcome;
  }
}
