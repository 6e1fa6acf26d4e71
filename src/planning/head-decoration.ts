import type { EnablerType } from '../domain/plan.ts';
import { enablerTypeOf } from './enabler-types.ts';
import { composed, fold } from './fold.ts';
import { isUndecorated } from './plain-text.ts';
import { anyOf, fieldsOf, pointUnits, priorityOfWord, timeUnits, workOf } from './vocabulary.ts';

/** What stands around a title: numbering before it; points, priority, status and the like after it. */
export interface Decoration {
  readonly title: string;
  /** Outline numbering in front, such as `3.1`. */
  readonly numbering: string | null;
  readonly points: number | null;
  readonly priority: 1 | 2 | 3 | 4 | null;
  readonly status: string | null;
  /** “(infrastructure, 8 points)” behind an enabler's title. */
  readonly enablerType: EnablerType | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly checked: boolean | null;
}

const statusWords = new Set(
  'done;complete;completed;in progress;wip;todo;to do;to-do;planned;blocked;open;closed;ready;ready for dev;in review;review;not started;draft;new;pending;deferred;implemented;cancelled;canceled;finished;active;approved;accepted;resolved;shipped;released;in development;testing;in testing;on hold;backlog;proposed;not done;partially done;partial;started;delivered;ongoing;obsolete;erledigt;offen;in arbeit;fertig;geplant;abgeschlossen;in bearbeitung;umgesetzt;zuruckgestellt;termine;terminee;fait;en cours;a faire;livre;livree;hecho;hecha;pendiente;en progreso;en curso;terminado;terminada;completado;completada;concluido;concluida;em andamento;pendente;a fazer;feito;fatto;in corso;da fare;completato;gereed;klaar;bezig;te doen;afgerond;gotowe;w toku;do zrobienia;zrobione;готово;в работе;сделано;выполнено;запланировано;к выполнению;tamamlandi;devam ediyor;yapilacak;bitti;已完成;进行中;待办;未开始;完成;待开发;开发中;完了;進行中;未着手;完成済み;対応中;완료;진행 중;진행중;예정;대기;hoan thanh;dang lam;chua lam;xong'.split(
    ';',
  ),
);

const leadingSigns =
  /^(?:[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}☐☑☒✓✔✗✘□■◻◼▪▫●○◆◇►▶▸‣•·★☆→⇒➤※\s]|\p{Emoji_Modifier}|\uFE0F|\u200D|\u20E3)+/u;
const trailingSigns =
  /(?:[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}☐☑✓✔✗✘★☆\s]|\p{Emoji_Modifier}|\uFE0F|\u200D)+$/u;
/** No sign stands in a text of nothing else. */
const ascii = /^[\x20-\x7e]*$/;
const keycap = /^(\d)\uFE0F?\u20E3\s*/;
const checkbox = /^\[([ xX~!/>PpWw-])\]\s+/;
const numberingPattern =
  /^(?:§\s*)?(?:(\d+(?:\.\d+)+)[.)]?|(\d+)[.)、．]|#(\d+)[.:)]?(?=\s)|\((\d+|[a-z])\)|([a-z])\)|([IVX]+)[.)])[\s\u3000]*(?=[^\s\d])/u;
const group = /\s*[([{【（［]([^()[\]{}【】（）［］]{1,60})[)\]}】）］]$/u;
const statusAfterDash = /\s*(?:[-–—|:]\s+|[\p{Extended_Pictographic}✓✔✗]\uFE0F?\s*)([^-–—|:]{2,24})$/u;
/** “@jana 2026-03-01”, as tasks of a page end. */
const ownerBehind =
  /(?<![\s:：=]|\s(?:with|to|by|from|for|of|via|at|mit|an|von|avec|par|de|con|com|por|met|van|z|od|с|от))\s+(?:[-–—|·]\s+)?(@[\p{L}\p{N}_.:-]+)(?:\s+(\d{4}-\d{2}-\d{2}))?$/u;
