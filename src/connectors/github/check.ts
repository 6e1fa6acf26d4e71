import { z } from 'zod';
import type { CheckFinding } from '../../domain/connection.ts';
import type { ConnectionAccess } from '../../domain/outside.ts';
import { findingOf } from '../check-finding.ts';
import { isAbsent, isGitHubs } from './call.ts';
import { GitHubRepository } from './repository.ts';

export const repositoryShape = z.object({
  full_name: z.string(),
  archived: z.boolean().default(false),
  has_issues: z.boolean(),
  permissions: z.object({ push: z.boolean(), triage: z.boolean().default(false) }).optional(),
});

/** Asks for the repository, and says what is missing to write issues in it. */
export async function checkGitHub(access: ConnectionAccess, signal: AbortSignal): Promise<CheckFinding> {
  const repository = new GitHubRepository(access, signal);
  repository.forgetLabels();
  const read = await repository.ask('GET /repos/{owner}/{repo}', {}, repositoryShape);
  if (read.kind === 'DATA') {
    const problem = problemOf(read.data) ?? scopeProblem(read.headers?.['x-oauth-scopes']);
    const { full_name: name } = read.data;
    return problem === null
      ? { verdict: 'OK', message: `GitHub lets the token into ${name}; issues go there.` }
      : { verdict: 'NO_PERMISSION', message: problem };
  }
  if (!isAbsent(read) || !isGitHubs(read.answer)) return findingOf(read);
  if (read.answer?.status === 301) {
    const message = `The repository ${repository.name} has moved: name it as it is called now in the settings of the connection.`;
    return { verdict: 'WRONG_URL', message };
  }
  const message = `GitHub has no repository ${repository.name} that the token may see. Name another in the settings of the connection, or let the token see it.`;
  return { verdict: 'NO_PERMISSION', message };
}

function problemOf({
  full_name: name,
  archived,
  has_issues,
  permissions,
}: z.infer<typeof repositoryShape>): string | null {
  if (archived) return `The repository ${name} is archived: nothing can be written in it.`;
  if (!has_issues) return `Issues are switched off in the repository ${name}.`;
  if (permissions === undefined || permissions.push || permissions.triage) return null;
  return `The token may only read in ${name}: give it the right to write issues.`;
}

/** A classic token says what it may do; the others do not. */
function scopeProblem(scopes: string | undefined): string | null {
  if (scopes === undefined) return null;
  const has = scopes.split(',').map((scope) => scope.trim());
  if (has.includes('repo') || has.includes('public_repo')) return null;
  return `The token lacks the scope repo (it has ${scopes === '' ? 'none' : scopes}): make one that has it.`;
}
