import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  getOperationAST,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { Context } from '../resolvers/context.ts';
import type { DocumentCheck } from './document-check.ts';
import { type RateLimits, rateLimited } from './rate-limits.ts';
import { requestError } from './wire-error.ts';

/** What stands before execution and bounds it. */
export interface ExecutionGuard {
  readonly check: DocumentCheck;
  /** Bounds how long an execution may run. */
  readonly bound: <Run extends Execute>(execute: Run) => Run;
  /** Why a mutation is too many, or null. Each of its fields is one. */
  readonly mutationFault: (args: ExecutionArgs) => Promise<GraphQLError | null>;
}

export function createExecutionGuard(
  check: DocumentCheck,
  rates: RateLimits,
  timeoutMs: number,
): ExecutionGuard {
  return {
    check,
    bound: (execute) => withinTime(execute, timeoutMs),
    async mutationFault({ document, operationName, contextValue }) {
      const operation = getOperationAST(document, operationName);
      if (operation?.operation !== OperationTypeNode.MUTATION) return null;
      const { viewer } = contextValue as Context;
      const fields = fieldsOf(document, operation.selectionSet).size;
      const { exceeded } = await rates.take(viewer, 'mutationsPerMinute', fields);
      return exceeded === null ? null : rateLimited(exceeded);
    },
  };
}

/** The names under which a selection answers, also of what stands in fragments. The document has been validated. */
function fieldsOf(document: DocumentNode, selectionSet: SelectionSetNode): Set<string> {
  const names = new Set<string>();
  const entered = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add((selection.alias ?? selection.name).value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!entered.has(selection.name.value)) {
        entered.add(selection.name.value);
        const fragment = document.definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) collect(fragment.selectionSet);
      }
    }
  };
  collect(selectionSet);
  return names;
}

type Execute = (args: never) => unknown;

/** Breaks off what runs too long: the caller is answered, and no further field is worked out. */
function withinTime<Run extends Execute>(execute: Run, timeoutMs: number): Run {
  return (async (args: ExecutionArgs) => {
    const late = Promise.withResolvers<ExecutionResult>();
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const message = `The operation ran for more than ${timeoutMs} ms and was broken off. What a mutation changed before holds.`;
      late.resolve({ errors: [requestError('EXECUTION_TIMEOUT', message)] });
      stop.abort();
    }, timeoutMs);
    try {
      const work = Promise.resolve(execute({ ...args, signal: stop.signal } as never));
      // Broken off, it may still fail, and nobody waits for that any more.
      work.catch(() => {});
      return await Promise.race([work, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }) as unknown as Run;
}
