import { z } from 'zod';

export const linearStatus = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'Name of a workflow state of the team, such as In Progress.' });

export const linearCycle = z.int().min(0).meta({ description: 'Number of a cycle of the team.' });

/** What waits for its turn in the queue of its key is on its way. */
export const timeoutMs = 60_000;
