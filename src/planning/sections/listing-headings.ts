import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { mayHoldAny } from '../words/single-words.ts';
import { anyOf, workOf, workWords } from '../words/vocabulary.ts';
import { hasItemFields } from './plain-sections.ts';
import type { Section } from './sections.ts';

const listed: ReadonlySet<WorkWord> = new Set(['EPIC', 'STORY', 'ENABLER', 'TASK', 'SPIKE', 'BUG']);
const names = [...workWords].filter(([, work]) => listed.has(work)).map(([word]) => word);
const several =
  /(?:[^us]s|ies|geschichten|aufgaben|arbeitspakete|fehler|storie|epiche|attivita|compiti|verhalen|taken|historyjki|epiki|zadania|bledy|эпики|истории|задачи|баги|ошибки|лар|лер|lar|(?<!enab)ler|lari|leri|[\u3040-\u9fff\uac00-\ud7af])$/u;
const mayName = mayHoldAny(names);
const atStart = new RegExp(`^(?:${anyOf(names)})(?=\\s)`, 'u');
const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const latinEnd = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyOf(names.filter((name) => !wide.test(name)))})$`,
  'u',
);
const wideEnd = new RegExp(`(?:${anyOf(names.filter((name) => wide.test(name)))})$`, 'u');
/** What goes on with a word for several: “Tasks before the release”, “Aufgaben vor dem Start”. */
const goesOn =
  /^\s+(?:before|after|until|till|to|from|by|during|that|which|we|on|with|at|around|per|found|planned|needed|left|vor|nach|bis|aus|die|zum|zur|vom|mit|im|am|pro|avant|apres|qui|que|a|au|aux|de|des|du|pour|issues|avec|antes|despues|depois|para|por|del|do|da|das|dos|con|com|en|em|ate|hasta|prima|dopo|che|per|di|del|della|dei|dal|dalla|entro|voor|na|uit|tot|van|bij|przed|po|ktore|z|dla|перед|до|после|которые|из|для|на|по|с)(?![\p{L}\p{N}])/u;
/** Words by which a heading speaks about work and does not list it, or lists what is not to be done. */
const speaksAbout =
  /(?<!\p{L})(?:how|what|why|writing|write|sample|samples|examples?|success|rejected|dropped|discarded|deferred|fixed|closed|solved|resolved|not|no|won't|out|other|related|linked|dependent|old|former|previous|templates?|number|count|rules|notes|guide|wie|was|beispiel\p{L}*|verworfen\p{L}*|nicht|keine|andere|behobene|alte|vorlage|comment|exemples?|abandonnees?|rejetees?|pas|autres|corrigees?|modele|ejemplos?|exemplos?|esempi\p{L}*|descartad\p{L}+|rechazad\p{L}+|rejeitad\p{L}+|scartat\p{L}+|nao|non|otr[ao]s|outr[ao]s|altr[ei]|corregid\p{L}+|corrigid\p{L}+|risolt[ei]|hoe|voorbeeld\p{L}*|niet|geen|opgeloste|jak|przyklad\p{L}*|odrzucon\p{L}+|nie|inne|naprawion\p{L}+|как|пример\p{L}*|отклонен\p{L}+|не|другие|исправлен\p{L}+)(?!\p{L})/u;
/** “Notes on stories”: what stands before the word is no name of theirs. */
const joins =
  /(?<!\p{L})(?:of|for|about|on|to|in|with|from|von|fur|uber|zu|mit|aus|de|des|du|sur|pour|del|da|do|sobre|para|per|su|di|over|van|voor|o|dla|do|z|о|для|по|из)(?!\p{L})/u;
/** “TOP 2: New stories” */
const agendaPoint = /^(?:top|agenda(?: item)?|item|punkt|point|punto|ponto|agendapunt)\s*\d+\s*[-:.|]?\s*/u;
const longestListing = 60;
const mostWordsBefore = 3;

/**
 * What a heading without a mark says that the entries or rows below it are, by its first or last words: “Tasks before
 * the release”, “Checkout stories”.
 */
export function listedWork(section: Section, title: string): WorkWord | null {
  if (title.length > longestListing || hasItemFields(section)) return null;
  const folded = fold(title);
  const work = mayName(folded) && !speaksAbout.test(folded) ? workAtAnEnd(folded) : null;
  return work !== null && section.parts.some(({ type }) => type === 'list' || type === 'table') ? work : null;
}

function workAtAnEnd(folded: string): WorkWord | null {
  const first = atStart.exec(folded)?.[0];
  if (first !== undefined) {
    const rest = folded.slice(first.length);
    return several.test(first) && goesOn.test(rest) ? workOf(first) : null;
  }
  const last = (wide.test(folded) ? wideEnd : latinEnd).exec(folded);
  if (last === null || !several.test(last[0])) return null;
  const before = folded.slice(0, last.index).replace(agendaPoint, '').trim();
  const isNamed = !before.includes(':') && before.split(' ').length <= mostWordsBefore && !joins.test(before);
  const work = workOf(last[0]);
  // What people took upon themselves in a meeting is no task of the plan.
  return isNamed && (work !== 'TASK' || !agendaPoint.test(folded)) ? work : null;
}
