import { z } from 'zod';
import { type IssueId, type ItemId, parseId } from '../domain/ids.ts';
import { builtInBounds, type IssueBounds, issueStates } from '../domain/issue.ts';
import type { Priority } from '../domain/plan.ts';

export const issueId = z
  .string()
  .refine((text) => parseId('issue', text) !== null, 'must be an issue id: iss_ and a UUID')
  .transform((text) => text as IssueId)
  .meta({ description: 'Id of an issue: iss_ and a UUID.' });

const itemId = z
  .string()
  .refine((text) => parseId('item', text) !== null, 'must be a plan item id: itm_ and a UUID')
  .transform((text) => text as ItemId);

/** The texts of an issue, as long as a tracker takes them. */
export function issueTexts({ title, description, label }: IssueBounds) {
  return {
    title: z
      .string()
      .trim()
      .min(1)
      .max(title)
      .meta({ description: `One line, 1 to ${title} characters.` }),
    description: z.string().max(description).meta({ description: 'Markdown.' }),
    labels: z
      .array(z.string().trim().min(1).max(label))
      .max(50)
      .transform((labels) => [...new Set(labels)])
      .meta({ description: 'Label names; missing labels are made.' }),
  };
}

export const {
  title: issueTitle,
  description: issueDescription,
  labels: issueLabels,
} = issueTexts(builtInBounds);
export const issuePriority = z
  .int()
  .min(1)
  .max(4)
  .nullable()
  .transform((value) => value as Priority | null)
  .meta({ description: '1 urgent, 2 high, 3 medium, 4 low, or null.' });
export const issueEstimate = z.number().min(0).max(10_000).nullable().meta({ description: 'Story points.' });
export const issueState = z
  .enum(issueStates)
  .meta({ description: 'OPEN, or CLOSED for one that is done or given up.' });
export const issueParent = issueId.nullable().meta({ description: 'Id of the issue above it, or null.' });
/** What no issue can be: its own parent. Longer circles are found when it is carried out. */
export const underItself = {
  path: ['parentId'],
  error: 'must not be the issue itself',
};
export const planItemId = itemId
  .nullable()
  .meta({ description: 'The plan item that it stands for, or null.' });
