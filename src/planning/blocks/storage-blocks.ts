import type { PageReference } from '../../domain/plan.ts';
import type { Block, ParseOutcome } from '../blocks.ts';
import { type MarkupDialect, MarkupReader } from './markup-blocks.ts';
import { childOf, type Element, isElement, markupText, parseMarkup } from './markup-tree.ts';
import { inlineMacro, macroBlocks, panel } from './storage-macros.ts';

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
