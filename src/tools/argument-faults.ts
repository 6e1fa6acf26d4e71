import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What an argument has to be, to follow "it": sentences of ours, for what zod says in its own. */
export function explainIssue(issue: Issue | undefined): string {
  if (issue === undefined) return 'has to be something else';
  switch (issue.code) {
    case 'invalid_type':
      return `has to be ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return boundOf(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return boundOf(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
    case 'invalid_value':
      return `has to be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      if (issue.format === 'regex' && !issue.message.startsWith(zodsOwn)) return issue.message;
      return `has to be ${formats[issue.format] ?? 'written in another form'}`;
    case 'not_multiple_of':
      return `has to be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `holds ${issue.keys.join(', ')}, which it does not know`;
    case 'invalid_union':
      return 'has none of the forms that it may have';
    case 'invalid_key':
    case 'invalid_element':
      return explainIssue(issue.issues[0]);
    case 'custom':
      return issue.message;
  }
}

/** How zod words a pattern that no message was given for: it would show the pattern. */
const zodsOwn = 'Invalid ';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'a URL, such as https://example.org',
  uuid: 'a UUID',
  datetime: 'a time, such as 2030-01-31T09:00:00Z',
  date: 'a day, such as 2030-01-31',
};

function boundOf(origin: string, bound: number | bigint, word: string): string {
  if (origin === 'string' || origin === 'array' || origin === 'set') {
    const [one, many] = origin === 'string' ? ['character', 'characters'] : ['entry', 'entries'];
    if (bound === 1 && word === 'at least') return 'must not be empty';
    return `has to have ${word} ${bound} ${bound === 1 ? one : many}`;
  }
  return `has to be ${word} ${bound}`;
}
