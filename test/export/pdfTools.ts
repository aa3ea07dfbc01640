import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';

/** Whether poppler's tools are there to look into a document. */
export const hasPoppler = ['pdftotext', 'pdftoppm', 'pdfinfo', 'pdffonts'].every((tool) => {
  try {
    execFileSync(tool, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** What poppler's tools say of a document. */
export class Opened {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** As it reads, columns kept beside each other. */
  get laidOut(): string {
    return this.#ask('pdftotext', ['-layout', 'report.pdf', '-']);
  }

  /** Its words, one space between any two. */
  get words(): string {
    return this.#ask('pdftotext', ['report.pdf', '-']).replaceAll(/\s+/g, ' ');
  }

  pages(): string[] {
    return this.#ask('pdftotext', ['-layout', 'report.pdf', '-']).split('\f').slice(0, -1);
  }

  info(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#ask('pdfinfo', ['report.pdf'])
        .split('\n')
        .flatMap((line) => {
          const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
          return name === undefined || value === undefined ? [] : [[name, value]];
        }),
    );
  }

  /** The names of the fonts in it, and whether each is embedded. */
  fonts(): { readonly name: string; readonly isEmbedded: boolean }[] {
    return this.#ask('pdffonts', ['report.pdf'])
      .split('\n')
      .slice(2)
      .filter((line) => line !== '')
      .map((line) => {
        const [name = ''] = line.split(' ');
        return {
          name: name.replace(/^[A-Z]{6}\+/, ''),
          isEmbedded: /\s(yes|no)\s+(yes|no)\s+(yes|no)\s/.exec(line)?.[1] === 'yes',
        };
      });
  }

  /** How much of each page is inked in the margins, beyond `points` of the edge: anything there was cut. */
  async inkAtEdges(points: number): Promise<number[]> {
    const dots = 50;
    const folder = this.#folder();
    try {
      execFileSync('pdftoppm', ['-r', String(dots), '-gray', '-png', 'report.pdf', 'page'], { cwd: folder });
      const pages = readdirSync(folder)
        .filter((name) => name.endsWith('.png'))
        .sort();
      return await Promise.all(
        pages.map(async (name) => {
          const { data, info } = await sharp(readFileSync(path.join(folder, name)))
            .greyscale()
            .raw()
            .toBuffer({ resolveWithObject: true });
          const edge = Math.floor((points * dots) / 72);
          let dark = 0;
          for (let y = 0; y < info.height; y++) {
            for (let x = 0; x < info.width; x++) {
              const isEdge = x < edge || y < edge || x >= info.width - edge || y >= info.height - edge;
              if (isEdge && (data[y * info.width + x] ?? 255) < 200) dark++;
            }
          }
          return dark;
        }),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  #folder(): string {
    const folder = mkdtempSync(path.join(tmpdir(), 'lapidary-report-'));
    writeFileSync(path.join(folder, 'report.pdf'), this.#bytes);
    return folder;
  }

  #ask(tool: string, args: readonly string[]): string {
    const folder = this.#folder();
    try {
      return execFileSync(tool, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