const closingBracket = /[)\]}】）］]$/u;
/** Without one of these only signs, brackets and points stand behind a title. */
const divider = /\s[-–—|·•:]|[-–—|:]\s/u;
/** With which all begins that stands behind a title, but for a status behind a colon. */
const signBehind = /\s[^\p{L}\p{N}\s]|[,，]\s*\p{N}/u;
const lastSign = /[)\]}#]$/;
const pictograph = /[\p{Extended_Pictographic}✓✔✗]/u;
const tagsAfterDash = /\s+[-–—]\s+([^-–—|]{2,48})$/u;
const tagDivider = /[,;·|]|\s\/\s|(?=[\p{Extended_Pictographic}✓✔✗])/u;
const pointsPhrase = new RegExp(
  `^(?:~|ca\\.?|approx\\.?|est\\.?)?\\s*(\\d+(?:[.,]\\d+)?)\\s*-?\\s*(?:${anyOf(pointUnits)})\\.?$`,
  'u',
);
const pointsAfterLabel = new RegExp(
  `^(?:${anyOf(pointUnits)}|story points?|estimate|est|effort|size)\\.?\\s*[:=]\\s*(\\d+(?:[.,]\\d+)?)(?:\\s*(?:${anyOf(pointUnits)}))?$`,
  'u',
);
/** “SP 13” */
const pointsAfterUnit = new RegExp(`^(?:${anyOf(pointUnits)})\\.?\\s+(\\d+(?:[.,]\\d+)?)$`, 'u');
const timePhrase = new RegExp(
  `^(?:~|ca\\.?|approx\\.?)?\\s*\\d+(?:[.,]\\d+)?(?:\\s*-\\s*\\d+)?\\s*(?:${anyOf(timeUnits)})\\.?$`,
  'u',
);
const trailingPoints = new RegExp(
  `(?:\\s+[-:|]|\\s*,)\\s*(\\d+(?:[.,]\\d+)?)\\s*(?:${anyOf(pointUnits)})\\.?$`,
  'u',
);
const priorityLabel =
  /^(?:priority|prioritat|priorite|prioridad|prioridade|priorita|prioriteit|priorytet|приоритет|oncelik|do uu tien|优先级|優先度|우선순위|prio(?!\p{L}))\s*[:=]?\s*(.+)$/u;
/** “must land”, “should ship”. */
const moscowPhrase = /^(must|should|could|won't) (?!have)\p{L}+$/u;
const tShirt = /^(?:size\s*[:=]?\s*)?(xs|s|m|l|xl|xxl)$/;

/** A word, and no number of an outline such as “a)” or “IV.”. */
const startsWithWord = /^(?!\p{L}\uFE0F?\u20E3|[IVX]+[.)])\p{L}{2}/u;
const pointsBehind = /\d\s*(?:pts?|sp)\.?$/i;
const longestBehind = 48;
/** A longer text is no title and keeps what stands around it. */
const longestTitle = 800;

/** Whether a text gives points or a priority and can be nothing else. */
export function isMeasure(text: string): boolean {
  const folded = fold(text).trim();
  return (
    pointsPhrase.test(folded) ||
    pointsAfterLabel.test(folded) ||
    pointsAfterUnit.test(folded) ||
    priorityLabel.test(folded) ||
    /^p[0-4]$/.test(folded)
  );
}

/** Whether a text behind a title says something about it: points, a priority, a status, a size. */
export function isTag(text: string): boolean {
  const folded = fold(text.replace(trailingSigns, '').replace(leadingSigns, '')).trim();
  return (
    isMeasure(folded) ||
    statusIn(text) !== null ||
    tShirt.test(folded) ||
    (folded.length > 1 && priorityOfWord(folded) !== null)
  );
}

