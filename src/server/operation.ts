import { type ExecutionArgs, type GraphQLError, getOperationAST, OperationTypeNode } from 'graphql';
import type { Caller } from '../access/viewer.ts';
import type { GraphqlServer } from './graphql.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { type MaskError, requestError } from './wire-error.ts';

interface OperationParts {
  readonly graphql: GraphqlServer;
  readonly maskError: MaskError;
  readonly trusted: TrustedDocuments;
}

export const noOperation =
  'The document holds no operation, several, or none of the given name: name one of its operations in operationName.';

/** An operation as a client asks for it. */
export interface OperationParams {
  readonly query?: string | null | undefined;
  readonly extensions?: unknown;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that has been read and checked, or what was wrong with it. */
export type PreparedOperation =
  | {
      readonly kind: 'ready';
      readonly args: ExecutionArgs;
      readonly isSubscription: boolean;
      /** Executes, or subscribes, within the plugins of the server. */
      readonly run: (args: ExecutionArgs) => Promise<unknown>;
    }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

/** Parses and validates an operation with the checks and caches that yoga's own path has. */
export async function prepareOperation(
  { graphql, maskError, trusted }: OperationParts,
  caller: Caller,
  params: OperationParams,
): Promise<PreparedOperation> {
  try {
    const { parse, validate, schema, contextFactory, execute, subscribe } = graphql.getEnveloped(caller);
    const document = parse(trusted.resolve(params).query ?? '');
    const errors = validate(schema, document);
    if (errors.length > 0) return { kind: 'refused', errors };
    const operation = getOperationAST(document, params.operationName);
    if (!operation) {
      return { kind: 'refused', errors: [requestError('OPERATION_RESOLUTION_FAILURE', noOperation)] };
    }
    const isSubscription = operation.operation === OperationTypeNode.SUBSCRIPTION;
    const args: ExecutionArgs = {
      schema,
      document,
      operationName: params.operationName ?? null,
      variableValues: params.variables ?? null,
      contextValue: await contextFactory(),
    };
    return { kind: 'ready', args, isSubscription, run: isSubscription ? subscribe : execute };
  } catch (error) {
    return { kind: 'refused', errors: [maskError(error, caller.correlationId)] };
  }
}
