import { z } from 'zod';
import type { IssueBounds } from '../../domain/issue.ts';
import { issueTexts } from '../../tools/issue-arguments.ts';
import type { ToolCall } from '../../tools/tool.ts';
import type { GitHubAnswer } from './call.ts';
import { GitHubRepository } from './repository.ts';

export const gitHubMilestone = z
  .int()
  .min(1)
  .meta({ description: 'Number of a milestone of the repository.' });

/** GitHub takes bodies of 65,536 characters: what we write beside the text is among them. */
export const gitHubBounds: IssueBounds = { title: 256, description: 65_000, label: 50 };

/** Texts as long as GitHub takes them. */
export const { title: gitHubTitle, description: gitHubBody, labels: gitHubLabels } = issueTexts(gitHubBounds);
export const commentBody = z
  .string()
  .trim()
  .min(1)
  .max(gitHubBounds.description)
  .meta({ description: 'Markdown.' });

/** What waits for its turn in the queue of its key is on its way. */
export const timeoutMs = 60_000;

/** The repository of the connection that a call names. */
export async function openRepository({ connect, signal }: ToolCall): Promise<GitHubAnswer<GitHubRepository>> {
  const access = await connect();
  if (access.kind === 'GITHUB') return { kind: 'DATA', data: new GitHubRepository(access, signal) };
  const message = 'Its connection is none of the kind GITHUB: others are spoken to by their own tools.';
  return { kind: 'REJECTED', code: 'WRONG_CONNECTION', message, answer: null };
}
