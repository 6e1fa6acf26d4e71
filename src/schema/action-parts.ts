import { decisions } from '../domain/action.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

export const decision = builder.enumType('Decision', {
  description: 'What a person decides on an action.',
  values: described(decisions, {
    APPROVE: 'It may be carried out.',
    DECLINE: 'It is not carried out.',
  }),
});

builder.objectType('ActionPreviewField', {
  description: 'One field of what an action would change, as a person is shown it.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Name of the field, such as `title`.' }),
    oldValue: t.expose('oldValue', {
      type: 'JSON',
      nullable: true,
      description: 'What is there now; null when nothing.',
    }),
    newValue: t.expose('newValue', {
      type: 'JSON',
      nullable: true,
      description: 'What will be there; null when it is emptied.',
    }),
    hiddenCharacters: t.exposeBoolean('hiddenCharacters', {
      description:
        'True when the new value holds characters that cannot be seen, such as direction marks or zero-width spaces.',
    }),
  }),
});

builder.objectType('ActionDecision', {
  description: 'What one person decided on an action.',
  fields: (t) => ({
    decision: t.expose('decision', { type: decision, description: 'What was decided.' }),
    decidedBy: t.expose('decidedBy', { type: 'Actor', description: 'Who decided.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When.' }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'Why, in their words; null when not given.',
    }),
    version: t.exposeInt('version', { description: 'The version of the arguments that was decided on.' }),
  }),
});

builder.objectType('ActionError', {
  description: 'Why an action or a step failed.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable, upper case with underscores.' }),
    message: t.exposeString('message', { description: 'What went wrong, as a sentence.' }),
  }),
});

export const attemptOutcomeDescription =
  'How it ended: `DONE`, `NOT_SENT` (nothing left this machine), `REFUSED` (come back later), `REJECTED` (never), `BLOCKED` (not let in), `AMBIGUOUS` (it may have happened), `NOT_FOUND` (looked for, and not found).';

builder.objectType('ActionResolution', {
  description: "A person's word on an action whose outcome was unknown.",
  fields: (t) => ({
    happened: t.exposeBoolean('happened', { description: 'Whether it happened.' }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: 'What the target calls what was made; null when not given.',
    }),
    note: t.exposeString('note', { description: 'How they know, in their words.' }),
    resolvedBy: t.expose('resolvedBy', { type: 'Actor', description: 'Who said so.' }),
    resolvedAt: t.expose('resolvedAt', { type: 'DateTime', description: 'When.' }),
  }),
});

builder.objectType('EffectAttempt', {
  description: 'One try to carry out an action.',
  fields: (t) => ({
    attempt: t.exposeInt('attempt', { description: '1, 2, 3 … over all runs of the action.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it started.' }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs, or when it was cut off.',
    }),
    outcome: t.exposeString('outcome', {
      nullable: true,
      description: `${attemptOutcomeDescription} Null while it runs, or when it was cut off.`,
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'What went wrong; null when nothing did.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the attempt after it begins; null when it is not followed by one of its own accord.',
    }),
  }),
});
