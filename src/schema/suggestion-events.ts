import { modelFailureReasons } from '../domain/model.ts';
import { suggestionProgress } from '../domain/suggestion.ts';
import { followJob, getRunOfJob, type ShownSuggestionEvent } from '../resolvers/suggestion.ts';
import { builder } from './builder.ts';
import { orStreamError } from './outcome.ts';
import { suggestionJobStatus } from './suggestion.ts';

type Heard<Kind extends ShownSuggestionEvent['kind']> = Extract<ShownSuggestionEvent, { job: unknown }> & {
  readonly kind: Kind;
};
type HeardDelta = Extract<ShownSuggestionEvent, { text: string }>;

function typeOfHeard(event: ShownSuggestionEvent): string {
  switch (event.kind) {
    case 'CONNECTED':
      return 'SuggestionConnected';
    case 'DELTA':
      return 'SuggestionDelta';
    case 'ENDED':
      return event.job.status === 'COMPLETED' ? 'SuggestionFinished' : 'SuggestionFailed';
  }
}

builder.interfaceType('SuggestionEvent', {
  description: 'What a follower of a suggestion job is told.',
  resolveType: typeOfHeard,
  fields: (t) => ({
    jobId: t.exposeID('jobId', { description: 'The job, `job_…`.' }),
    cursor: t.field({
      type: 'Cursor',
      description: 'Hand the last one over as `after` to go on from the exact character.',
      resolve: ({ cursor }) => cursor,
    }),
  }),
});

builder.objectRef<Heard<'CONNECTED'>>('SuggestionConnected').implement({
  description: 'First of all: the stream is open.',
  interfaces: ['SuggestionEvent'],
  fields: (t) => ({
    status: t.field({
      type: suggestionJobStatus,
      description: 'Where the job stands.',
      resolve: ({ job }) => job.status,
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When the stream was opened.' }),
  }),
});

builder.objectRef<HeardDelta>('SuggestionDelta').implement({
  description: 'The text has grown. At most one every 100 ms; what comes meanwhile goes with the next.',
  interfaces: ['SuggestionEvent'],
  fields: (t) => ({
    offset: t.exposeInt('from', {
      description: 'Where this piece begins, in UTF-16 code units from the beginning of the text.',
    }),
    text: t.exposeString('text', { description: 'The piece.' }),
    totalLength: t.int({
      description: 'How long the text is with this piece.',
      resolve: ({ cursor }) => cursor.offset,
    }),
    progress: t.int({
      description: 'Percent, estimated by the length: at most 95.',
      resolve: ({ cursor }) => suggestionProgress(cursor.offset, 'IN_PROGRESS'),
    }),
  }),
});

builder.objectRef<Heard<'ENDED'>>('SuggestionFinished').implement({
  description: 'Last of all: the suggestions are there.',
  interfaces: ['SuggestionEvent'],
  fields: (t) => ({
    suggestions: t.field({
      type: ['Suggestion'],
      description: 'The suggestions.',
      resolve: ({ job }) => job.suggestions ?? [],
    }),
    usage: t.field({
      type: 'ModelUsage',
      nullable: true,
      description: 'What the run used.',
      resolve: ({ job }, _args, context) => getRunOfJob(context, job),
    }),
  }),
});

const endReason = builder.enumType('SuggestionEndReason', {
  description: 'Why a job ended without suggestions: as `ModelFailureReason`, or CANCELLED, or EXPIRED.',
  values: Object.fromEntries(
    [...modelFailureReasons, 'CANCELLED' as const, 'EXPIRED' as const].map((reason) => [
      reason,
      {
        description:
          reason === 'CANCELLED'
            ? 'Stopped by someone.'
            : reason === 'EXPIRED'
              ? 'Nobody took it up in time.'
              : `As in ModelFailureReason: ${reason}.`,
      },
    ]),
  ),
});

builder.objectRef<Heard<'ENDED'>>('SuggestionFailed').implement({
  description: 'Last of all: the job has ended without suggestions. What was said is kept.',
  interfaces: ['SuggestionEvent'],
  fields: (t) => ({
    reason: t.field({
      type: endReason,
      description: 'Why, as a code.',
      resolve: ({ job }) => job.failure?.reason ?? job.status,
    }),
    message: t.string({
      description: 'Why, as a sentence.',
      resolve: ({ job }) =>
        job.failure?.message ??
        (job.status === 'EXPIRED' ? 'Nobody took the job up in time.' : 'The job was cancelled.'),
    }),
    text: t.string({ description: 'All that the model has said.', resolve: ({ job }) => job.text }),
  }),
});

builder.subscriptionField('suggestionEvents', (t) =>
  t.field({
    type: 'SuggestionEvent',
    description:
      'Phase 2 of suggestions: the text so far from `after`, deltas at most every 100 ms, then the result. For the owner of the job and administrators; at most 5 at a time for one person. Nobody listening does not stop the job.',
    args: {
      jobId: t.arg.id({ required: true, description: 'Id of the job, `job_…`.' }),
      after: t.arg({
        type: 'Cursor',
        description: 'The cursor of the last event that was seen; left out: the text from its beginning.',
      }),
    },
    subscribe: async (_root, args, context) =>
      orStreamError(await followJob(context, args.jobId, args.after)),
    resolve: (event) => event,
  }),
);
