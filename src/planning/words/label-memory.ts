const mostKnown = 2000;
const longestLabel = 24;
const longestPair = 30;

/**
 * Remembers what a function makes of labels and pairs such as “Priority: High”: a document has few of them, and each
 * many times. Longer texts are seldom seen again.
 */
export function rememberingLabels<Result extends object | boolean | number | null>(
  read: (text: string) => Result,
): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (text.length > longestLabel && (text.length > longestPair || !text.includes(':'))) return read(text);
    let result = known.get(text);
    if (result === undefined) {
      result = read(text);
      if (known.size >= mostKnown) known.clear();
      known.set(text, result);
    }
    return result;
  };
}
