import { actorKinds } from '../domain/actor.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

const actorKind = builder.enumType('ActorKind', {
  description: 'What kind of someone did something.',
  values: described(actorKinds, {
    USER: 'A person.',
    AGENT: 'A model that acts for a person.',
    TOOL: 'A tool that carries out an action.',
    SYSTEM: 'The server itself.',
  }),
});

builder.objectType('Actor', {
  extensions: { ofEventAlone: true },
  description: 'Who did something: always from the authenticated identity, never from input.',
  fields: (t) => ({
    kind: t.field({
      type: actorKind,
      description: 'What kind of someone this is.',
      resolve: (actor) => actor.kind,
    }),
    id: t.exposeID('id', { description: 'Stable identifier, `usr_…` for a person.' }),
    name: t.exposeString('name', { description: 'Name to show.' }),
  }),
});
