import { type Block, type Line, linesOf } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { holds, otherScript } from '../lines/signs.ts';
import { statusIn } from '../lines/tags.ts';

type Heading = Block & { readonly type: 'heading' };

interface SignedHeading {
  readonly line: Line;
  readonly head: Head & { readonly kind: 'mark' };
  /** The picture in front of its mark, if there is one. */
  readonly sign: string | null;
}

const picture = /^(\p{Extended_Pictographic})\uFE0F?\s/u;
const ticks: ReadonlySet<string> = new Set(['✅', '✔', '☑']);
/** What only shows how something stands. */
const showsState = /[🔄🔃🔁⏳⌛🚧❌⬜🔲🔳☐⏸⏭🔜🟢🟡🟠🔴🔵⚪⚫📋]/u;

/**
 * Reads a tick in front of a mark as a picture where the other headings of its kind bear pictures too, and these show no
 * states: nothing is done in “✅ Story 1: Log in” beside “📝 Story 2: Search”, unless the document says so.
 */
export function readFrontSigns(headings: readonly Heading[], blocks: readonly Block[]): void {
  const signed = headings.flatMap(({ line }) => signedHeading(line) ?? []);
  if (!signed.some(isTicked)) return;
  const kinds = Map.groupBy(signed, ({ head }) => head.mark.work);
  const painted = [...kinds.values()].filter(arePainted).flat().filter(isTicked);
  if (painted.length === 0 || linesOf(blocks).some(explainsTick)) return;
  for (const { line, head } of painted)
    line.settleHead({ ...head, decoration: { ...head.decoration, checked: null } });
}

function signedHeading(line: Line): SignedHeading | null {
  const head = readHead(line);
  if (head.kind !== 'mark') return null;
  const sign = holds(line.signs, otherScript) ? (picture.exec(line.text)?.[1] ?? null) : null;
  return { line, head, sign };
}

function isTicked({ sign }: SignedHeading): boolean {
  return sign !== null && ticks.has(sign);
}

/** Whether all headings of one kind begin with pictures, and those beside the ticks mostly show no states. */
function arePainted(headings: readonly SignedHeading[]): boolean {
  const others = new Set(headings.filter((heading) => !isTicked(heading)).map(({ sign }) => sign));
  const shown = [...others].filter((sign) => sign !== null && showsState.test(sign));
  return others.size > 0 && !others.has(null) && shown.length * 2 < others.size;
}

const behindTick =
  /[✅✔☑]\uFE0F?[\s*_=:：–—-]{1,6}(\p{L}[\p{L} -]{1,30})(?=$|[,;|·()./，；（]|\p{Extended_Pictographic})/u;

/** “✅ Done”, “✅ = finished” */
function explainsTick({ text }: Line): boolean {
  const said = behindTick.exec(text)?.[1];
  return said !== undefined && statusIn(said) !== null;
}
