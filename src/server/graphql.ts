import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import {
  createYoga,
  type GraphQLParams,
  isAsyncIterable,
  type Plugin,
  type YogaServerInstance,
} from 'graphql-yoga';
import type { Caller } from '../access/viewer.ts';
import { type Context, createContext, type Services } from '../resolvers/context.ts';
import { DocumentCache } from './document-cache.ts';
import type { ExecutionGuard } from './execution-guard.ts';
import { subscribeLive } from './live-results.ts';
import { noOperation } from './operation.ts';
import { SharedResults } from './shared-results.ts';
import { coercionError, type ErrorCode, type MaskError } from './wire-error.ts';

/** What the server serves: the schema, and what its resolvers call. */
export interface ServerParts {
  readonly schema: GraphQLSchema;
  readonly services: Services;
}

/** What an HTTP request brings besides the caller. */
export interface HttpExchange extends Caller {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** The body, or the query string, as read and checked before. */
  readonly received: GraphQLParams;
  /** Told of the stream that answers a subscription. */
  readonly onStream: (stream: AsyncIterable<unknown>) => void;
}

export type GraphqlServer = YogaServerInstance<Caller, Context>;

/** One execution for both transports: its checks, caches and masking live in the plugin, which both run. */
export function createGraphql(
  parts: ServerParts,
  maskError: MaskError,
  guard: ExecutionGuard,
): GraphqlServer {
  const { services } = parts;
  return createYoga<Caller, Context>({
    schema: parts.schema,
    context: (caller) => createContext(caller, services),
    graphqlEndpoint: '/graphql',
    plugins: [executionPlugin(maskError, guard), httpPlugin(maskError)],
    parserAndValidationCache: {
      documentCache: new DocumentCache<DocumentNode>(),
      errorCache: new DocumentCache<Error>(),
    },
    // Bodies are read, measured and parsed before yoga sees them; pages, health and origins are handled there too.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    // Its masking knows no correlation id.
    maskedErrors: false,
  });
}

type Results = { result: unknown; setResult: (result: never) => void };

/** Runs for each operation, over HTTP and WebSocket alike. */
function executionPlugin(maskError: MaskError, guard: ExecutionGuard): Plugin<Caller> {
  const { check } = guard;
  const shared = new SharedResults();
  const finish = (result: ExecutionResult, correlationId: string): ExecutionResult => {
    if (result.errors === undefined) return result;
    // Before execution there is neither data nor a path: these are errors of the variables.
    const errors = result.errors.map((error) =>
      'data' in result || error.path !== undefined
        ? maskError(error, correlationId)
        : coercionError(error, check.hidesSchema),
    );
    return { ...result, errors };
  };
  const finishAny = ({ result, setResult }: Results, correlationId: string): void => {
    if (!isAsyncIterable(result)) setResult(finish(result as ExecutionResult, correlationId) as never);
  };
  return {
    onParse({ setParseFn }) {
      setParseFn(check.parse);
    },
    onValidate({ addValidationRule, setValidationFn }) {
      for (const rule of check.rules) addValidationRule(rule);
      setValidationFn(check.validate);
    },
    async onExecute({ args, executeFn, setExecuteFn, setResultAndStopExecution }) {
      const fault = check.operationFault(args) ?? (await guard.mutationFault(args));
      if (fault !== null) {
        setResultAndStopExecution({ errors: [fault] });
        return undefined;
      }
      setExecuteFn(guard.bound(executeFn));
      const { correlationId } = args.contextValue;
      return { onExecuteDone: (done) => finishAny(done, correlationId) };
    },
    onSubscribe({ args, setSubscribeFn, setResultAndStopExecution }) {
      const fault = check.operationFault(args);
      if (fault !== null) {
        setResultAndStopExecution({ errors: [fault] });
        return;
      }
      const { correlationId } = args.contextValue;
      const finishing = {
        result: (result: ExecutionResult) => finish(result, correlationId),
        fault: (cause: unknown) => maskError(cause, correlationId),
      };
      setSubscribeFn((subscribeArgs) => subscribeLive(subscribeArgs, shared, finishing));
    },
  };
}

/** Runs for HTTP only: takes what was read before, and catches errors from outside of the execution. */
function httpPlugin(maskError: MaskError): Plugin<Caller, HttpExchange> {
  return {
    onRequestParse({ serverContext, setRequestParser }) {
      setRequestParser(() => serverContext.received);
    },
    onResultProcess({ result, setResult, serverContext }) {
      if (isAsyncIterable(result)) {
        serverContext.onStream(result);
        return;
      }
      if (Array.isArray(result) || result.errors === undefined || 'data' in result) return;
      const errors = result.errors.map((error) => {
        const masked = maskError(error, serverContext.correlationId);
        return masked === error ? inOurWords(masked) : asServerFault(masked);
      });
      setResult({ ...result, errors });
    },
  };
}

/** What yoga refuses by itself, with what to do. */
function inOurWords(error: GraphQLError): GraphQLError {
  const { code, http } = error.extensions as { code?: unknown; http?: { readonly status?: number } };
  if (code === 'OPERATION_RESOLUTION_FAILURE') {
    return new GraphQLError(noOperation, { extensions: error.extensions });
  }
  if (http?.status !== 405) return error;
  const extensions = { ...error.extensions, code: 'METHOD_NOT_ALLOWED' satisfies ErrorCode };
  return new GraphQLError('Mutations are sent by POST.', { extensions });
}

function asServerFault(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status: 500 } } });
}
