import type { EnablerType, Priority } from '../domain/plan.ts';
import { enablerTypeOf } from './enabler-types.ts';
import { fold } from './fold.ts';
import { anyOf, pointUnits, priorityLabels, priorityOfWord, timeUnits } from './vocabulary.ts';

export const statusWords = new Set(
  'done;complete;completed;in progress;wip;todo;to do;to-do;planned;blocked;open;closed;ready;ready for dev;in review;review;not started;draft;new;pending;deferred;implemented;cancelled;canceled;finished;active;approved;accepted;resolved;shipped;released;in development;testing;in testing;on hold;backlog;proposed;not done;partially done;partial;started;delivered;ongoing;obsolete;erledigt;offen;in arbeit;fertig;geplant;abgeschlossen;in bearbeitung;umgesetzt;zuruckgestellt;termine;terminee;fait;en cours;a faire;livre;livree;hecho;hecha;pendiente;en progreso;en curso;terminado;terminada;completado;completada;concluido;concluida;em andamento;pendente;a fazer;feito;fatto;in corso;da fare;completato;gereed;klaar;bezig;te doen;afgerond;gotowe;w toku;do zrobienia;zrobione;готово;в работе;сделано;выполнено;запланировано;к выполнению;tamamlandi;devam ediyor;yapilacak;bitti;已完成;进行中;待办;未开始;完成;待开发;开发中;完了;進行中;未着手;完成済み;対応中;완료;진행 중;진행중;예정;대기;hoan thanh;dang lam;chua lam;xong'.split(
    ';',
  ),
);

export const leadingSigns =
  /^(?:[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}☐☑☒✓✔✗✘□■◻◼▪▫●○◆◇►▶▸‣•·★☆→⇒➤※\s]|\p{Emoji_Modifier}|\uFE0F|\u200D|\u20E3)+/u;
export const trailingSigns =
  /(?:[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}☐☑✓✔✗✘★☆\s]|\p{Emoji_Modifier}|\uFE0F|\u200D)+$/u;
export const group = /\s*[([{【（［]([^()[\]{}【】（）［］]{1,60})[)\]}】）］]$/u;
export const closingBracket = /[)\]}】）］]$/u;
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
const priorityNames = anyOf(priorityLabels);
/** “Prio: high”, “优先级高” */
const labelledPriority = new RegExp(`^(?:${priorityNames})\\s*[:=]?\\s*(.+)$`, 'u');
/** “high priority”, “高优先级” */
const priorityBehind = new RegExp(`^([^,;]+?)[\\s-]*(?:${priorityNames})$`, 'u');
/** “must land”, “should ship”. */
const moscowPhrase = /^(must|should|could|won't) (?!have)\p{L}+$/u;
const tShirt = /^(?:size\s*[:=]?\s*)?(xs|s|m|l|xl|xxl)$/;

function namedPriority(folded: string): Priority | null {
  const name = labelledPriority.exec(folded)?.[1] ?? priorityBehind.exec(folded)?.[1];
  if (name === undefined) return null;
  return /^[1-5]$/.test(name) ? (Math.min(Number(name), 4) as Priority) : priorityOfWord(name.trim());
}

/** Whether a text gives points or a priority and can be nothing else. */
export function isMeasure(text: string): boolean {
  const folded = fold(text).trim();
  return (
    pointsPhrase.test(folded) ||
    pointsAfterLabel.test(folded) ||
    pointsAfterUnit.test(folded) ||
    namedPriority(folded) !== null ||
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
export function areTags(text: string): boolean {
  const parts = text.split(tagDivider).filter((part) => part.trim() !== '');
  if (parts.length === 1) return isMeasure(text) || (statusIn(text) !== null && closingBracket.test(text));
  return parts.every(isTag) && parts.some((part) => statusIn(part) === null);
}

/** The status that a text is, without signs and without what explains it: “blocked (waiting for US-2)”. */
export function statusIn(text: string): string | null {
  const bare = text.replace(trailingSigns, '').replace(leadingSigns, '').replace(group, '').trim();
  return statusWords.has(fold(bare)) ? bare : null;
}

/** What tags around a title say of it, the first of each kind. */
export class Tags {
  points: number | null = null;
  priority: Priority | null = null;
  status: string | null = null;
  enablerType: EnablerType | null = null;
  readonly attributes: Record<string, string> = {};

  /** Takes one tag, or several apart by commas; false when it is something else. */
  take(text: string): boolean {
    const parts = text
      .split(tagDivider)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length < 2) return this.#takeOne(text);
    const verdicts = parts.map((part) => this.#takeOne(part));
    const types = parts.map((part, place) => (verdicts[place] === true ? null : enablerTypeOf(part)));
    if (verdicts.includes(true)) this.enablerType ??= types.find((type) => type !== null) ?? null;
    // “(done, waiting for release)” explains its status.
    return (
      (verdicts.includes(true) && verdicts.every((verdict, place) => verdict || types[place] !== null)) ||
      (verdicts[0] === true && this.status !== null)
    );
  }

  #takeOne(inner: string): boolean {
    const folded = fold(inner.replace(trailingSigns, '').replace(leadingSigns, '')).trim();
    if (folded === '') return true;
    const pointMatch =
      pointsPhrase.exec(folded) ?? pointsAfterLabel.exec(folded) ?? pointsAfterUnit.exec(folded);
    if (pointMatch?.[1] !== undefined) {
      this.points ??= Number(pointMatch[1].replace(',', '.'));
      return true;
    }
    if (timePhrase.test(folded)) {
      this.attributes['Estimate'] = inner.trim();
      return true;
    }
    const level =
      namedPriority(folded) ??
      (folded.length === 1 ? null : priorityOfWord(moscowPhrase.exec(folded)?.[1] ?? folded));
    if (level !== null || /^p[0-4]$/.test(folded)) {
      this.priority ??= level;
      return true;
    }
    const state = statusIn(inner);
    if (state !== null) {
      this.status ??= state;
      return true;
    }
    if (tShirt.test(folded)) {
      this.attributes['Size'] = inner.trim();
      return true;
    }
    if (/^(?:wsjf|rice)\s*[:=]?\s*\d+(?:[.,]\d+)?$/.test(folded)) {
      this.attributes[folded.startsWith('w') ? 'WSJF' : 'RICE'] = inner.replace(/^\D+/, '').trim();
      return true;
    }
    if (/^@[\p{L}\p{N}_.-]+$/u.test(folded)) {
      this.attributes['Owner'] = inner.trim();
      return true;
    }
    if (/^(?:mvp|optional|new|stretch|wip|blocked|tbd|#\w+|sprint \d+|phase \d+)$/.test(folded)) {
      if (/^(?:sprint|phase) /.test(folded))
        this.attributes[folded.startsWith('s') ? 'Sprint' : 'Phase'] = inner.trim();
      return true;
    }
    return false;
  }
}
