import { builder } from './builder.ts';

builder.objectType('PlanningResultEntry', {
  description: 'One item and the issue that stands for it now.',
  fields: (t) => ({
    itemId: t.exposeID('itemId', { description: 'The plan item.' }),
    issueId: t.exposeID('issueId', { description: 'The issue in the tracker.' }),
    issueUrl: t.expose('issueUrl', {
      type: 'URL',
      nullable: true,
      description: 'Where the issue can be opened; null in the built-in tracker.',
    }),
  }),
});

builder.objectType('PlanningResult', {
  description:
    'What a run made of the plan: from plan item to issue, by kind, and counts of changes. What it asked about conflicts and orphans counts as soon as it is answered, also after the session has ended.',
  fields: (t) => ({
    epics: t.field({
      type: ['PlanningResultEntry'],
      description: 'Epics with an issue.',
      resolve: (result) => result.entries.EPIC,
    }),
    features: t.field({
      type: ['PlanningResultEntry'],
      description: 'Features with an issue.',
      resolve: (result) => result.entries.FEATURE,
    }),
    stories: t.field({
      type: ['PlanningResultEntry'],
      description: 'Stories with an issue.',
      resolve: (result) => result.entries.STORY,
    }),
    enablers: t.field({
      type: ['PlanningResultEntry'],
      description: 'Enablers with an issue.',
      resolve: (result) => result.entries.ENABLER,
    }),
    createdCount: t.exposeInt('createdCount', { description: 'Issues made, or made anew.' }),
    updatedCount: t.exposeInt('updatedCount', {
      description: 'Issues updated, renamed, moved, or closed as orphans.',
    }),
    failedCount: t.exposeInt('failedCount', {
      description: 'Changes that failed; each has an error, that of a question stands at its action.',
    }),
    skippedCount: t.exposeInt('skippedCount', {
      description:
        'Changes that were declined, superseded, cancelled, nobody decided on in time, or skipped because what they depend on failed.',
    }),
  }),
});
