import { joins, onFailures } from '../domain/chain.ts';
import { backoffs } from '../domain/retry.ts';
import type { RetryInput, StepInput, SubChainInput } from '../resolvers/chain-commands.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

export const onFailure = builder.enumType('OnFailure', {
  description: 'What a failed step does to its chain.',
  values: described(onFailures, {
    ABORT: 'Nothing new starts; the chain is FAILED when what runs has ended.',
    SKIP: 'The step counts as skipped, and what depends on it goes on.',
    DEAD_LETTER:
      'The step stays FAILED and what depends on it is skipped; the rest goes on, and the chain is FAILED at its end.',
  }),
});

export const join = builder.enumType('Join', {
  description: 'What a step that depends on several waits for.',
  values: described(joins, {
    ALL: 'For all of them: those that were skipped by a condition count as done.',
    ANY: 'For the first that succeeds. When none does, the step is skipped.',
  }),
});

const backoff = builder.enumType('Backoff', {
  description: 'How the delay before another try grows.',
  values: described(backoffs, {
    FIXED: 'It does not.',
    LINEAR: 'By the first delay each time.',
    EXPONENTIAL: 'It doubles each time.',
  }),
});

const retryInput = builder.inputRef<RetryInput>('RetryInput').implement({
  description:
    'When something is tried again. Only what may succeed on another try is: not what was rejected.',
  fields: (t) => ({
    attempts: t.int({ required: true, description: 'Tries in all, 1 to 100; 1 never tries again.' }),
    backoff: t.field({ type: backoff, defaultValue: 'EXPONENTIAL', description: 'How the delay grows.' }),
    initialDelaySeconds: t.float({ description: 'The first delay; left out: 1 second.' }),
    maxDelaySeconds: t.float({ description: 'The longest delay; left out: 5 minutes.' }),
    jitter: t.boolean({
      defaultValue: true,
      description: 'Whether each delay is spread evenly over 0 to its length.',
    }),
  }),
});

/** How a chain runs: the same fields wherever one is described. */
export const settingsFields = {
  onFailure: {
    type: onFailure,
    description: 'What a failed step does, where it does not say so itself; left out: ABORT.',
  },
  retry: { type: retryInput, description: 'When steps are tried again that do not say so themselves.' },
  timeoutSeconds: { type: 'Int', description: 'How long the chain may take in all; left out: for ever.' },
  delaySeconds: { type: 'Int', description: 'How long it waits before it starts.' },
  concurrency: {
    type: 'Int',
    description: 'How many steps may run at the same time, 1 to 100; waiting steps do not count.',
  },
} as const;

const stepActionInput = builder.inputType('StepActionInput', {
  description: 'An action to carry out.',
  fields: (t) => ({
    tool: t.string({ required: true, description: 'Name of the tool.' }),
    arguments: t.field({
      type: 'JSON',
      required: true,
      description:
        'Its arguments. In a string `${{ … }}` is CEL over `input` and `steps.<name>.result`: alone in the string it keeps the type of its value, among other text it becomes text.',
    }),
  }),
});

const timerInput = builder.inputType('TimerInput', {
  description: 'A time to wait for: one of the two.',
  fields: (t) => ({
    durationSeconds: t.float({ description: 'How long, from when its turn comes; up to 366 days.' }),
    until: t.field({ type: 'DateTime', description: 'Until when; over at once when it lies in the past.' }),
  }),
});

const signalWaitInput = builder.inputType('SignalWaitInput', {
  description: 'A signal to wait for. One that comes before is kept; each is taken by one step.',
  fields: (t) => ({
    name: t.string({ description: 'Name of the signal; left out: the name of the step.' }),
    timeoutSeconds: t.int({ description: 'How long it waits before it times out; left out: for ever.' }),
  }),
});

const subChainInput = builder.inputRef<SubChainInput>('SubChainInput');
export const stepInput = builder.inputRef<StepInput>('StepInput');

subChainInput.implement({
  description:
    'A chain to run as a step: a definition by its name, or steps. Its result is the result of the step.',
  fields: (t) => ({
    definition: t.string({ description: 'Name of a definition; its newest version is pinned.' }),
    steps: t.field({ type: [stepInput], description: 'Its steps, when it is no definition.' }),
    input: t.field({
      type: 'JSON',
      description: 'What its expressions see as `input`; may hold `${{ … }}` over the chain around it.',
    }),
    onFailure: t.field(settingsFields.onFailure),
    retry: t.field(settingsFields.retry),
    timeoutSeconds: t.field({
      ...settingsFields.timeoutSeconds,
      description: 'How long it may take; never longer than what the chain around it has left.',
    }),
    delaySeconds: t.field(settingsFields.delaySeconds),
    concurrency: t.field(settingsFields.concurrency),
  }),
});

stepInput.implement({
  description: 'A step: exactly one of `action`, `timer`, `signal` and `chain`.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Name, unique in the chain, 1 to 200 characters.' }),
    dependsOn: t.stringList({
      description:
        'Names of the steps that it waits for. Left out: the step before it; the first step and `[]`: none.',
    }),
    join: t.field({ type: join, defaultValue: 'ALL', description: 'Whether it waits for all of them.' }),
    action: t.field({ type: stepActionInput, description: 'It carries out an action.' }),
    timer: t.field({ type: timerInput, description: 'It waits for a time.' }),
    signal: t.field({ type: signalWaitInput, description: 'It waits for a signal, and gives its payload.' }),
    chain: t.field({ type: subChainInput, description: 'It runs a chain.' }),
    when: t.string({
      description:
        'CEL over `input` and `steps` that gives true or false: when false, the step is SKIPPED and what depends on it goes on.',
    }),
    retry: t.field({ type: retryInput, description: 'When its action or sub-chain is tried again.' }),
    timeoutSeconds: t.int({ description: 'How long it may take from its start, with all tries.' }),
    delaySeconds: t.int({ description: 'How long it waits when its turn has come.' }),
    onFailure: t.field({
      type: onFailure,
      description: 'What its failure does; left out: as the chain says.',
    }),
  }),
});
