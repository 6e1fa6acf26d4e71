import Database from 'better-sqlite3';

/** Notices that something was committed to a database file, by this process or by another. */
export class DatabaseWatch implements Disposable {
  readonly #database: Database.Database;
  #version: unknown;

  constructor(path: string) {
    this.#database = new Database(path, { readonly: true, fileMustExist: true });
    this.#version = this.#read();
  }

  /** Whether something was committed since this was last asked: a look at shared memory, not at the file. */
  hasChanged(): boolean {
    const version = this.#read();
    if (version === this.#version) return false;
    this.#version = version;
    return true;
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #read(): unknown {
    return this.#database.pragma('data_version', { simple: true });
  }
}
