import { GraphQLError, type GraphQLField, type GraphQLSchema } from 'graphql';
import { denialOf, isRootField } from '../access/authority.ts';
import type { Context } from '../resolvers/context.ts';

/** Puts the table of who may do what before every field that operations begin with. Throws for a field without a row. */
export function guard(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {}))
      guardField(`${type?.name}.${field.name}`, field);
  }
  return schema;
}

function guardField(name: string, field: GraphQLField<unknown, Context>): void {
  if (!isRootField(name))
    throw new Error(`${name} has no row in src/access/authority.ts: say who may use it`);
  const work = field.subscribe === undefined ? 'resolve' : 'subscribe';
  const run = field[work];
  if (run === undefined) throw new Error(`${name} has nothing to guard`);
  field[work] = (source, args, context, info) => {
    const denial = denialOf(context.viewer, name);
    if (denial === null) return run(source, args, context, info);
    const { message, roles, scope } = denial;
    throw new GraphQLError(message, {
      extensions: {
        code: 'FORBIDDEN',
        role: context.viewer.role,
        roles,
        ...(scope === null ? {} : { scope }),
      },
    });
  };
}
