import type { PageReference } from '../../domain/plan.ts';
import { type Block, type Line, type ParseOutcome, plainLine } from '../blocks.ts';
import type { LineWriter } from './line-writer.ts';
import { type MarkupDialect, MarkupReader } from './markup-blocks.ts';
import { type Element, isElement, markupText, parseMarkup } from './markup-tree.ts';

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

/** What emoticons say that part a title from what stands behind it, or tell how it stands. */
const signsOfEmoticons = new Map([
  ['tick', '✅'],
  ['cross', '❌'],
  ['yellow-star', '⭐'],
  ['red-star', '⭐'],
  ['green-star', '⭐'],
  ['blue-star', '⭐'],
]);

const isAnswer = /^(?:tick|cross)$/;
const pictograph = /^\p{Extended_Pictographic}/u;

const storage: MarkupDialect = {
  block(element, reader) {
    switch (element.name) {
      case 'ac:structured-macro':
      case 'ac:macro':
        return macroBlocks(element, reader);
      case 'ac:layout':
      case 'ac:layout-cell':
      case 'ac:rich-text-body':
      case 'ac:adf-content':
        return reader.blocks(element);
      case 'ac:layout-section':
        return layoutColumns(element, reader);
      case 'ac:adf-extension': {
        const node = childOf(element, 'ac:adf-node');
        const content = node === undefined ? undefined : childOf(node, 'ac:adf-content');
        return content === undefined ? [] : [panel('adf', null, content, element, reader)];
      }
      case 'ac:task-list':
        return [
          {
            type: 'list',
            ordered: false,
            entries: element.children.filter(isElement).map((task) => {
              const body = childOf(task, 'ac:task-body');
              const status = childOf(task, 'ac:task-status');
              return {
                checked: status !== undefined && markupText(status).trim() === 'complete',
                blocks: body === undefined ? [] : reader.blocks(body),
                anchor: task,
              };
            }),
            anchor: element,
          },
        ];
      case 'ac:parameter':
      case 'ac:task-id':
      case 'ac:placeholder':
      case 'ac:adf-fallback':
      case 'ac:adf-attribute':
        return [];
    }
    return null;
  },
  inline(element, writer, reader) {
    if (element.name === 'time') {
      writer.aside(element.attributes['datetime'] ?? markupText(element));
      return true;
    }
    if (element.kind !== 'vendor') return false;
    switch (element.name) {
      case 'ac:parameter':
      case 'ac:task-id':
      case 'ac:task-uuid':
      case 'ac:placeholder':
        return true;
      case 'ac:structured-macro':
      case 'ac:macro':
        inlineMacro(element, writer, reader);
        return true;
      case 'ac:emoticon': {
        const name = element.attributes['ac:name'] ?? '';
        const emoji = element.attributes['ac:emoji-fallback'];
        const sign = emoji === undefined || isAnswer.test(name) ? signsOfEmoticons.get(name) : emoji;
        if (sign !== undefined && pictograph.test(sign)) writer.text(isAnswer.test(name) ? `${sign} ` : sign);
        else if (emoji !== undefined) writer.unread(emoji);
        return true;
      }
      case 'ac:image': {
        const source = element.children.filter(isElement)[0];
        const target = source?.attributes['ri:filename'] ?? source?.attributes['ri:value'] ?? '';
        writer.unread(`![${element.attributes['ac:alt'] ?? ''}](${target})`);
        return true;
      }
      case 'ac:link': {
        const body = childOf(element, 'ac:link-body') ?? childOf(element, 'ac:plain-text-link-body');
        const target = element.children.filter(isElement).find((child) => child.name.startsWith('ri:'));
        if (body !== undefined) for (const child of body.children) reader.inline(child, writer);
        else if (target?.name === 'ri:user')
          writer.text(`@${target.attributes['ri:userkey'] ?? target.attributes['ri:account-id'] ?? 'user'}`);
        else writer.text(target?.attributes['ri:content-title'] ?? target?.attributes['ri:filename'] ?? '');
        return true;
      }
      case 'ac:inline-comment-marker':
        for (const child of element.children) reader.inline(child, writer);
        return true;
    }
    return false;
  },
};

/** Reads a Confluence page body in storage format. */
export function parseStorage(source: string, page?: PageReference): ParseOutcome {
  const outcome = parseMarkup(source.replace(/^\uFEFF/, ''), true, { line: null, page });
  if (outcome.kind === 'refused') {
    return {
      kind: 'refused',
      fault: outcome.fault,
      message: outcome.message,
      anchor: { line: null, path: outcome.path, page },
    };
  }
  const reader = new MarkupReader(storage);
  const blocks = reader.blocks(outcome.root);
  const slips = outcome.slips.map(({ message, path }) => ({
    code: 'NOT_WELL_FORMED' as const,
    message,
    anchor: { line: null, path, page },
  }));
  return { kind: 'parsed', document: { blocks, frontMatter: null, notes: [...slips, ...reader.notes] } };
}

function childOf(element: Element, name: string): Element | undefined {
  return element.children.filter(isElement).find((child) => child.name === name);
}

function macroParameter(element: Element, name: string): string | null {
  for (const child of element.children) {
    if (isElement(child) && child.name === 'ac:parameter' && child.attributes['ac:name'] === name) {
      return markupText(child).trim();
    }
  }
  return null;
}

function panel(
  name: string,
  title: Line | null,
  body: Element,
  element: Element,
  reader: MarkupReader,
): Block & { type: 'panel' } {
  return { type: 'panel', name, title, blocks: reader.blocks(body), anchor: element };
}

/** Which of a layout's cells stand beside the text and not in it. */
const sidebars = new Map<string, readonly number[]>([
  ['two_left_sidebar', [0]],
  ['two_right_sidebar', [1]],
  ['three_with_sidebars', [0, 2]],
]);

function layoutColumns(element: Element, reader: MarkupReader): readonly Block[] {
  const cells = element.children.filter(isElement);
  if (cells.length < 2) return reader.blocks(element);
  const beside = sidebars.get(element.attributes['ac:type'] ?? '') ?? [];
  const blocks = cells.map((cell, place) =>
    panel(beside.includes(place) ? 'sidebar' : 'column', null, cell, cell, reader),
  );
  return [{ type: 'panel', name: 'columns', title: null, blocks, anchor: element }];
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

function macroBlocks(element: Element, reader: MarkupReader): readonly Block[] | null {
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

function inlineMacro(element: Element, writer: LineWriter, reader: MarkupReader): void {
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
