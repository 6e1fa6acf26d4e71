import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

const barLength = 30;
/** For output that is read later, or by a program. */
const plainWidth = 160;
const narrowestWidth = 60;

/** Where the demo writes: a terminal gets colours and a bar that moves, anything else plain lines. */
export class Screen {
  readonly #stream = process.stdout;
  /** Whether a line may be drawn again. */
  readonly #live =
    this.#stream.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  #phase = '';

  get width(): number {
    return this.#stream.isTTY ? Math.max(narrowestWidth, this.#stream.columns) : plainWidth;
  }

  line(text = ''): void {
    this.#stream.write(`${text}\n`);
  }

  /** The text in a style where the terminal shows styles. */
  style(style: Style, text: string): string {
    return styleText(style, text, { stream: this.#stream });
  }

  /** Draws how far a run is: over the bar before, or as a line for each new phase. */
  progress({ percent, message }: { percent: number; message: string }): void {
    const number = `${String(percent).padStart(3)} %`;
    if (this.#live) {
      const full = Math.round((barLength * percent) / 100);
      const bar = `${this.style('green', '█'.repeat(full))}${this.style('dim', '░'.repeat(barLength - full))}`;
      const rest = this.width - barLength - number.length - 6;
      this.#stream.write(`\r\u001b[2K  ${bar} ${number}  ${message.slice(0, rest)}`);
      return;
    }
    const [phase = ''] = message.split(':');
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.line(`  ${number}  ${phase}`);
  }

  /** Ends the bar: what is written next stands below it. */
  endProgress(): void {
    if (this.#live) this.line();
    this.#phase = '';
  }
}
