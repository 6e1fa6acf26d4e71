import { GraphQLError, Kind } from 'graphql';
import { StorageUnavailableError } from '../store/store.ts';
import type { Logger, ReportError } from './logger.ts';

/** What top-level errors carry as `extensions.code`. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'DOCUMENT_TOO_COMPLEX'
  | 'METHOD_NOT_ALLOWED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'PAYLOAD_TOO_LARGE'
  | 'NOT_FOUND'
  | 'RATE_LIMITED'
  | 'TOO_MANY_SUBSCRIPTIONS'
  | 'DOCUMENT_NOT_TRUSTED'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'NOT_ACCEPTABLE'
  | 'EXECUTION_TIMEOUT'
  | 'STORAGE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

const coercionMessageMaxLength = 500;

/** An error that tells the caller what was wrong with the request; over HTTP the answer has status 400. */
export function requestError(
  code: ErrorCode,
  message: string,
  about: ConstructorParameters<typeof GraphQLError>[1] = {},
): GraphQLError {
  // `spec`: a client that accepts application/json gets 200, as GraphQL over HTTP asks.
  return new GraphQLError(message, { ...about, extensions: { code, http: { status: 400, spec: true } } });
}

/** An error of the coercion of variables, which repeats the value, however long, and says no status. */
export function coercionError(error: GraphQLError, hidesSchema: boolean): GraphQLError {
  if (typeof error.extensions['code'] === 'string' && !fromScalar(error)) return error;
  const told = hidesSchema ? error.message.replace(/ Did you mean [^?]*\?/g, '') : error.message;
  const long = told.length > coercionMessageMaxLength;
  const message = long
    ? `${told.slice(0, coercionMessageMaxLength / 2)} … ${told.slice(-coercionMessageMaxLength / 2)}`
    : told;
  return requestError('BAD_USER_INPUT', message, error.nodes === undefined ? {} : { nodes: error.nodes });
}

/** Whether a scalar of ours refused the value: it gives the code, and the executor a status for every client. */
function fromScalar({ extensions }: GraphQLError): boolean {
  const { code, http } = extensions as { code?: unknown; http?: { readonly spec?: boolean } };
  return code === 'BAD_USER_INPUT' && http?.spec !== true;
}

/** Lets pass what is meant for the caller; anything else goes to the log and leaves a correlation id in its place. */
export type MaskError = (error: unknown, correlationId: string) => GraphQLError;

export function createMaskError(options: {
  logger: Logger;
  reportError: ReportError | undefined;
}): MaskError {
  return (error, correlationId) => {
    const fault = faultOf(error);
    const place =
      error instanceof GraphQLError ? { nodes: error.nodes ?? null, path: error.path ?? null } : {};
    if (fault === null) return error as GraphQLError;
    if (isOfVariable(fault)) {
      const code = 'BAD_USER_INPUT' satisfies ErrorCode;
      return new GraphQLError(fault.message, { ...place, extensions: { code } });
    }
    if (fault instanceof StorageUnavailableError) {
      options.logger.error({ err: fault, correlationId }, 'storage unavailable');
      return new GraphQLError(
        'The server cannot write right now and nothing was changed: try again in a moment.',
        { ...place, extensions: { code: 'STORAGE_UNAVAILABLE' satisfies ErrorCode, correlationId } },
      );
    }
    options.logger.error({ err: fault, correlationId, path: place.path?.join('.') }, 'unexpected error');
    options.reportError?.(fault, { correlationId });
    return new GraphQLError(
      `Something went wrong on our side. It is logged under the correlation id ${correlationId}.`,
      { ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' satisfies ErrorCode, correlationId } },
    );
  };
}

/** As the error goes over a WebSocket: without what only HTTP's status needs. */
export function withoutHttp(error: GraphQLError): GraphQLError {
  if (error.extensions['http'] === undefined) return error;
  const { http: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}

/** What was thrown, when nobody meant it for the caller; null for an error with a code. */
function faultOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  return cause instanceof GraphQLError && typeof cause.extensions['code'] === 'string' ? null : cause;
}

/** Whether graphql-js refused a variable where it stands, such as null for an argument that is never null. */
function isOfVariable(fault: unknown): fault is GraphQLError {
  return fault instanceof GraphQLError && fault.nodes?.some(({ kind }) => kind === Kind.VARIABLE) === true;
}
