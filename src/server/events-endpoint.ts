import { type DocumentNode, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { type StreamForm, sharedFraming, streamId } from './event-stream.ts';

/** What `GET /events` asks for, as an operation of the schema. */
export interface EventsRequest {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

const single = ['sessionId', 'actionId', 'chainId', 'groupId', 'conversationId', 'jobId'] as const;
const about = ['after', 'subChains', 'ticket'] as const;
const plural = ['chainIds', 'actionIds', 'tools', 'types', 'outcomes', 'streams'] as const;
const entities = {
  sessionId: 'planningSessionEvents(sessionId: $id, after: $after)',
  actionId: 'actionEvents(actionId: $id, after: $after)',
  chainId: 'chainEvents(chainId: $id, after: $after, subChains: $subChains)',
} as const;

/**
 * Reads the query string: one id of a session, an action or a chain follows that to its end; anything else is a
 * filter. Lists are given by repeating a parameter or with commas. Answers a sentence where something is wrong.
 */
export function readEventsRequest(url: string, documents: EventDocuments): EventsRequest | string {
  const { searchParams } = new URL(url, 'http://localhost');
  const known = new Set<string>([...single, ...plural, ...about]);
  for (const name of searchParams.keys()) {
    if (!known.has(name)) return `There is no parameter "${name}": choose from ${[...known].join(', ')}.`;
  }
  for (const name of about) {
    if (searchParams.getAll(name).length > 1) return `"${name}" is given twice: give it once.`;
  }
  const filter: Record<string, unknown> = {};
  for (const name of single) {
    const values = searchParams.getAll(name);
    if (values.length > 1)
      return `"${name}" is given twice: for several values there are lists, such as chainIds.`;
    if (values[0] !== undefined) filter[name] = values[0];
  }
  for (const name of plural) {
    if (searchParams.has(name)) filter[name] = searchParams.getAll(name).flatMap((value) => value.split(','));
  }
  const after = searchParams.get('after');
  const subChains = searchParams.get('subChains') ?? 'false';
  if (subChains !== 'true' && subChains !== 'false') return '"subChains" is true or false.';
  const [entity, ...others] = Object.keys(filter);
  if (others.length === 0 && entity !== undefined && entity in entities) {
    const name = entity as keyof typeof entities;
    const variables = {
      id: filter[name],
      after,
      ...(name === 'chainId' && { subChains: subChains === 'true' }),
    };
    return { document: documents[name], variables };
  }
  if (subChains === 'true') return '"subChains" goes with a chainId alone.';
  return { document: documents.filter, variables: { filter, after } };
}

export type EventDocuments = Readonly<Record<keyof typeof entities | 'filter', DocumentNode>>;

/** Operations that select everything an event says by itself. */
export function eventDocuments(schema: GraphQLSchema): EventDocuments {
  const selection = selectEverything(schema);
  const of = (variables: string, field: string): DocumentNode =>
    parse(`subscription (${variables}, $after: Cursor) { event: ${field} { ${selection} } }`, {
      noLocation: true,
    });
  return {
    sessionId: of('$id: ID!', entities.sessionId),
    actionId: of('$id: ID!', entities.actionId),
    chainId: of('$id: ID!, $subChains: Boolean', entities.chainId),
    filter: of('$filter: EventFilter', 'events(filter: $filter, after: $after)'),
  };
}

/** Never validated: fields of one name may have different types in different events, and do not meet in one. */
function selectEverything(schema: GraphQLSchema): string {
  const event = schema.getType('Event');
  if (event === undefined || !('getInterfaces' in event)) return '__typename';
  const fieldsOf = (type: unknown): string[] => {
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      if (field.extensions['ofEventAlone'] !== true && type.extensions['ofEventAlone'] !== true) return [];
      const below = fieldsOf(schema.getType(String(field.type).replace(/[[\]!]/g, '')));
      return below.length === 0 ? [field.name] : [`${field.name} { ${below.join(' ')} }`];
    });
  };
  const types = schema.getPossibleTypes(event as never);
  return ['type', 'id', ...types.map((type) => `... on ${type.name} { ${fieldsOf(type).join(' ')} }`)].join(
    ' ',
  );
}

const start = '{"data":{"event":';
const end = '}}';

/** One event a message; a fault is an event of its own name. */
export const bareEvents: StreamForm = {
  frame: sharedFraming(({ bytes, place }) => {
    if (place === null || !bytes.startsWith(start) || !bytes.endsWith(end)) {
      return `event: error\ndata: ${bytes}\n\n`;
    }
    return `id: ${streamId(place)}\ndata: ${bytes.slice(start.length, -end.length)}\n\n`;
  }),
  complete: '',
};
