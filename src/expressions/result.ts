import { Optional } from '@marcbachmann/cel-js';
import { chainLimits } from '../domain/chain-definition.ts';
import type { Json } from '../domain/json.ts';
import type { Evaluation } from './expression.ts';

const deepest = 50;

/** Says why a value is no JSON; caught where reading began. */
class NotJson extends Error {}

/** A value of CEL as JSON: ints and doubles are numbers, moments are text. */
export function readJson(value: unknown): Evaluation {
  let length = 0;
  const spend = (characters: number) => {
    length += characters;
    if (length > chainLimits.jsonLength) {
      throw new NotJson(`It gives more than ${chainLimits.jsonLength} characters.`);
    }
  };
  const read = (inner: unknown, left: number): Json => {
    if (left === 0) throw new NotJson(`It gives something nested deeper than ${deepest}.`);
    spend(1);
    switch (typeof inner) {
      case 'string':
        spend(inner.length);
        return inner;
      case 'boolean':
        return inner;
      case 'bigint':
        if (!Number.isSafeInteger(Number(inner))) throw new NotJson(`The number ${inner} is too large.`);
        return Number(inner);
      case 'number':
        if (!Number.isFinite(inner)) throw new NotJson('It gives a number that is not finite.');
        return inner;
      default:
        return inner === null ? null : readObject(inner, left - 1);
    }
  };
  const readObject = (inner: unknown, left: number): Json => {
    if (inner instanceof Optional) return inner.hasValue() ? read(inner.value(), left) : null;
    if (inner instanceof Date) return inner.toISOString();
    if (Array.isArray(inner)) return inner.map((each) => read(each, left));
    if (inner instanceof Map) return readEntries([...inner.entries()], left);
    const isPlain =
      typeof inner === 'object' &&
      inner !== null &&
      [Object.prototype, null].includes(Object.getPrototypeOf(inner));
    if (!isPlain) throw new NotJson('It gives something that is no JSON, such as bytes or a type.');
    return readEntries(Object.entries(inner), left);
  };
  const readEntries = (entries: readonly (readonly [unknown, unknown])[], left: number): Json =>
    Object.fromEntries(
      entries.map(([key, inner]) => {
        spend(String(key).length);
        return [String(key), read(inner, left)];
      }),
    );
  try {
    return { kind: 'value', value: read(value, deepest) };
  } catch (cause) {
    if (cause instanceof NotJson) return { kind: 'failed', message: cause.message };
    throw cause;
  }
}
