import type { ItemDraft, Told } from '../item-draft.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { english } from '../words/english.ts';
import { fold } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';

const slots = ['role', 'want', 'benefit'] as const;

/** “As a”, “I want”, “So that” in columns of their own are one sentence. */
export function tellStory(draft: ItemDraft, told: Told): void {
  if (keepsRole(draft, told)) return;
  const sentence = sentenceOf(told);
  draft.description.unshift(sentence);
  const want = told.get('want')?.text;
  if (draft.title === '' || draft.title === told.get('role')?.text || draft.title === want)
    draft.title = want ?? sentence;
}

function sentenceOf(told: Told): string {
  const isEnglish = [...told].every(([slot, { label }]) => englishLabels[slot].has(labelWords(label)));
  return isEnglish ? inEnglish(told) : inOwnWords(told);
}

/** “As a: guest”, “I want: to pay” as fields of an item are its sentence. */
export function tellWish(draft: ItemDraft): void {
  const { wish } = draft;
  if (wish.size === 0) return;
  if (!keepsRole(draft, wish)) draft.description.unshift(sentenceOf(wish));
  wish.clear();
}

/** Keeps who wants something as an attribute where nothing says what: that is no sentence. */
function keepsRole(draft: ItemDraft, told: Told): boolean {
  const role = told.get('role');
  if (role === undefined || told.size > 1) return false;
  draft.attributes.set(role.label, role.text);
  return true;
}

const englishLabels = {
  role: wordSet(english.fields.role),
  want: wordSet(english.fields.want),
  benefit: wordSet(english.fields.benefit),
} as const;

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(';').map(labelWords));
}

/** A column's name without what its brackets and dots leave open: “As a <role>”, “I want …”. */
function labelWords(label: string): string {
  return fold(withoutGap(label));
}

function withoutGap(label: string): string {
  return label
    .replace(/[([<{].*$/su, '')
    .replace(/[\s.…:]+$/u, '')
    .trim();
}

function inEnglish(told: Told): string {
  const role = told.get('role');
  const want = told.get('want');
  const benefit = told.get('benefit')?.text;
  const parts = [
    role === undefined ? null : /^as /i.test(role.text) ? role.text : `${as(role.label)} ${role.text}`,
    want === undefined ? null : /^i (?:want|need)/i.test(want.text) ? want.text : wished(want),
    benefit === undefined ? null : /^so /i.test(benefit) ? benefit : `so that ${benefit}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function as(label: string): string {
  return labelWords(label) === 'as an' ? 'As an' : 'As a';
}

/** “I want to | pay”, “Goal | pay by card”: the label may be the beginning of the wish. */
function wished({ label, text }: { readonly label: string; readonly text: string }): string {
  const words = withoutGap(label);
  const begins = /^i /i.test(words) ? `I${words.slice(1)}` : 'I want';
  return `${begins} ${begins.endsWith(' to') ? text.replace(/^to /, '') : text}`;
}

const subjectBehind = new RegExp(`\\s(?:${anyOf(wordsFor('subjectsBehind'))})$`, 'u');

/** The columns' own words where they make a sentence, “En tant que client, je veux …”; else each behind its name. */
function inOwnWords(told: Told): string {
  let sentence = '';
  for (const slot of slots) {
    const part = told.get(slot);
    if (part === undefined) continue;
    const label = withoutGap(part.label);
    const said = fold(part.text).startsWith(fold(label)) ? part.text : `${label} ${part.text}`;
    // “Als Kunde möchte ich …”
    const inverted = slot === 'want' && subjectBehind.test(fold(label));
    sentence +=
      sentence === '' ? said : `${inverted ? ' ' : ', '}${said.charAt(0).toLowerCase()}${said.slice(1)}`;
  }
  return isStorySentence(sentence)
    ? sentence
    : slots
        .flatMap((slot) => told.get(slot) ?? [])
        .map(({ label, text }) => `${label}: ${text}`)
        .join('\n');
}
