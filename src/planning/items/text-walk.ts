import { type Line, nowhere, plainLine } from '../blocks.ts';
import { type ItemDraft, kindOfWork } from '../item-draft.ts';
import { barePoints, pointsAmong } from '../lines/field-values.ts';
import { tagDecoration, undecorated } from '../lines/head-decoration.ts';
import { inlineCriteria } from '../lines/inline-criteria.ts';
import { sentenceBehindBold } from '../lines/named-sentences.ts';
import { type Pair, pairsOf } from '../lines/pairs.ts';
import { headsExamples, isGherkin, isRow } from '../lines/scenario-steps.ts';
import { continuesSentence, isStorySentence } from '../lines/story-sentences.ts';
import { tagLine } from '../lines/tag-lines.ts';
import { withoutTextLabel } from '../lines/text-labels.ts';
import { criteriaIn } from '../sections/criteria.ts';
import { tellScenarios } from '../sections/scenarios.ts';
import { nameAbove } from '../sections/story-lines.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration, applyPairs, takeInline } from './item-fields.ts';
import { applyTags, areOfOne } from './item-tags.ts';
import { joined, sentenceLines, tellStory, wrappedSentence } from './told-stories.ts';
import { isInStory, isStoryLike, type Place } from './walk-place.ts';

/** Reads running text for the item that it stands under; the story that it turned out to tell last. */
export function walkText(
  lines: readonly Line[],
  place: Place,
  told: ItemDraft | null,
  collector: DraftCollector,
): ItemDraft | null {
  const owner = told ?? place.item;
  if (owner !== null && isStoryLike(owner) && (takeScenarios(owner, lines) || takeExamples(owner, lines)))
    return told;
  return new TextWalk(lines, place, told, collector).read();
}

class TextWalk {
  readonly #lines: readonly Line[];
  readonly #place: Place;
  readonly #collector: DraftCollector;
  #told: ItemDraft | null;
  /** The Markdown of the lines that belong into the description. */
  #kept: string | null = null;

  constructor(lines: readonly Line[], place: Place, told: ItemDraft | null, collector: DraftCollector) {
    this.#lines = lines;
    this.#place = place;
    this.#told = told;
    this.#collector = collector;
  }

  read(): ItemDraft | null {
    const name = mayNameStories(this.#place) ? nameAbove(this.#lines) : null;
    if (name !== null) this.#tellNamed(name);
    const from = name === null ? 0 : this.#lines.indexOf(name) + 1;
    for (let at = from; at < this.#lines.length; at += 1) at += this.#read(at, name !== null && at === from);
    this.#flush();
    return this.#told;
  }

  get #item(): ItemDraft | null {
    return this.#told ?? this.#place.item;
  }

  /** A story with its name on a line of its own, and how it stands on one above that. */
  #tellNamed(name: Line): void {
    this.#told = tellStory(name.text, name, this.#place, this.#collector);
    const [standing] = this.#lines;
    if (standing !== undefined && standing !== name) this.#told.status = standing.text;
  }

  /** Reads a line and those that go on with its value; how many those are. */
  #read(at: number, isOfName: boolean): number {
    const first = this.#lines[at];
    if (first === undefined) return 0;
    const item = this.#item;
    const own = item === null ? null : pairsOf(first);
    const wrapped = own === null ? 0 : wrappedBehind(own, this.#lines, at);
    const line = wrapped === 0 ? first : wholeLine(this.#lines.slice(at, at + wrapped + 1));
    const pairs = wrapped === 0 ? own : pairsOf(line);
    const isTaken = item !== null && (this.#takeTags(item, line) || this.#takeValues(item, line, pairs));
    if (!isTaken) this.#readText(line, at + wrapped, isOfName);
    return wrapped;
  }

  /** Status macros alone on a line, or “[Story] [5 SP]”. */
  #takeTags(item: ItemDraft, { text, tags }: Line): boolean {
    if (text === '' && this.#place.other === null && areOfOne(tags)) {
      applyTags(item, tags);
      return true;
    }
    const tagged = tagLine(text);
    if (tagged === null || kindOfWork(tagged.work) !== item.kind) return false;
    applyDecoration(item, undecorated(['x', ...tagged.others].join(' | ')));
    return true;
  }

  /** Pairs of labels and values, points alone, or “5 points · Must”. */
  #takeValues(item: ItemDraft, line: Line, pairs: readonly Pair[] | null): boolean {
    if (pairs !== null && !isStorySentence(line.text)) {
      this.#takePairs(item, line, pairs);
      return true;
    }
    if (!isStoryLike(item)) return false;
    const points = barePoints(line.text);
    if (points !== null) {
      item.points ??= points;
      return true;
    }
    const said = this.#place.other === null ? tagDecoration(line.text) : null;
    if (said !== null && said.points !== null && said.remark === null) {
      applyDecoration(item, said);
      return true;
    }
    item.points ??= pointsAmong(line.text);
    const inline = inlineCriteria(line.text);
    if (inline !== null) takeInline(item, inline);
    return false;
  }

