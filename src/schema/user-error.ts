import type { RefusalCode, RefusalOf } from '../domain/refusal.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

/** For each code of a refusal the type that shows it, and what it means. */
const errorTypes = {
  NOT_FOUND: {
    name: 'NotFoundError',
    meaning: 'There is nothing with this id, or it belongs to another organization.',
  },
  VALIDATION: { name: 'ValidationError', meaning: 'A value in the input is not allowed; `path` says which.' },
  INVALID_TRANSITION: {
    name: 'InvalidTransitionError',
    meaning: 'From the state that it is in, this cannot follow.',
  },
  ALREADY_DECIDED: { name: 'AlreadyDecidedError', meaning: 'Someone decided otherwise before.' },
  STALE_ACTION: {
    name: 'StaleActionError',
    meaning: 'What was seen is not what would happen any more: look again, then decide.',
  },
  EXPIRED: { name: 'ExpiredError', meaning: 'The time for it is over.' },
  SELF_APPROVAL: {
    name: 'SelfApprovalError',
    meaning: 'The policy asks for someone else than who proposed it.',
  },
  FORBIDDEN: { name: 'ForbiddenError', meaning: 'Your role may not do this.' },
  IDEMPOTENCY_KEY_REUSED: {
    name: 'IdempotencyKeyReusedError',
    meaning: 'The key was used before with other input: use a new key for a new request.',
  },
  DOCUMENT: { name: 'DocumentError', meaning: 'The document cannot be read.' },
  CHAIN_DEFINITION: { name: 'ChainDefinitionError', meaning: 'The definition of the chain makes no sense.' },
  CONNECTOR: { name: 'ConnectorError', meaning: 'A system outside did not do its part.' },
  LIMIT_EXCEEDED: { name: 'LimitExceededError', meaning: 'It is more than the server takes.' },
} as const satisfies Record<RefusalCode, { name: string; meaning: string }>;

type Code = keyof typeof errorTypes;
const codes = Object.keys(errorTypes) as Code[];
const meanings = Object.fromEntries(codes.map((code) => [code, errorTypes[code].meaning])) as Record<
  Code,
  string
>;

const userErrorCode = builder.enumType('UserErrorCode', {
  description: 'Why a mutation changed nothing. Each code has a type of its own that says more.',
  values: described(codes, meanings),
});

builder.interfaceType('UserError', {
  description: 'Why a mutation changed nothing: something that the caller can act on.',
  resolveType: (error) => errorTypes[error.code].name,
  fields: (t) => ({
    code: t.expose('code', { type: userErrorCode, description: 'Stable code.' }),
    message: t.exposeString('message', {
      description: 'What was wrong, where, and what to do, as sentences.',
    }),
    path: t.field({
      type: ['String'],
      nullable: { list: true, items: false },
      description:
        'Where the refused value stands, such as `["input", "document", "markdown"]`; null when no single value is to blame.',
      resolve: (error) => error.path,
    }),
  }),
});

function errorRef<C extends Code>(code: C) {
  return builder.objectRef<RefusalOf<C>>(errorTypes[code].name);
}

/** Errors whose code says it all. */
for (const code of ['NOT_FOUND', 'VALIDATION', 'SELF_APPROVAL', 'IDEMPOTENCY_KEY_REUSED'] as const) {
  errorRef(code).implement({ description: meanings[code], interfaces: ['UserError'] });
}

errorRef('INVALID_TRANSITION').implement({
  description: meanings.INVALID_TRANSITION,
  interfaces: ['UserError'],
  fields: (t) => ({
    from: t.exposeString('from', { description: 'The state that it is in.' }),
    to: t.exposeString('to', { description: 'The state that was asked for.' }),
    allowed: t.exposeStringList('allowed', {
      description: 'The states that can follow; empty when it is final.',
    }),
  }),
});

errorRef('FORBIDDEN').implement({
  description: meanings.FORBIDDEN,
  interfaces: ['UserError'],
  fields: (t) => ({
    roles: t.exposeStringList('roles', { description: 'The roles that may.' }),
  }),
});

errorRef('ALREADY_DECIDED').implement({
  description: meanings.ALREADY_DECIDED,
  interfaces: ['UserError'],
  fields: (t) => ({
    decision: t.exposeString('decision', { description: 'What was decided.' }),
    decidedBy: t.expose('decidedBy', { type: 'Actor', description: 'Who decided.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When.' }),
  }),
});

type StaleField = RefusalOf<'STALE_ACTION'>['changes'][number];

const staleField = builder.objectRef<StaleField>('StaleField').implement({
  description: 'One field of a preview that is not what was seen any more.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Name of the field.' }),
    shown: t.expose('shown', {
      type: 'JSON',
      nullable: true,
      description: 'What was shown; null when nothing.',
    }),
    now: t.expose('now', { type: 'JSON', nullable: true, description: 'What it is now; null when nothing.' }),
  }),
});

errorRef('STALE_ACTION').implement({
  description: meanings.STALE_ACTION,
  interfaces: ['UserError'],
  fields: (t) => ({
    changes: t.expose('changes', { type: [staleField], description: 'What differs, field by field.' }),
    digest: t.exposeString('digest', { description: 'The digest to decide on once it was seen.' }),
  }),
});

errorRef('EXPIRED').implement({
  description: meanings.EXPIRED,
  interfaces: ['UserError'],
  fields: (t) => ({
    expiredAt: t.expose('expiredAt', { type: 'DateTime', description: 'When it expired.' }),
  }),
});

errorRef('DOCUMENT').implement({
  description: meanings.DOCUMENT,
  interfaces: ['UserError'],
  fields: (t) => ({
    location: t.expose('location', {
      type: 'SourceLocation',
      nullable: true,
      description: 'Where in the document; null when it is about the whole.',
    }),
  }),
});

errorRef('CHAIN_DEFINITION').implement({
  description: meanings.CHAIN_DEFINITION,
  interfaces: ['UserError'],
  fields: (t) => ({
    step: t.exposeString('step', {
      nullable: true,
      description: 'Name of the step; null when it is about the whole.',
    }),
  }),
});

errorRef('CONNECTOR').implement({
  description: meanings.CONNECTOR,
  interfaces: ['UserError'],
  fields: (t) => ({
    retryable: t.exposeBoolean('retryable', { description: 'Whether trying again can help.' }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When to try again; null when any time is as good.',
    }),
  }),
});

errorRef('LIMIT_EXCEEDED').implement({
  description: meanings.LIMIT_EXCEEDED,
  interfaces: ['UserError'],
  fields: (t) => ({
    limit: t.exposeInt('limit', { description: 'The most that is allowed.' }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When there is room again; null when waiting does not help.',
    }),
  }),
});
