import {
  cancelChain,
  retryChain,
  saveDefinition,
  signalChain,
  startChain,
} from '../resolvers/chain-commands.ts';
import { builder } from './builder.ts';
import { settingsFields, stepInput } from './chain-input.ts';

const startChainInput = builder.inputType('StartChainInput', {
  description: 'A chain to start: its steps, or the name of a definition.',
  fields: (t) => ({
    name: t.string({ description: 'Name to show; left out: that of the definition.' }),
    definition: t.string({ description: 'Name of a definition: its newest version is pinned.' }),
    steps: t.field({ type: [stepInput], description: 'Its steps, 1 to 10,000, when it is no definition.' }),
    input: t.field({ type: 'JSON', description: 'What expressions see as `input`.' }),
    onFailure: t.field(settingsFields.onFailure),
    retry: t.field(settingsFields.retry),
    timeoutSeconds: t.field(settingsFields.timeoutSeconds),
    delaySeconds: t.field(settingsFields.delaySeconds),
    concurrency: t.field(settingsFields.concurrency),
    idempotencyKey: t.string({
      description: 'Any text of yours: the same request again with the same key answers with the same chain.',
    }),
  }),
});

const saveChainDefinitionInput = builder.inputType('SaveChainDefinitionInput', {
  description:
    'A version of a definition. What it says on how to run goes for runs that do not say otherwise.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name, 1 to 200 characters.' }),
    description: t.string({ description: 'What it is for.' }),
    steps: t.field({ type: [stepInput], required: true, description: 'Its steps, 1 to 10,000.' }),
    onFailure: t.field(settingsFields.onFailure),
    retry: t.field(settingsFields.retry),
    timeoutSeconds: t.field(settingsFields.timeoutSeconds),
    delaySeconds: t.field(settingsFields.delaySeconds),
    concurrency: t.field(settingsFields.concurrency),
  }),
});

const chainId = { required: true, description: 'Id of the chain, `chn_…`.' } as const;

const cancelChainInput = builder.inputType('CancelChainInput', {
  description: 'Names a chain to stop.',
  fields: (t) => ({
    chainId: t.id(chainId),
    reason: t.string({ description: 'Why, in your words.' }),
  }),
});

const retryChainInput = builder.inputType('RetryChainInput', {
  description: 'Names a chain to run again.',
  fields: (t) => ({
    chainId: t.id(chainId),
    fromStep: t.string({
      description:
        'Name of the step to run again, with all behind it, whatever became of them. Left out: what did not succeed.',
    }),
  }),
});

const signalChainInput = builder.inputType('SignalChainInput', {
  description: 'A signal for a chain.',
  fields: (t) => ({
    chainId: t.id(chainId),
    name: t.string({ required: true, description: 'Name of the signal.' }),
    payload: t.field({ type: 'JSON', description: 'What the step that waits for it gives as its result.' }),
    idempotencyKey: t.string({
      description: 'Any text of yours: the same request again with the same key is the same signal.',
    }),
  }),
});

builder.objectType('ChainPayload', {
  description: 'The chain as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    chain: t.expose('chain', {
      type: 'Chain',
      nullable: true,
      description: 'The chain; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description:
        'The log position right after the change: hand it to a subscription as `after`. Null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

builder.objectType('ChainDefinitionPayload', {
  description: 'The definition as it was saved, or why nothing changed.',
  fields: (t) => ({
    chainDefinition: t.expose('chainDefinition', {
      type: 'ChainDefinition',
      nullable: true,
      description:
        'The version that was saved, or the newest one when it is the same; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description: 'The log position right after the change; null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

builder.mutationFields((t) => ({
  saveChainDefinition: t.field({
    type: 'ChainDefinitionPayload',
    description:
      'Saves steps under a name, as a new version. Runs keep the version that they were started with; a definition that it uses is pinned at its newest version.',
    args: {
      input: t.arg({ type: saveChainDefinitionInput, required: true, description: 'The definition.' }),
    },
    resolve: (_root, { input }, context) => saveDefinition(context, input),
  }),
  startChain: t.field({
    type: 'ChainPayload',
    description:
      'Starts a chain. Answers at once; the run is followed with `chainEvents`. What cannot work is refused with the place.',
    args: { input: t.arg({ type: startChainInput, required: true, description: 'The new chain.' }) },
    resolve: (_root, { input }, context) => startChain(context, input),
  }),
  cancelChain: t.field({
    type: 'ChainPayload',
    description:
      'Stops a chain and its sub-chains: nothing new starts, what runs is told to stop and its outcome is recorded. Cancelling twice is one cancel.',
    args: { input: t.arg({ type: cancelChainInput, required: true, description: 'Which chain, and why.' }) },
    resolve: (_root, { input }, context) => cancelChain(context, input.chainId, input.reason),
  }),
  retryChain: t.field({
    type: 'ChainPayload',
    description:
      'Runs a chain again that FAILED or TIMED_OUT: from what did not succeed, or from a named step. Results before that stay.',
    args: { input: t.arg({ type: retryChainInput, required: true, description: 'Which, and from where.' }) },
    resolve: (_root, { input }, context) => retryChain(context, input.chainId, input.fromStep),
  }),
  signalChain: t.field({
    type: 'ChainPayload',
    description:
      'Sends a signal: the first step that waits for it takes it, or it is kept for one that will.',
    args: { input: t.arg({ type: signalChainInput, required: true, description: 'The signal.' }) },
    resolve: (_root, { input }, context) => signalChain(context, input),
  }),
}));