/** Whether a text behind a dash is nothing but a measure or a status, or several: “2 SP ✅ Done”. */
function areTags(text: string): boolean {
  const parts = text.split(tagDivider).filter((part) => part.trim() !== '');
  if (parts.length === 1) return isMeasure(text) || (statusIn(text) !== null && closingBracket.test(text));
  return parts.every(isTag) && parts.some((part) => statusIn(part) === null);
}

/** The status that a text is, without signs and without what explains it: “blocked (waiting for US-2)”. */
export function statusIn(text: string): string | null {
  const bare = text.replace(trailingSigns, '').replace(leadingSigns, '').replace(group, '').trim();
  return statusWords.has(fold(bare)) ? bare : null;
}

const dashes = /\s+[-–—]\s+/u;

/** “Pay – 5 SP – must”: two tags or more behind a title, each behind a dash, of which one is a measure. */
function withoutTags(text: string, take: (tag: string) => boolean): string {
  const parts = text.length > longestTagged || !dashes.test(text) ? [] : text.split(dashes);
  let from = parts.length;
  while (from > 1 && isTag(parts[from - 1] ?? '')) from -= 1;
  const tags = parts.slice(from);
  if (tags.length < 2 || !tags.some(isMeasure)) return text;
  tags.forEach(take);
  let end = text.length;
  for (const tag of [...tags].reverse()) end = text.lastIndexOf(tag, end - 1);
  return text.slice(0, end).replace(/\s+[-–—]\s+$/u, '');
}

const longestTagged = 400;
const cellPair = /^([\p{L} ]{2,24})[:：]\s*(\S.*)$/su;

/** “Pay by card | 5 pts | High | Anna”: what stands behind a title in cells of a line, where it says anything of it. */
function tellingCells(text: string): { title: string; behind: readonly string[] } | null {
  const cells = text.split(/\s+[|·]\s+/u);
  // A key or a number alone is no title yet: “US-1 | Pay by card | 5 pts”.
  const from = /^\S+$|\d$/.test(cells[0] ?? '') ? 2 : 1;
  const behind = cells.slice(from);
  if (namesField(cellPair.exec(cells[0] ?? '')?.[1] ?? '')) return null;
  const tells =
    behind.length > 1 &&
    behind.some((cell) => isTag(cell) || fieldsOf(cellPair.exec(cell)?.[1] ?? '').length > 0);
  return tells ? { title: cells.slice(0, from).join(' | '), behind } : null;
}

/** Whether a text is the name of a field and of no kind of item: “Status”, but not “Story”. */
function namesField(label: string): boolean {
  return label.length <= 40 && fieldsOf(label).length > 0 && workOf(label) === null;
}

const nothing: Readonly<Record<string, string>> = {};

/** A title with nothing behind it. */
export function bareDecoration(
  title: string,
  numbering: string | null = null,
  checked: boolean | null = null,
): Decoration {
  return {
    title,
    numbering,
    points: null,
    priority: null,
    status: null,
    enablerType: null,
    attributes: nothing,
    checked,
  };
}

