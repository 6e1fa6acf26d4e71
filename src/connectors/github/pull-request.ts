import { z } from 'zod';
import { type ActionPreviewField, previewField } from '../../domain/action.ts';
import type { ConnectionId } from '../../domain/ids.ts';

/** What we read of a pull request. */
export const pullRequestShape = z.object({
  number: z.number(),
  html_url: z.string(),
  body: z.string().nullish(),
  merged: z.boolean().optional(),
  merge_commit_sha: z.string().nullish(),
  head: z.object({ sha: z.string() }),
});

export const pullRequestNumber = z
  .int()
  .min(1)
  .meta({ description: 'Number of a pull request of the repository.' });

/** Which pull request a preview is about. */
export function previewPullRequest(connection: ConnectionId, number: number): ActionPreviewField[] {
  return [
    previewField('connectionId', connection, connection),
    previewField('pullRequest', `#${number}`, `#${number}`),
  ];
}
