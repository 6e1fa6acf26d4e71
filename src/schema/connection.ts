import { type Connection, defaultPageSize, type Edge, maxPageSize, orders } from '../resolvers/connection.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { described } from './vocabulary.ts';

export const order = builder.enumType('Order', {
  description: 'The order of a list by time of creation.',
  values: described(orders, {
    NEWEST_FIRST: 'The newest stands first.',
    OLDEST_FIRST: 'The oldest stands first.',
  }),
});

builder.objectType('PageInfo', {
  description: 'Where a page lies in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether the list goes on after this page.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'Whether the list has something before this page.',
    }),
    startCursor: t.exposeString('startCursor', {
      nullable: true,
      description: 'Cursor of the first row of the page, for `before`; null when the page is empty.',
    }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description: 'Cursor of the last row of the page, for `after`; null when the page is empty.',
    }),
  }),
});

const sizeArguments = builder.args((t) => ({
  first: t.int({
    description: `How many rows from the start; ${defaultPageSize} when neither \`first\` nor \`last\` is given, at most ${maxPageSize}.`,
  }),
  last: t.int({ description: `How many rows from the end, at most ${maxPageSize}. Not with \`first\`.` }),
}));

/** The arguments of every connection. */
export const pageArguments = {
  ...sizeArguments,
  ...builder.args((t) => ({
    after: t.string({ description: 'Only rows after this cursor: the `endCursor` of the page before.' }),
    before: t.string({ description: 'Only rows before this cursor: the `startCursor` of the page after.' }),
  })),
};

/** The same for a list of events, whose cursors are positions in the log. */
export const logPageArguments = {
  ...sizeArguments,
  ...builder.args((t) => ({
    after: t.field({
      type: 'Cursor',
      description: 'Only events after this position: a cursor or an `asOf`.',
    }),
    before: t.field({
      type: 'Cursor',
      description: 'Only events before this position: a cursor or an `asOf`.',
    }),
  })),
};

type Shapes = SchemaTypes['outputShapes'];

/** Adds `XEdge` and `XConnection` for a type whose rows are ordered by creation. */
export function connectionOf<Name extends keyof SchemaTypes['Objects'] & keyof Shapes & string>(
  typeName: Name,
  plural: string,
) {
  const edge = builder.objectRef<Edge<Shapes[Name]>>(`${typeName}Edge`).implement({
    description: `One row of a list of ${plural}.`,
    fields: (t) => ({
      node: t.field({
        type: typeName as never,
        description: 'The row itself.',
        resolve: (row) => row.node as never,
      }),
      cursor: t.exposeString('cursor', { description: 'Where the row stands in the list: opaque text.' }),
    }),
  });
  return builder.objectRef<Connection<Shapes[Name]>>(`${typeName}Connection`).implement({
    description: `A page of a list of ${plural}.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The rows of the page with their cursors.',
        resolve: async (connection) => (await connection.page()).edges,
      }),
      nodes: t.field({
        type: [typeName] as never,
        description: 'The rows of the page.',
        resolve: async (connection) => (await connection.page()).edges.map((row) => row.node) as never,
      }),
      pageInfo: t.field({
        type: 'PageInfo',
        description: 'Where the page lies in the list.',
        resolve: async (connection) => (await connection.page()).pageInfo,
      }),
      totalCount: t.int({
        description: 'How many rows the whole list has. Counted only when it is asked for.',
        resolve: (connection) => connection.totalCount(),
      }),
    }),
  });
}