  #takePairs(item: ItemDraft, line: Line, pairs: readonly Pair[]): void {
    if (!applyPairs(item, pairs)) this.#keep(pairs.length === 1 ? withoutTextLabel(line) : line);
    if (isStoryLike(item) || this.#place.other !== null) return;
    const sentence = pairs.find(
      ({ fields, value }) => fields.includes('description') && isStorySentence(value),
    );
    if (sentence !== undefined) this.#told = tellStory(sentence.value, line, this.#place, this.#collector);
  }

  /** Text of the item, or a story that it tells. */
  #readText(line: Line, at: number, isOfName: boolean): void {
    const named = listsStories(this.#place) ? sentenceBehindBold(line) : null;
    if (named !== null) {
      this.#flush();
      this.#told = tellStory(named.name, line, this.#place, this.#collector);
      // “… so that it is quick. (5 SP)”
      const said = undecorated(named.sentence);
      if (said.points !== null) applyDecoration(this.#told, said);
      this.#keep(line.with({ markdown: said.points === null ? named.sentence : said.title }));
      return;
    }
    if (!isOfName && this.#beginsStory(line, at)) {
      this.#flush();
      const rest = sentenceLines(this.#lines, at);
      this.#told = tellStory(wrappedSentence(rest), line, this.#place, this.#collector);
      // Behind further sentences of its line stands what measures it.
      if (rest.length === 1) applyDecoration(this.#told, undecorated(line.text));
    }
    this.#keep(line);
  }

  #beginsStory(line: Line, at: number): boolean {
    const { text } = line;
    const { item, other } = this.#place;
    if (other !== null || (isInStory(this.#place) && item?.provisional !== true)) return false;
    const sentence = text.length < shortestWhole ? joined(this.#lines.slice(at, at + mostParts)) : text;
    return isStorySentence(sentence) && !continuesSentence(line);
  }

  #keep(line: Line): void {
    this.#kept = this.#kept === null ? line.markdown : `${this.#kept}\n${line.markdown}`;
    this.#collector.leave([line], this.#place.section, this.#item);
  }

  #flush(): void {
    if (this.#kept !== null) this.#item?.description.push(this.#kept);
    this.#kept = null;
  }
}

/** A shorter line may be the beginning of a sentence of so many parts. */
const shortestWhole = 80;
const mostParts = 3;

/** Whether nothing above a place is the item that a name over a sentence may tell of. */
function mayNameStories({ item, other, works }: Place): boolean {
  return other === null && (item === null || works[0] === 'STORY');
}

/** Whether a place is known to hold stories: right below an epic, a feature or “User stories”. */
function listsStories({ item, works, other, section }: Place): boolean {
  const isHere = item !== null && item.place === section && isGroup(item.kind);
  return other === null && (works[0] === 'STORY' || (isHere && !item.provisional));
}

const shortestWrapped = 50;

/** How many lines go on with the value of the attribute that a line gives by its pairs, as it is wrapped. */
function wrappedBehind(pairs: readonly Pair[], lines: readonly Line[], at: number): number {
  if (pairs.length > 1 || pairs[0]?.fields[0] !== 'attribute') return 0;
  let count = 0;
  for (let before = lines[at]; before !== undefined; before = lines[at + count]) {
    const next = lines[at + count + 1];
    const goesOn =
      next !== undefined &&
      before.text.length >= shortestWrapped &&
      next.bold === 0 &&
      /^\p{Ll}/u.test(next.text) &&
      pairsOf(next) === null;
    if (!goesOn) break;
    count += 1;
  }
  return count;
}

function wholeLine(lines: readonly Line[]): Line {
  return (lines[0] ?? plainLine('')).with({
    text: joined(lines),
    markdown: lines.map(({ markdown }) => markdown).join('\n'),
    tags: lines.flatMap(({ tags }) => tags),
  });
}

/** Takes lines that tell scenarios for the criteria of a story. */
function takeScenarios({ criteria }: ItemDraft, lines: readonly Line[]): boolean {
  if (lines.length < 2 || !tellScenarios(lines.map(textOf), true)) return false;
  criteria.push(...criteriaIn([{ type: 'text', lines, anchor: lines[0]?.anchor ?? nowhere }]));
  return true;
}

/** So much of a criterion is looked at to know a scenario. */
const longestHead = 200;

/** Adds “Examples:” and its rows to the scenario that stands before it. */
function takeExamples({ criteria }: ItemDraft, lines: readonly Line[]): boolean {
  const last = criteria.at(-1);
  if (last === undefined || !isRow(lines[1]?.text ?? '')) return false;
  const [head = '', ...rows] = lines.map(textOf);
  if (!rows.every(isRow)) return false;
  if (!headsExamples(head) || !isGherkin(last.slice(0, longestHead))) return false;
  criteria[criteria.length - 1] = [last, head, ...rows].join('\n');
  return true;
}

function textOf({ text }: Line): string {
  return text;
}
