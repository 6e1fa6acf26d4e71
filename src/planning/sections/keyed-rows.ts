import { cellText } from '../blocks.ts';
import type { Mark } from '../lines/marks.ts';
import { filled } from '../tables/column-contents.ts';
import { planOfTable } from '../tables/table-columns.ts';
import type { WorkWord } from '../words/language.ts';
import { hasStoryFields } from './plain-sections.ts';
import { onlySentence } from './section-evidence.ts';
import type { Part, Section } from './sections.ts';

/** Whether a key goes on with another: “FR-01-02” with “FR-01”. */
export function goesOnWith(key: string, above: string): boolean {
  return key.startsWith(above) && /^[-_.]/.test(key.slice(above.length));
}

/**
 * “FR-01 Login” over a table of “FR-01-01”, “FR-01-02”, or “FR1. Login” over entries “FR1.1”, “FR1.2”: a heading that tells
 * no story itself holds those of the rows.
 */
export function holdsKeyedRows(section: Section, { key, spelled }: Mark, work: WorkWord): boolean {
  return (
    section.form === 'heading' &&
    key !== null &&
    !spelled &&
    section.parts.some(
      (part) => listsBelow(part, key) || (work === 'REQUIREMENT' && entersBelow(part, key)),
    ) &&
    !hasStoryFields(section) &&
    !onlySentence(section)
  );
}

function listsBelow(part: Part, key: string): boolean {
  if (part.type === 'section')
    return part.section.head.kind !== 'mark' && part.section.parts.some((inner) => listsBelow(inner, key));
  if (part.type !== 'table') return false;
  const { rows } = part.block;
  // Costs less than to ask what its columns are.
  if (!rows.some(({ cells }) => cells.some((cell) => goesOnWith(cellText(cell).toUpperCase(), key))))
    return false;
  const plan = planOfTable(part.block, null);
  if (plan === null || !('columns' in plan) || plan.key === null) return false;
  const isStep = plan.work === 'TASK' || plan.work === 'TEST' || plan.work === 'BUG';
  const keys = filled(rows.slice(plan.firstRow), plan.key);
  return !isStep && keys.every((text) => goesOnWith(text.toUpperCase(), key));
}

/** Whether a list has nothing but requirements that go on with a key: criteria behind bold lines of such may be of all. */
function entersBelow(part: Part, above: string): boolean {
  const entries = part.type === 'list' ? part.entries : [];
  return (
    entries.length > 0 &&
    entries.every(
      ({ head }) => head.kind === 'mark' && head.mark.key !== null && goesOnWith(head.mark.key, above),
    )
  );
}
