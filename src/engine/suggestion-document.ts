import type { Suggestion } from '../domain/suggestion.ts';

/** A planning document over one suggestion. What a model wrote is text in it and makes no structure. */
export function suggestionDocument(suggestion: Suggestion): string {
  const { title, description, rationale, implementationConsiderations } = suggestion;
  return [
    `# Feature: ${plain(title)}`,
    plain(description),
    `Rationale: ${plain(rationale)}`,
    ...(implementationConsiderations.length === 0 ? [] : ['Implementation considerations:']),
    implementationConsiderations.map((each) => `- ${plain(each)}`).join('\n'),
  ].join('\n\n');
}

/** One paragraph in which Markdown finds nothing to mark. */
function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>()#+\-.!|~:&=]/g, '\\$&');
}
