import { randomBytes } from 'node:crypto';
import type { Sqlite3Static, WasmPointer } from '@sqlite.org/sqlite-wasm';
import type { RecordingDisk } from './disk.ts';

/** A file that a connection has open. */
interface OpenFile {
  readonly path: string;
  /** SQLite's five levels, from unlocked (0) to exclusive (4). */
  lock: number;
}

/** The index of a write-ahead log, which its connections share in memory. */
interface SharedIndex {
  readonly regions: WasmPointer[];
  readonly holders: { readonly shared: Set<OpenFile>; exclusive: OpenFile | null }[];
}

const vfsName = 'recording';
const sharedLocks = 8;
/** Flags of a lock on the shared index, as sqlite3.h has them. */
const unlockShared = 1;
const lockShared = 4;
/** Bytes of a sqlite3_file: one pointer to its methods. */
const fileBytes = 4;
const pathBytes = 1024;

/**
 * Puts SQLite on a recording disk: the SQLite that is compiled to WebAssembly, because there a file system can be
 * written in JavaScript. It makes the claims that SQLite's own file system on Unix makes. Returns its name.
 */
export function installRecordingVfs({ capi, wasm, vfs }: Sqlite3Static, disk: RecordingDisk): string {
  const files = new Map<WasmPointer, OpenFile>();
  const indexes = new Map<string, SharedIndex>();
  const io = new capi.sqlite3_io_methods();
  const system = new capi.sqlite3_vfs();

  const nameAt = (pointer: WasmPointer): string => wasm.cstrToJs(pointer) ?? '';
  const fileOf = (pointer: WasmPointer): OpenFile => {
    const file = files.get(pointer);
    if (file === undefined) throw new Error('SQLite uses a file that it has not opened');
    return file;
  };
  const indexOf = (path: string): SharedIndex => {
    const known = indexes.get(path);
    if (known !== undefined) return known;
    const holders = Array.from({ length: sharedLocks }, () => ({
      shared: new Set<OpenFile>(),
      exclusive: null as OpenFile | null,
    }));
    const index: SharedIndex = { regions: [], holders };
    indexes.set(path, index);
    return index;
  };
  const others = (file: OpenFile) =>
    [...files.values()].filter((other) => other !== file && other.path === file.path);

  // Its types name the members of a struct otherwise than they are named.
  Object.assign(io, { $iVersion: 2 });
  Object.assign(system, { $iVersion: 1, $szOsFile: fileBytes, $mxPathname: pathBytes });

  vfs.installVfs({
    io: {
      struct: io,
      methods: {
        xClose: (pointer) => {
          files.delete(pointer);
          return capi.SQLITE_OK;
        },
        xRead: (pointer, into, length, offset) => {
          const bytes = disk.read(fileOf(pointer).path, Number(offset), length);
          const heap = wasm.heap8u();
          heap.set(bytes, Number(into));
          if (bytes.length === length) return capi.SQLITE_OK;
          heap.fill(0, Number(into) + bytes.length, Number(into) + length);
          return capi.SQLITE_IOERR_SHORT_READ;
        },
        xWrite: (pointer, from, length, offset) => {
          const bytes = wasm.heap8u().subarray(Number(from), Number(from) + length);
          disk.write(fileOf(pointer).path, Number(offset), bytes);
          return capi.SQLITE_OK;
        },
        xTruncate: (pointer, size) => {
          disk.truncate(fileOf(pointer).path, Number(size));
          return capi.SQLITE_OK;
        },
        xSync: (pointer) => {
          disk.sync(fileOf(pointer).path);
          return capi.SQLITE_OK;
        },
        xFileSize: (pointer, into) => {
          wasm.poke64(into, BigInt(disk.size(fileOf(pointer).path)));
          return capi.SQLITE_OK;
        },
        xLock: (pointer, level) => {
          const file = fileOf(pointer);
          const most = Math.max(0, ...others(file).map((other) => other.lock));
          const isFree =
            level === capi.SQLITE_LOCK_SHARED
              ? most < capi.SQLITE_LOCK_PENDING
              : level === capi.SQLITE_LOCK_RESERVED
                ? most < capi.SQLITE_LOCK_RESERVED
                : most === capi.SQLITE_LOCK_NONE;
          if (!isFree) return capi.SQLITE_BUSY;
          file.lock = Math.max(file.lock, level);
          return capi.SQLITE_OK;
        },
        xUnlock: (pointer, level) => {
          const file = fileOf(pointer);
          file.lock = Math.min(file.lock, level);
          return capi.SQLITE_OK;
        },
        xCheckReservedLock: (pointer, into) => {
          const file = fileOf(pointer);
          const reserved = others(file).some((other) => other.lock >= capi.SQLITE_LOCK_RESERVED);
          wasm.poke(into, reserved ? 1 : 0, 'i32');
          return capi.SQLITE_OK;
        },
        xFileControl: () => capi.SQLITE_NOTFOUND,
        xSectorSize: () => number(4096),
        xDeviceCharacteristics: () => number(capi.SQLITE_IOCAP_POWERSAFE_OVERWRITE),
        xShmMap: (pointer, region, size, extend, into) => {
          const { regions } = indexOf(fileOf(pointer).path);
          if (regions[region] === undefined && extend !== 0) {
            const place = wasm.alloc(size);
            wasm.heap8u().fill(0, Number(place), Number(place) + size);
            regions[region] = place;
          }
          wasm.poke(into, regions[region] ?? 0, '*');
          return capi.SQLITE_OK;
        },
        xShmLock: (pointer, offset, count, flags) => {
          const file = fileOf(pointer);
          const wanted = indexOf(file.path).holders.slice(offset, offset + count);
          if ((flags & unlockShared) !== 0) {
            for (const holder of wanted) {
              holder.shared.delete(file);
              if (holder.exclusive === file) holder.exclusive = null;
            }
            return capi.SQLITE_OK;
          }
          const isShared = (flags & lockShared) !== 0;
          const isHeld = wanted.some(
            ({ shared, exclusive }) =>
              (exclusive !== null && exclusive !== file) ||
              (!isShared && [...shared].some((other) => other !== file)),
          );
          if (isHeld) return capi.SQLITE_BUSY;
          for (const holder of wanted) {
            if (isShared) holder.shared.add(file);
            else holder.exclusive = file;
          }
          return capi.SQLITE_OK;
        },
        xShmBarrier: () => {},
        xShmUnmap: () => capi.SQLITE_OK,
      },
    },
    vfs: {
      struct: system,
      name: vfsName,
      methods: {
        xOpen: (_vfs, name, pointer, flags, outFlags) => {
          const path = name === 0 ? `temporary ${files.size}` : nameAt(name);
          disk.open(path);
          files.set(pointer, { path, lock: capi.SQLITE_LOCK_NONE });
          const file = new capi.sqlite3_file(pointer);
          Object.assign(file, { $pMethods: io.pointer });
          file.dispose();
          if (outFlags !== 0) wasm.poke(outFlags, flags, 'i32');
          return capi.SQLITE_OK;
        },
        xDelete: (_vfs, name) => {
          disk.delete(nameAt(name));
          return capi.SQLITE_OK;
        },
        xAccess: (_vfs, name, _flags, into) => {
          wasm.poke(into, disk.has(nameAt(name)) ? 1 : 0, 'i32');
          return capi.SQLITE_OK;
        },
        xFullPathname: (_vfs, name, length, into) => {
          return wasm.cstrncpy(into, name, length) < length ? capi.SQLITE_OK : capi.SQLITE_CANTOPEN;
        },
        xGetLastError: () => capi.SQLITE_OK,
        xRandomness: (_vfs, length, into) => {
          wasm.heap8u().set(randomBytes(length), Number(into));
          return number(length);
        },
        xSleep: () => 0,
        xCurrentTime: (_vfs, into) => {
          wasm.poke(into, 2440587.5 + Date.now() / 86_400_000, 'double');
          return capi.SQLITE_OK;
        },
      },
    },
  });
  return vfsName;
}

/** Of methods that answer a number, and are declared to answer a result. */
function number<Result>(value: number): Result {
  return value as Result;
}
