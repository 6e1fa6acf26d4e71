import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { buffer as readAll } from 'node:stream/consumers';
import type { PlanText } from '../domain/plan.ts';
import { documentTextFault } from '../domain/text.ts';
import { notationOf } from '../planning/plan-notation.ts';
import { DatabaseUnreadableError } from '../store/database-file.ts';
import { decodeDocument } from './document-text.ts';
import { type PlanOptions, parsePlanOptions, planHelp } from './plan-options.ts';
import { planPage } from './plan-page.ts';
import { DocumentRefusedError, type PlanPreview, previewPlan } from './plan-preview.ts';
import { type Terminal, UsageError } from './terminal.ts';

/** Prints the plan of a document; writes nothing. Answers the exit code: 0 read, 1 refused, 2 called wrongly. */
export async function runPlan(terminal: Terminal): Promise<0 | 1 | 2> {
  const { stdout, stderr } = terminal;
  stdout.on('error', (cause) => {
    // Whoever read on has seen enough, as in `plan FILE | head`.
    if (!('code' in cause && cause.code === 'EPIPE')) throw cause;
  });
  try {
    const options = parsePlanOptions(terminal.args, terminal.environment);
    if (options === null) {
      stdout.write(planHelp);
      return 0;
    }
    const { text, name } = await readSource(options, terminal.stdin);
    const preview = await previewPlan(text, options, name);
    if (options.isJson) stdout.write(planJson(preview, text));
    else if (preview.refusal === null) stdout.write(planPage(preview, stdout));
    if (preview.refusal !== null) {
      stderr.write(`${preview.refusal}\n`);
      return 1;
    }
    if (preview.note !== null) stderr.write(`${preview.note}\n`);
    return 0;
  } catch (cause) {
    if (cause instanceof UsageError) {
      stderr.write(`${cause.message}\nnpm run plan -- --help says how.\n`);
      return 2;
    }
    if (!isExpected(cause)) throw cause;
    stderr.write(`${cause.message}${placeOf(cause)}\n`);
    return 1;
  }
}

class FileUnreadableError extends Error {
  override readonly name = 'FileUnreadableError';
}

function placeOf(cause: Error): string {
  const location = cause instanceof DocumentRefusedError ? cause.location : null;
  if (location === null) return '';
  return location.line === null ? ` (${location.elementPath})` : ` (line ${location.line})`;
}

function isExpected(cause: unknown): cause is Error {
  return (
    cause instanceof FileUnreadableError ||
    cause instanceof DocumentRefusedError ||
    cause instanceof DatabaseUnreadableError
  );
}

async function readSource(
  { file, notation }: PlanOptions,
  stdin: NodeJS.ReadableStream,
): Promise<{ text: PlanText; name: string }> {
  const decoded = decodeDocument(file === '-' ? await readAll(stdin) : await readBytes(file));
  const named = file === '-' ? 'Standard input' : file;
  if (decoded.kind === 'refused') throw new FileUnreadableError(`${named} is not UTF-8: ${decoded.why}`);
  const { text } = decoded;
  const fault = documentTextFault(text);
  if (fault !== null) throw new FileUnreadableError(`${named} is not text: ${fault}.`);
  return {
    text: { notation: notation ?? notationOf(file, text), text },
    name: file === '-' ? 'Standard input' : basename(file, extname(file)),
  };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : `it gives ${code}`;
    throw new FileUnreadableError(`${file} cannot be read: ${why}.`, { cause });
  }
}

function planJson({ documentKey, reading, counts, changes }: PlanPreview, { notation }: PlanText): string {
  const { items, warnings, coverage } = reading;
  const whole = { documentKey, notation, counts, items, warnings, coverage };
  return `${JSON.stringify(changes === null ? whole : { ...whole, changes }, null, 2)}\n`;
}
