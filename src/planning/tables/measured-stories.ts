import type { Block } from '../blocks.ts';
import type { FieldName } from '../words/language.ts';
import { planOfTable } from './table-columns.ts';
import { namesIssues } from './work-columns.ts';

/**
 * How many rows a table has that surely are stories: it calls them so, or issues, or tells what somebody
 * wants, and gives them points.
 */
export function measuredStories(table: Block & { readonly type: 'table' }): number {
  const plan = planOfTable(table, null);
  if (plan === null || !('columns' in plan)) return 0;
  const has = (...names: readonly FieldName[]): boolean =>
    plan.columns.some(({ fields: [field] }) => field !== undefined && names.includes(field));
  const areIssues = plan.title !== null && namesIssues(plan.title);
  const areStories = (plan.work === 'STORY' && !plan.isGuessed) || areIssues || has('want');
  return areStories && has('points', 'estimate') ? table.rows.length - plan.firstRow : 0;
}