/** Takes the decoration off a title. */
export function undecorated(raw: string): Decoration {
  if (raw.length > longestTitle) return bareDecoration(raw.trim());
  if (isUndecorated(raw)) return bareDecoration(composed(raw));
  let text = composed(raw).trim();
  let checked: boolean | null = null;
  let numbering: string | null = null;
  const maySign = !ascii.test(text);
  const begins = startsWithWord.test(text) && !text.includes('\u20E3');
  for (let round = begins ? 4 : 0; round < 4; round += 1) {
    const before = text;
    if (maySign) text = text.replace(keycap, '').replace(/(\d)\uFE0F?\u20E3/gu, '$1');
    const signs = maySign ? leadingSigns.exec(text) : null;
    if (signs !== null && signs[0].length < text.length) {
      if (/[☑✅✔✓]/u.test(signs[0])) checked = true;
      text = text.slice(signs[0].length);
    }
    const box = checkbox.exec(text);
    if (box !== null) {
      checked = box[1] === 'x' || box[1] === 'X';
      text = text.slice(box[0].length);
    }
    const number = numberingPattern.exec(text);
    if (number !== null && numbering === null) {
      numbering = number.slice(1).find((each) => each !== undefined) ?? null;
      text = text.slice(number[0].length);
    }
    if (text === before) break;
  }
  if (!maySign && !mayBeFollowed(text)) return bareDecoration(text.trim(), numbering, checked);
  let points: number | null = null;
  let priority: 1 | 2 | 3 | 4 | null = null;
  let status: string | null = null;
  let enablerType: EnablerType | null = null;
  const attributes: Record<string, string> = {};
  const take = (inner: string): boolean => {
    const parts = inner
      .split(tagDivider)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length > 1) {
      const verdicts = parts.map((part) => takeOne(part));
      const types = parts.map((part, place) => (verdicts[place] === true ? null : enablerTypeOf(part)));
      if (verdicts.includes(true)) enablerType ??= types.find((type) => type !== null) ?? null;
      // “(done, waiting for release)” explains its status.
      return (
        (verdicts.includes(true) && verdicts.every((verdict, place) => verdict || types[place] !== null)) ||
        (verdicts[0] === true && status !== null)
      );
    }
    return takeOne(inner);
  };
  const takeOne = (inner: string): boolean => {
    const folded = fold(inner.replace(trailingSigns, '').replace(leadingSigns, '')).trim();
    if (folded === '') return true;
    const pointMatch =
      pointsPhrase.exec(folded) ?? pointsAfterLabel.exec(folded) ?? pointsAfterUnit.exec(folded);
    if (pointMatch?.[1] !== undefined) {
      points = points ?? Number(pointMatch[1].replace(',', '.'));
      return true;
    }
    if (timePhrase.test(folded)) {
      attributes['Estimate'] = inner.trim();
      return true;
    }
    const named = priorityLabel.exec(folded)?.[1] ?? folded;
    const level =
      named.length === 1 && named === folded
        ? null
        : priorityOfWord(moscowPhrase.exec(named)?.[1] ?? named.trim());
    if (level !== null || /^p[0-4]$/.test(named)) {
      priority = priority ?? level;
      return true;
    }
    const state = statusIn(inner);
    if (state !== null) {
      status = status ?? state;
      return true;
    }
    if (tShirt.test(folded)) {
      attributes['Size'] = inner.trim();
      return true;
    }
    if (/^(?:wsjf|rice)\s*[:=]?\s*\d+(?:[.,]\d+)?$/.test(folded)) {
      attributes[folded.startsWith('w') ? 'WSJF' : 'RICE'] = inner.replace(/^\D+/, '').trim();
      return true;
    }
    if (/^@[\p{L}\p{N}_.-]+$/u.test(folded)) {
      attributes['Owner'] = inner.trim();
      return true;
    }
    if (/^(?:mvp|optional|new|stretch|wip|blocked|tbd|#\w+|sprint \d+|phase \d+)$/.test(folded)) {
      if (/^(?:sprint|phase) /.test(folded))
        attributes[folded.startsWith('s') ? 'Sprint' : 'Phase'] = inner.trim();
      return true;
    }
    return false;
  };
  for (let round = 0; round < 6; round += 1) {
    const before = text;
    const cleaned = maySign ? text.replace(trailingSigns, '') : text;
    if (cleaned !== '' && cleaned !== text) {
      const signs = text.slice(cleaned.length);
      if (/[✅☑✔✓]/u.test(signs)) status = status ?? 'Done';
      text = cleaned;
    }
    if (maySign) text = text.replace(/\s*\p{Extended_Pictographic}\uFE0F?\s*(?:MVP|NEW|HOT|WIP|TODO)$/u, '');
    if (text.endsWith('}')) text = text.replace(/\s*\{#[\w-]+\}$/, '');
    if (text.endsWith('#')) text = text.replace(/\s+#+$/, '');
    const bracket = closingBracket.test(text) ? group.exec(text) : null;
    if (bracket?.[1] !== undefined && bracket.index > 0 && take(bracket[1]))
      text = text.slice(0, bracket.index);
    text = withoutTags(text, take);
    const cells = text.includes(' | ') || text.includes(' · ') ? tellingCells(text) : null;
    if (cells !== null) {
      for (const cell of cells.behind) {
        const [, label, value] = cellPair.exec(cell) ?? [];
        if (take(cell)) continue;
        attributes[label ?? 'Note'] = value ?? cell;
      }
      text = cells.title;
    }
    const owner = text.includes('@') ? ownerBehind.exec(text) : null;
    if (owner?.[1] !== undefined && owner.index > 0) {
      attributes['Owner'] ??= owner[1];
      if (owner[2] !== undefined) attributes['Due'] = owner[2];
      text = text.slice(0, owner.index);
    }
    // What is read behind a divider is short.
    const isDivided = divider.test(text.slice(-longestBehind)) || /,\s*\d/.test(text.slice(-longestBehind));
    const isSigned = isDivided && signBehind.test(text);
    const tags = isSigned ? tagsAfterDash.exec(text) : null;
    if (tags?.[1] !== undefined && tags.index > 0 && areTags(tags[1]) && take(tags[1]))
      text = text.slice(0, tags.index);
    const points2 = isSigned && /\d/.test(text) ? trailingPoints.exec(fold(text)) : null;
    if (points2?.[1] !== undefined && points2.index > 0) {
      points = points ?? Number(points2[1].replace(',', '.'));
      text = text.slice(0, points2.index);
    }
    const loose = pointsBehind.test(text)
      ? /(?<=[^:：=\s])\s+(\d+(?:[.,]\d+)?)\s*(?:pts?|sp)\.?$/iu.exec(text)
      : null;
    if (loose?.[1] !== undefined && loose.index > 0) {
      points = points ?? Number(loose[1].replace(',', '.'));
      text = text.slice(0, loose.index).replace(/\s+[|·•–—-]$/u, '');
    }
    const divided = isSigned ? /\s+[|·•]\s*([^|·•]{1,30})$/u.exec(text) : null;
    if (divided?.[1] !== undefined && divided.index > 0 && take(divided[1]))
      text = text.slice(0, divided.index);
    const after = isDivided || (maySign && pictograph.test(text)) ? statusAfterDash.exec(text) : null;
    if (
      after?.[1] !== undefined &&
      after.index > 0 &&
      statusWords.has(fold(after[1]).trim()) &&
      !namesField(text.slice(0, after.index))
    ) {
      status = status === null || status === 'Done' ? after[1].trim() : status;
      text = text.slice(0, after.index);
    }
    if (/[:：]$/.test(text) && text.length > 1 && round > 0) break;
    if (text === before) break;
  }
  return { title: text.trim(), numbering, points, priority, status, enablerType, attributes, checked };
}

/** Whether brackets, an owner, points or a status may stand behind a title of ASCII signs. */
function mayBeFollowed(text: string): boolean {
  if (signBehind.test(text) || lastSign.test(text) || pointsBehind.test(text)) return true;
  const from = Math.max(text.lastIndexOf('-'), text.lastIndexOf('|'), text.lastIndexOf(':')) + 1;
  return from > 0 && statusWords.has(fold(text.slice(from)).trim());
}

const trailingSeparator = /[\s:：\-–—|·]/u;

/** A title without quotes, stray signs and trailing punctuation. */
export function cleanTitle(text: string): string {
  let end = text.length;
  while (end > 0 && trailingSeparator.test(text.charAt(end - 1))) end -= 1;
  return text
    .slice(0, end)
    .replace(/^[\s:：\-–—|/.,、>»·]+/u, '')
    .replace(/^["“„«「『《](.*)["”“»」』》]$/u, '$1')
    .trim();
}
