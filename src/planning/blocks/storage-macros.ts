import { type Block, type Line, plainLine } from '../blocks.ts';
import type { LineWriter } from './line-writer.ts';
import type { MarkupReader } from './markup-blocks.ts';
import { childOf, type Element, isElement, markupText } from './markup-tree.ts';

const codeMacros = new Set([
  'code',
  'noformat',
  'codeblock',
  'plantuml',
  'mermaid',
  'html',
  'latex',
  'drawio-code',
]);
const panelMacros = new Set([
  'panel',
  'info',
  'note',
  'warning',
  'tip',
  'expand',
  'excerpt',
  'section',
  'column',
  'details',
  'ui-expand',
  'ui-tab',
  'ui-tabs',
  'ui-step',
  'ui-steps',
  'bgcolor',
  'div',
  'span',
  'error',
  'success',
  'decision',
  'table-filter',
  'pagetree-section',
]);
const silentMacros = new Set([
  'toc',
  'toc-zone',
  'children',
  'pagetree',
  'anchor',
  'recently-updated',
  'contentbylabel',
  'livesearch',
  'attachments',
  'profile',
  'change-history',
  'gallery',
  'labels-list',
  'blog-posts',
  'contributors',
  'create-from-template',
  'detailssummary',
]);
const includeMacros = new Set(['include', 'excerpt-include', 'excerpt-include-macro']);

/** What a macro shows as blocks; null where it stands in a line. */
export function macroBlocks(element: Element, reader: MarkupReader): readonly Block[] | null {
  const name = (element.attributes['ac:name'] ?? '').toLowerCase();
  const body = childOf(element, 'ac:rich-text-body');
  const plain = childOf(element, 'ac:plain-text-body');
  if (name === 'status' || name === 'jira')
    return name === 'jira' && macroParameter(element, 'key') === null ? jiraQuery(element, reader) : null;
  if (silentMacros.has(name)) return [];
  if (codeMacros.has(name) && plain !== undefined) {
    return [
      {
        type: 'code',
        language: macroParameter(element, 'language') ?? '',
        text: markupText(plain),
        anchor: element,
      },
    ];
  }
  if (includeMacros.has(name)) {
    const page =
      element.children
        .filter(isElement)
        .map(includedPage)
        .find((title) => title !== null) ?? 'another page';
    reader.note(
      'INCLUDE_NOT_READ',
      `“${page}” is included here and was not read. Read that page in a session of its own, or put its text here.`,
      element,
    );
    return [
      {
        type: 'paragraph',
        lines: [plainLine('', element).with({ markdown: `[${page}]` })],
        anchor: element,
      },
    ];
  }
  if (body === undefined && plain === undefined) {
    if (name !== '')
      reader.note(
        'MACRO_NOT_READ',
        `The macro “${name}” has no body that could be read. Write what it shows as text if it matters.`,
        element,
      );
    return [];
  }
  const isKnown = panelMacros.has(name);
  // Macros for tabs and cards call their title a label.
  const titleText =
    macroParameter(element, 'title') ??
    (name === 'expand' ? macroParameter(element, '') : isKnown ? null : macroParameter(element, 'label'));
  const title = titleText === null || titleText === '' ? null : plainLine(titleText, element);
  if (!isKnown) {
    reader.note(
      'MACRO_UNKNOWN',
      `The macro “${name}” is not known; its body was read as ordinary text. Write it without the macro to be sure.`,
      element,
    );
  }
  if (body !== undefined) return [asColumns(panel(columnName(name, element), title, body, element, reader))];
  return [
    {
      type: 'code',
      language: '',
      text: plain === undefined ? '' : markupText(plain),
      anchor: element,
    },
  ];
}

/** What a macro shows in a line. */
export function inlineMacro(element: Element, writer: LineWriter, reader: MarkupReader): void {
  const name = element.attributes['ac:name'] ?? '';
  if (name === 'status') {
    const title = macroParameter(element, 'title');
    if (title !== null) writer.status(title);
    return;
  }
  if (name === 'jira') {
    const key = macroParameter(element, 'key');
    if (key !== null) {
      reader.note(
        'JIRA_LINK_KEPT',
        `The Jira issue ${key} is kept as a link; its content was not read. Write its title here if it belongs to the plan.`,
        element,
        key,
      );
      writer.aside(key);
    }
    return;
  }
  const body = childOf(element, 'ac:rich-text-body');
  if (body !== undefined) for (const child of body.children) reader.inline(child, writer);
}

/** A box around what stands in an element. */
export function panel(
  name: string,
  title: Line | null,
  body: Element,
  element: Element,
  reader: MarkupReader,
): Block & { type: 'panel' } {
  return { type: 'panel', name, title, blocks: reader.blocks(body), anchor: element };
}

const narrowPercent = 35;

/** A column macro of a third of the page or less is a sidebar. */
function columnName(name: string, element: Element): string {
  const width = name === 'column' ? /^(\d+)%$/.exec(macroParameter(element, 'width') ?? '')?.[1] : undefined;
  return width !== undefined && Number(width) < narrowPercent ? 'sidebar' : name;
}

/** A section macro that holds columns. */
function asColumns(block: Block & { type: 'panel' }): Block {
  const isDivided = block.name === 'section' && block.blocks.length > 1 && block.blocks.every(isColumn);
  return isDivided ? { ...block, name: 'columns' } : block;
}

function isColumn(block: Block): boolean {
  return block.type === 'panel' && (block.name === 'column' || block.name === 'sidebar');
}

function jiraQuery(element: Element, reader: MarkupReader): readonly Block[] {
  const query = macroParameter(element, 'jqlQuery') ?? '';
  reader.note(
    'JIRA_LIST_NOT_READ',
    `The issues that the Jira macro lists (“${query}”) were not read. Write them as a table or list if they belong to the plan.`,
    element,
  );
  return [];
}

function includedPage(element: Element): string | null {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    if (child.name === 'ri:page') return child.attributes['ri:content-title'] ?? null;
    const inner = includedPage(child);
    if (inner !== null) return inner;
  }
  return null;
}

function macroParameter(element: Element, name: string): string | null {
  for (const child of element.children) {
    if (isElement(child) && child.name === 'ac:parameter' && child.attributes['ac:name'] === name) {
      return markupText(child).trim();
    }
  }
  return null;
}
