/** One message of a stream of server-sent events. */
export interface Message {
  readonly id: string | null;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: Events are as the query asks for them.
  readonly data: any;
}

/** A stream as an EventSource reads it, to its end or until `enough` says so. */
export async function readStream(
  response: Response,
  enough: (messages: readonly Message[]) => boolean = () => false,
): Promise<{ messages: Message[]; comments: number }> {
  const messages: Message[] = [];
  let comments = 0;
  let rest = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader !== undefined && !enough(messages)) {
    const { value, done } = await reader.read();
    if (done) return { messages, comments };
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) comments += 1;
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null;
      const data = field('data');
      if (data !== null) {
        messages.push({
          id: field('id'),
          event: field('event') ?? 'message',
          data: data === '' ? null : JSON.parse(data),
        });
      }
    }
  }
  await reader?.cancel();
  return { messages, comments };
}
