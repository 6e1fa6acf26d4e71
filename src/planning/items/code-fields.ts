import { parseDocument } from 'yaml';
import type { Block } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { isBulleted } from '../lines/criterion-text.ts';
import { headsScenario, isFurtherStep, isGherkin, isGiven, wholeSteps } from '../lines/scenario-steps.ts';
import { criteriaIn, criteriaInText } from '../sections/criteria.ts';
import { fold } from '../words/fold.ts';
import { fieldsOf } from '../words/vocabulary.ts';
import { applyField } from './item-fields.ts';
import { describe } from './walk-place.ts';

type Code = Block & { readonly type: 'code' };

const longest = 20_000;

/** Gives an item what a code block tells of it: its fields, and the block as text where that is more. */
export function applyCodeTo(item: ItemDraft | null, block: Code): void {
  if (item !== null && (!applyCode(item, block) || !tellsOnlyCriteria(item, block))) describe(item, [block]);
}

/** Takes an item's fields from a code block under its heading. False when the block holds none. */
function applyCode(draft: ItemDraft, block: Code): boolean {
  if (block.text.length > longest) return false;
  if (/^ya?ml$/i.test(block.language) && applyYaml(draft, block.text)) return true;
  return applyLabelled(draft, block);
}

/** Whether every line of a code block stands in the criteria that were taken from it. */
function tellsOnlyCriteria({ criteria }: ItemDraft, { text }: Code): boolean {
  const told = new Set(criteria.flatMap((criterion) => criterion.split('\n').map((line) => line.trim())));
  return wholeSteps(text.split('\n')).every((line) => line.trim() === '' || told.has(line.trim()));
}

function applyYaml(draft: ItemDraft, text: string): boolean {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return false;
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: 10 });
  } catch {
    return false;
  }
  if (values === null || typeof values !== 'object' || Array.isArray(values)) return false;
  let used = false;
  for (const [name, value] of Object.entries(values)) {
    const label = name.replace(/[_-]+/g, ' ');
    const fields = fieldsOf(label);
    if (fields.length === 0) continue;
    const texts = Array.isArray(value) ? value.map(flatText) : [flatText(value)];
    if (fields[0] === 'criteria') {
      draft.criteria.push(
        ...texts.filter((entry) => entry !== '').map((entry) => entry.replace(/\s+/g, ' ').trim()),
      );
      used = true;
    } else if (fields[0] === 'key' || fields[0] === 'title') used = true;
    else if (applyField(draft, fields, label, texts.join(', '), [])) used = true;
  }
  return used;
}

function flatText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${flatText(inner)}`)
      .join(', ');
  }
  return '';
}

/** Whether a block says that it holds scenarios, or holds a whole one where it says nothing. */
function isGherkinFile({ language, text }: Code): boolean {
  if (language !== '') return /^(?:gherkin|feature|cucumber)$/i.test(language);
  const lines = text.split('\n').map((line) => fold(line.trim()));
  return [headsScenario, isGiven, isFurtherStep].every((isStep) => lines.some(isStep));
}

function isLabel(line: string): boolean {
  return line.length <= 60 && /^[^:：]+[:：]$/u.test(line) && !isBulleted(line) && !isGherkin(line);
}

/** “**Acceptance criteria**” alone in its line */
function isBoldLabel(raw: string): boolean {
  return /^\s*\*\*[^*:：]{2,40}\*\*\s*$/u.test(raw);
}

/** Labels in a block of plain text: `Acceptance criteria:` with the lines up to the next label. */
function applyLabelled(draft: ItemDraft, block: Code): boolean {
  if (isGherkinFile(block)) {
    // Scenarios beside other criteria tell those again.
    if (draft.criteria.some((criterion) => !isGherkin(criterion))) return false;
    const found = criteriaIn([{ type: 'code', block }]);
    draft.criteria.push(...found);
    return found.length > 0;
  }
  if (block.language !== '' && !/^(?:ya?ml|text|txt|markdown|md|plain|plaintext)$/i.test(block.language))
    return false;
  let used = false;
  let criteria: string[] | null = null;
  let isParted = false;
  let isBehindGap = false;
  for (const raw of block.text.split('\n')) {
    if (/^\s*#\s/.test(raw)) continue;
    const line = raw.replace(/[*#]+/g, '').trim();
    const pair = /^(?:[-•]\s+)?([^:：]{2,40})[:：]\s*(.*)$/u.exec(isBoldLabel(raw) ? `${line}:` : line);
    const fields =
      pair?.[1] === undefined || /^[-•]\s/.test(line) ? [] : fieldsOf(pair[1].replace(/_/g, ' '));
    if (pair?.[1] !== undefined && fields.length > 0) {
      if (criteria !== null) draft.criteria.push(...criteriaInText(criteria));
      criteria = null;
      if (fields[0] === 'criteria') {
        criteria = pair[2] === undefined || pair[2] === '' ? [] : [pair[2]];
        isParted = false;
        used = true;
      } else if (
        pair[2] !== undefined &&
        pair[2] !== '' &&
        fields[0] !== 'attribute' &&
        applyField(draft, fields, pair[1], pair[2], [])
      )
        used = true;
    } else if (criteria !== null && isBehindGap && isLabel(line)) {
      // “Endpoints:” behind the criteria has a list of its own; one in front of the first parts them, as others do.
      isParted ||= criteria.length === 0;
      if (!isParted) {
        draft.criteria.push(...criteriaInText(criteria));
        criteria = null;
      }
    } else if (criteria !== null && line !== '') criteria.push(line);
    isBehindGap = line === '';
  }
  if (criteria !== null) draft.criteria.push(...criteriaInText(criteria));
  return used;
}
