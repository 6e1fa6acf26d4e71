import type { Chance } from './chance.ts';

/** One thing that SQLite asked of the disk. */
type DiskOperation =
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'delete'; readonly path: string };

type FileOperation = Extract<DiskOperation, { kind: 'write' | 'truncate' }>;

/** What a file holds. Grows as it is written. */
class FileContent {
  #bytes = new Uint8Array(0);
  size = 0;

  read(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(Math.min(offset, this.size), Math.min(offset + length, this.size));
  }

  apply(operation: FileOperation): void {
    if (operation.kind === 'truncate') {
      this.#bytes.fill(0, operation.size, Math.max(this.size, operation.size));
      this.size = operation.size;
      return;
    }
    const end = operation.offset + operation.bytes.length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(operation.bytes, operation.offset);
    this.size = Math.max(this.size, end);
  }

  copy(): FileContent {
    const copied = new FileContent();
    copied.#bytes = this.#bytes.slice(0, this.size);
    copied.size = this.size;
    return copied;
  }
}

/** A disk in memory that keeps all that was asked of it, in order. */
export class RecordingDisk {
  readonly #files = new Map<string, FileContent>();
  readonly #operations: DiskOperation[] = [];
  readonly #syncs = new Map<string, number>();

  /** How much has been asked of it so far: a moment that a power cut can be put at. */
  get moment(): number {
    return this.#operations.length;
  }

  /** How often a file was synced. */
  syncs(path: string): number {
    return this.#syncs.get(path) ?? 0;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Makes an empty file when there is none. */
  open(path: string): void {
    if (!this.#files.has(path)) this.#files.set(path, new FileContent());
  }

  size(path: string): number {
    return this.#files.get(path)?.size ?? 0;
  }

  read(path: string, offset: number, length: number): Uint8Array {
    return this.#files.get(path)?.read(offset, length) ?? new Uint8Array(0);
  }

  write(path: string, offset: number, bytes: Uint8Array): void {
    this.#apply({ kind: 'write', path, offset, bytes: bytes.slice() });
  }

  truncate(path: string, size: number): void {
    this.#apply({ kind: 'truncate', path, size });
  }

  sync(path: string): void {
    this.#operations.push({ kind: 'sync', path });
    this.#syncs.set(path, this.syncs(path) + 1);
  }

  delete(path: string): void {
    this.#files.delete(path);
    this.#operations.push({ kind: 'delete', path });
  }

  #apply(operation: FileOperation): void {
    this.#operations.push(operation);
    this.open(operation.path);
    this.#files.get(operation.path)?.apply(operation);
  }

  /**
   * What the disk holds after a loss of power at each of these moments, which have to ascend: what was synced is there;
   * of what was not, each write is there, or not, or torn, and in any order.
   */
  *afterPowerCuts(moments: readonly number[], chance: Chance): Generator<ReadonlyMap<string, Uint8Array>> {
    const synced = new Map<string, FileContent>();
    const pending = new Map<string, FileOperation[]>();
    let at = 0;
    for (const moment of moments) {
      for (; at < moment; at += 1) {
        const operation = this.#operations[at];
        if (operation !== undefined) settle(operation, synced, pending);
      }
      yield imageOf(synced, pending, chance);
    }
  }
}

function settle(
  operation: DiskOperation,
  synced: Map<string, FileContent>,
  pending: Map<string, FileOperation[]>,
): void {
  const { path } = operation;
  switch (operation.kind) {
    case 'write':
    case 'truncate': {
      const waiting = pending.get(path) ?? [];
      waiting.push(operation);
      pending.set(path, waiting);
      return;
    }
    case 'sync': {
      const content = synced.get(path) ?? new FileContent();
      for (const waiting of pending.get(path) ?? []) content.apply(waiting);
      synced.set(path, content);
      pending.delete(path);
      return;
    }
    case 'delete':
      synced.delete(path);
      pending.delete(path);
  }
}

function imageOf(
  synced: ReadonlyMap<string, FileContent>,
  pending: ReadonlyMap<string, readonly FileOperation[]>,
  chance: Chance,
): Map<string, Uint8Array> {
  const image = new Map<string, Uint8Array>();
  for (const path of new Set([...synced.keys(), ...pending.keys()])) {
    const content = synced.get(path)?.copy() ?? new FileContent();
    for (const survivor of survivorsOf(pending.get(path) ?? [], chance)) content.apply(survivor);
    image.set(path, content.read(0, content.size).slice());
  }
  return image;
}

const sectorBytes = 512;

/** Of what was written and not synced: what a disk may have kept, in the order in which it may have kept it. */
function survivorsOf(written: readonly FileOperation[], chance: Chance): FileOperation[] {
  // Some cuts lose everything that was not synced, some little of it.
  const kept = chance();
  const survivors = written.flatMap((operation): FileOperation[] => {
    if (chance() >= kept) return [];
    if (operation.kind === 'truncate' || chance() < 0.7) return [operation];
    const sectors = Math.ceil(operation.bytes.length / sectorBytes);
    const torn = operation.bytes.subarray(0, chance.between(0, sectors) * sectorBytes);
    return [{ ...operation, bytes: torn }];
  });
  if (chance() < 0.5) return survivors;
  return survivors
    .map((operation) => ({ operation, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ operation }) => operation);
}
