import { getChainDefinitions, showSettings, showSteps } from '../resolvers/chain-definition.ts';
import { builder } from './builder.ts';

builder.objectType('ChainDefinition', {
  description: 'One version of steps that were saved under a name.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    version: t.exposeInt('version', { description: 'The version, from 1.' }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'What it is for; null when nobody said.',
    }),
    stepCount: t.int({ description: 'How many steps it has.', resolve: ({ steps }) => steps.length }),
    steps: t.field({
      type: 'JSON',
      description: 'Its steps as `StepInput` takes them: to look at, or to change and save again.',
      resolve: showSteps,
    }),
    settings: t.field({
      type: 'JSON',
      description:
        'What it says on how to run: `onFailure`, `retry`, `timeoutSeconds`, `delaySeconds`, `concurrency`.',
      resolve: ({ settings }) => showSettings(settings),
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who saved this version.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was saved.' }),
  }),
});

builder.queryField('chainDefinitions', (t) =>
  t.field({
    type: ['ChainDefinition'],
    description: 'The newest version of each chain definition, by name.',
    resolve: (_root, _args, context) => getChainDefinitions(context),
  }),
);
