import type { ModelUsageOfDay } from '../domain/model-run.ts';
import { readUsageByDay } from '../store/read/model-runs.ts';
import type { Context } from './context.ts';

/** What the organization's runs of models came to, day by day. */
export function getModelUsage(
  context: Context,
  within: { readonly from?: number | null | undefined; readonly to?: number | null | undefined },
): Promise<readonly ModelUsageOfDay[]> {
  const { organizationId } = context.viewer;
  const from = within.from ?? 0;
  const before = within.to ?? Number.MAX_SAFE_INTEGER;
  return context.reads.snapshot.read((reader) => readUsageByDay(reader, { organizationId, from, before }));
}
