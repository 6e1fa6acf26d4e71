import type { PlanText } from '../domain/plan.ts';

const endings: Readonly<Record<string, PlanText['notation']>> = {
  md: 'MARKDOWN',
  markdown: 'MARKDOWN',
  mdown: 'MARKDOWN',
  txt: 'MARKDOWN',
  xml: 'CONFLUENCE_STORAGE',
  xhtml: 'CONFLUENCE_STORAGE',
  html: 'CONFLUENCE_STORAGE',
  htm: 'CONFLUENCE_STORAGE',
  storage: 'CONFLUENCE_STORAGE',
};

const confluenceElement = /<(?:ac|ri):[a-z]/;
const opensWithMarkup = /^\s*(?:<\?xml|<(?:h[1-6]|p|table|ul|ol|div|html|body)\b)/i;
const markdownLine = /^(?:#{1,6} |[-*+] |\d+\. |\|.*\||> |```)/m;

/** In which notation a file is written: by the ending of its name, else by what stands in it. */
export function notationOf(name: string, text: string): PlanText['notation'] {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const known = endings[ending];
  if (known !== undefined) return known;
  if (confluenceElement.test(text)) return 'CONFLUENCE_STORAGE';
  return opensWithMarkup.test(text) && !markdownLine.test(text) ? 'CONFLUENCE_STORAGE' : 'MARKDOWN';
}
