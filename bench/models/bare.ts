import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

// The bare AI SDK in a process of its own: reads so many streams at once to their end, and says what that cost.

const provider = createOpenAICompatible({
  name: 'bench',
  baseURL: process.argv[2] ?? '',
  includeUsage: true,
});

async function read(): Promise<number> {
  const { textStream } = streamText({ model: provider.chatModel('bench'), prompt: 'Bench', maxRetries: 0 });
  let characters = 0;
  for await (const text of textStream) characters += text.length;
  return characters;
}

async function measure(streams: number): Promise<void> {
  const before = process.cpuUsage();
  const lengths = await Promise.all(Array.from({ length: streams }, read));
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpu: user + system, characters: Math.min(...lengths) });
}

process.on('message', ({ streams }: { streams: number }) => void measure(streams));
process.on('disconnect', () => process.exit(0));
process.send?.({});
