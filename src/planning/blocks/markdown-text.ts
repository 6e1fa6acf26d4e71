import type { Block, Cell } from '../blocks.ts';

/** Writes blocks as Markdown again, for descriptions. */
export function markdownOf(blocks: readonly Block[]): string {
  return blocks
    .map(blockMarkdown)
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockMarkdown(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.line.markdown}`;
    case 'paragraph':
      return block.lines.map((line) => line.markdown).join('\n');
    case 'code': {
      const fence = block.text.includes('```') ? '````' : '```';
      return `${fence}${block.language}\n${block.text.replace(/\n$/, '')}\n${fence}`;
    }
    case 'list':
      return block.entries
        .map((entry, index) => {
          const sign = block.ordered ? `${(block.start ?? 1) + index}.` : '-';
          const box = entry.checked === null ? '' : entry.checked ? '[x] ' : '[ ] ';
          const inner = entry.blocks.map(blockMarkdown).join('\n');
          return `${sign} ${box}${inner.replace(/\n/g, `\n${' '.repeat(sign.length + 1)}`)}`;
        })
        .join('\n');
    case 'table': {
      const rows = block.rows.map((row) => `| ${row.cells.map(cellMarkdown).join(' | ')} |`);
      const width = block.rows[0]?.cells.length ?? 0;
      return [rows[0] ?? '', `|${' --- |'.repeat(width)}`, ...rows.slice(1)].join('\n');
    }
    case 'rule':
      return '';
    case 'panel': {
      const inner = markdownOf(block.blocks);
      const titled = block.title === null ? inner : `**${block.title.text}**\n\n${inner}`;
      return block.name === 'quote' ? titled.replace(/^/gm, '> ') : titled;
    }
  }
}

function cellMarkdown(cell: Cell): string {
  return markdownOf(cell.blocks)
    .replace(/\n+/g, '<br>')
    .replace(/(?<!\\)\|/g, '\\|');
}
