import { createIssue } from './create-issue.ts';
import { reparentIssue } from './reparent-issue.ts';
import type { Tool } from './tool.ts';
import { updateIssue } from './update-issue.ts';

/** Everything that can be proposed. */
export const tools: readonly Tool[] = [createIssue, updateIssue, reparentIssue];
